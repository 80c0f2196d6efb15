"""The bot stood still in the afternoon and comes back at night: what is not urgent waits for the morning."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.domain.tip import Urgency
from bot.services.ladders import start_ladder
from bot.services.remind import remind
from storage.models import Reminder
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import Store

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the rules do not ask which database it is


def test_a_word_of_the_afternoon_waits_for_the_morning_and_danger_does_not(store: Store) -> None:
    normal, danger = store.tip("normal"), store.tip("danger", urgency=Urgency.DANGER)
    with store.unit() as uow:
        start_ladder(uow, normal, Urgency.NORMAL, uow.now)
        start_ladder(uow, danger, Urgency.DANGER, uow.now)
    store.passes(hours=14, minutes=30)  # half past eleven at night
    with store.unit() as uow:
        assert remind(uow) == 2
        stages = {row.tip_id: row.stage for row in _ladders(uow)}
        assert stages == {normal: 0, danger: 1}
        assert [_local(uow, row.due_at) for row in _ladders(uow) if row.tip_id == normal] == ["03/03 06:00"]
    store.passes(hours=6, minutes=30)
    with store.unit() as uow:
        remind(uow)
        assert {row.tip_id: row.stage for row in _ladders(uow)}[normal] == 1


def _ladders(uow: UnitOfWork) -> list[Reminder]:
    return list(uow.session.scalars(select(Reminder).execution_options(populate_existing=True)))


def _local(uow: UnitOfWork, moment: datetime | None) -> str:
    assert moment is not None
    return f"{moment.astimezone(uow.settings.timezone):%d/%m %H:%M}"
