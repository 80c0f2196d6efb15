"""Kill the bot at every point where the order of things matters, at its 1st, 2nd and 3rd passing, on both databases."""

from functools import partial
from pathlib import Path
from zlib import crc32

import pytest
from sqlalchemy.orm import Session

from bot.domain.delivery import Kind
from bot.domain.people import Role
from bot.domain.screens.identity import taken_away
from bot.sandbox.faults import Fault
from bot.services.speak import tell
from storage.engine import open_engine
from storage.outbox import to_account
from storage.unit_of_work import Workplace
from tests.databases import KINDS, Databases
from tests.faults.checker import check
from tests.faults.experiment import people_at_work, stories_of, until_all_is_done
from tests.faults.failpoint_names import failpoint_names
from tests.faults.people import SENDS
from tests.faults.reporting import Report, side_by_side
from tests.faults.ward import Ward, open_ward

HITS = (1, 2, 3)
# Passed once in every life of the bot: their second passing is in its second life.
ONCE_A_LIFE = frozenset({"start", "telegram.getMe"})


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_lost_wherever_the_bot_is_killed(
    kind: str, databases: Databases, tmp_path: Path, report: Report
) -> None:
    runs = [
        partial(_killed_at, name, hit, databases.fresh(kind), tmp_path / f"{name}-{hit}", report)
        for name in failpoint_names()
        for hit in HITS
    ]
    await side_by_side(runs)
    report.must_be_clean(len(failpoint_names()) * len(HITS))


async def _killed_at(name: str, hit: int, database_url: str, folder: Path, report: Report) -> None:
    seed = crc32(f"{name}:{hit}".encode())
    async with open_ward(database_url, folder, seed) as ward:
        stories = stories_of(ward, files=(_file_for(name),))
        _provoke(name, ward)
        async with people_at_work(ward, stories, seed, wants_files=_file_for(name) in name.lower()):
            died = await _dies(ward, name, hit)
            ward.starts()
            await until_all_is_done(ward, stories)
        report.add(f"{name}:{hit}", seed, check(ward, stories), killed=died)


async def _dies(ward: Ward, name: str, hit: int) -> bool:
    """Whether the bot was killed at this passing of the point and at no other."""
    lives, passing = (hit, 1) if name.rpartition(".")[0] in ONCE_A_LIFE else (1, hit)
    for _ in range(lives):
        if not await ward.starts(f"{name}:{passing}").killed_itself(within=60):
            return False
    return True


def _file_for(name: str) -> str:
    """What the residents send, so that the bot passes the point: a photo unless it is about another kind."""
    _, _, method = name.removesuffix(".before").removesuffix(".after").rpartition(".send")
    return method.lower() if method.lower() in SENDS else "photo"


def _provoke(name: str, ward: Ward) -> None:
    """Some points are passed only when something goes wrong."""
    if name.startswith("collector.failed"):
        ward.stage.telegram.faults.add(Fault.server_error(502), method="getFile", times=3)
    if "deleteMessage" in name:
        _takes_messages_away(ward)


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
