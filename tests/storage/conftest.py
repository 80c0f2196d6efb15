"""A ward on each database, and units of work at any moment of an evening."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.clock import MovableClock
from bot.crypto import new_master_key
from bot.domain.content import StoryPart, TipContent
from bot.domain.tip import Category, ReporterKind, Urgency
from bot.settings import Settings
from storage.engine import open_engine
from storage.keys import open_keyring
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_ward
from tests.world import MONDAY_NINE


@dataclass
class Store:
    """One database with one ward in it."""

    engine: Engine
    workplace: Workplace
    clock: MovableClock

    @contextmanager
    def unit(self) -> Iterator[UnitOfWork]:
        """One committed transaction."""
        with Session(self.engine) as session, session.begin():
            yield self.workplace.unit(session)

    def passes(self, **span: float) -> None:
        """Time goes by."""
        self.clock.advance(timedelta(**span))

    def tip(self, draft: str = "draft", account: str | None = None, **content: object) -> int:
        """A tip, committed. Returns its id."""
        with self.unit() as uow:
            account_key = account or uow.people.meet(6_100_000_001)
            tip = uow.tips.create(
                draft, account_key, told(**content), prefix="BD", reporter=ReporterKind.RESIDENT, confirmed=True,
                received_at=uow.now,
            )  # fmt: skip
            assert tip is not None
            return tip.id


def told(story: str = "Mất trộm xe", **content: object) -> TipContent:
    """What a tip says."""
    part = StoryPart(1, story, MONDAY_NINE)
    values = {"urgency": Urgency.NORMAL, "category": Category.THEFT, "story": (part,)} | content
    return TipContent(**values)  # type: ignore[arg-type]


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A ward on its first day."""
    engine, clock = open_engine(database_url), MovableClock(MONDAY_NINE)
    with Session(engine) as session, session.begin():
        ward_id = ensure_ward(session, "BD", "Công an phường Bạch Đằng", "0225 000 0113")
        keyring = open_keyring(session, [new_master_key()], clock.now())
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    yield Store(engine, Workplace(keyring, clock, settings, ward_id), clock)
    engine.dispose()
