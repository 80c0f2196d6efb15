"""Kill the bot at every point where the order of things matters, at its 1st, 2nd and 3rd passing, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from secrets import token_hex
from zlib import crc32

import pytest
from sqlalchemy.orm import Session

from bot.domain.content import StoryPart, TipContent
from bot.domain.delivery import Kind
from bot.domain.people import Role
from bot.domain.retention import Erasing
from bot.domain.screens.identity import taken_away
from bot.domain.tip import ReporterKind, Status
from bot.sandbox.faults import Fault
from bot.services.speak import tell
from storage.engine import open_engine
from storage.outbox import to_account
from storage.unit_of_work import Workplace
from tests.databases import Databases
from tests.faults.checker import check
from tests.faults.experiment import people_at_work, stories_of, until_all_is_done, until_it_is_killed
from tests.faults.failpoint_names import failpoint_names
from tests.faults.people import SENDS, Story
from tests.faults.reporting import Report, side_by_side
from tests.faults.ward import Ward, open_ward

HITS = (1, 2, 3)
# Passed once in every life of the bot: their second passing is in its second life.
ONCE_A_LIFE = frozenset({"start", "telegram.getMe"})


@pytest.mark.parametrize("name", failpoint_names())
async def test_nothing_is_lost_wherever_the_bot_is_killed(
    name: str, database_kind: str, databases: Databases, tmp_path: Path, report: Report
) -> None:
    await side_by_side(
        partial(_killed_at, name, hit, databases, database_kind, tmp_path / str(hit), report) for hit in HITS
    )
    report.must_be_clean(len(HITS))


async def _killed_at(name: str, hit: int, databases: Databases, kind: str, folder: Path, report: Report) -> None:
    seed, url = crc32(f"{name}:{hit}".encode()), databases.fresh(kind)
    async with open_ward(url, folder, seed) as ward:
        stories = _work_for(name, ward)
        async with people_at_work(ward, stories, seed, wants_files=_file_for(name) in name.lower()) as ask:

            def more() -> None:
                fresh = _work_for(name, ward)
                stories.extend(fresh)
                ask(fresh)

            killed = await _lives_until_killed(ward, name, hit, stories, more)
            ward.starts()
            await until_all_is_done(ward, stories)
        report.add(f"{name}:{hit}", seed, check(ward, stories), killed=killed)
    databases.drop(url)


async def _lives_until_killed(ward: Ward, name: str, hit: int, stories: list[Story], more: Callable[[], None]) -> bool:
    """Whether the bot was killed at this passing of the point and at no other; people go on as long as it takes."""
    lives, passing = (hit, 1) if name.rpartition(".")[0] in ONCE_A_LIFE else (1, hit)
    for _ in range(lives):
        ward.starts(f"{name}:{passing}")
        if not await until_it_is_killed(ward, stories, more):
            return False
    return True


def _work_for(name: str, ward: Ward) -> list[Story]:
    """Stories in whose course the bot passes the point; some points are passed only when something goes wrong."""
    if name.startswith("collector.failed"):
        ward.stage.telegram.faults.add(Fault.server_error(502), method="getFile", times=3)
    if "deleteMessage" in name:
        _takes_messages_away(ward)
    if name.startswith("retention."):
        _makes_tips_of_long_ago(ward)
    return stories_of(ward, files=(_file_for(name),))


def _takes_messages_away(ward: Ward) -> None:
    """As after a revealed identity: the officer got a message, and its time is over."""
    engine = open_engine(ward.settings.database)
    with Session(engine) as session, session.begin():
        uow = Workplace(ward.keyring, ward.clock, ward.settings, ward.ward_id).unit(session)
        officer = uow.people.with_role(Role.OFFICER)[0].account_key
        for _ in HITS:
            row = tell(uow, officer, taken_away(), Kind.NOTICE)
            uow.outbox.add(to_account(officer), Kind.ERASE, edits=row)
    engine.dispose()


def _makes_tips_of_long_ago(ward: Ward) -> None:
    """Their time is over, and the command was warned."""
    engine, ago = open_engine(ward.settings.database), timedelta(days=3000)
    with Session(engine) as session, session.begin():
        uow = Workplace(ward.keyring, ward.clock, ward.settings, ward.ward_id).unit(session)
        for _ in HITS:
            told = TipContent(story=(StoryPart(1, "chuyện đã cũ", uow.now - ago),))
            draft, kind = token_hex(6), ReporterKind.RESIDENT
            tip = uow.tips.create(
                draft, None, told, prefix="BD", reporter=kind, confirmed=True, received_at=uow.now - ago
            )
            assert tip is not None
            tip.status, tip.closed_at = Status.CLOSED, uow.now - ago
            uow.retention.warned([tip.id], Erasing.ALL, uow.now - timedelta(days=40))
    engine.dispose()


def _file_for(name: str) -> str:
    """What the residents send, so that the bot passes the point: a photo unless it is about another kind."""
    _, _, method = name.removesuffix(".before").removesuffix(".after").rpartition(".send")
    return method.lower() if method.lower() in SENDS else "photo"
