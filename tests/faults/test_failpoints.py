"""Kill the bot at every point where the order of things matters, on both databases.

At the first passing of each, which mostly strikes a first question or an idle round, and at the first with each kind
of message under way there (on PostgreSQL, which is slower, a third of these); at night at all of these, and also at the
2nd and 3rd passing.
"""

import socket
from collections.abc import Callable
from datetime import time, timedelta
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
from tests.faults.failpoint_names import failpoint_names, roundabout_passings
from tests.faults.moments import BROUGHT_BY_TIME, MOMENTS, SENT, passed, points_of, share_of
from tests.faults.people import SENDS, Story
from tests.faults.reporting import Report, side_by_side
from tests.faults.ward import Ward, open_ward

HITS = (1, 2, 3)
# Passed once in every life of the bot: their second passing is in its second life.
ONCE_A_LIFE = frozenset({"start", "telegram.getMe", "telegram.getWebhookInfo", "leave"})
# The webhook is set once; again only when somebody took it away.
ONCE = frozenset(
    {"telegram.setWebhook.before", "telegram.setWebhook.after", "webhook.before_commit", "webhook.after_commit"}
)
# A day ends so soon after the ward has begun to work, and its people come so much later.
DAY_ENDS, LATER = time(9, 1), timedelta(minutes=2)


@pytest.mark.parametrize("name", failpoint_names())
async def test_nothing_is_lost_wherever_the_bot_is_killed(
    name: str, database_kind: str, databases: Databases, tmp_path: Path, report: Report, full: bool
) -> None:
    hits = HITS if full and name not in ONCE else HITS[:1]
    await side_by_side(partial(_killed_at, name, hit, databases, database_kind, tmp_path, report) for hit in hits)
    report.must_be_clean(len(hits))


@pytest.mark.parametrize("kind", [*MOMENTS, "file"])
async def test_nothing_is_lost_whatever_is_under_way(
    kind: str, database_kind: str, databases: Databases, tmp_path: Path, report: Report, full: bool
) -> None:
    hits = HITS if full and kind not in BROUGHT_BY_TIME else HITS[:1]
    points = points_of(kind) if full or database_kind == "sqlite" else share_of(kind)
    runs = [
        partial(_killed_at, point, hit, databases, database_kind, tmp_path, report) for point in points for hit in hits
    ]
    await side_by_side(runs)
    report.must_be_clean(len(runs))


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_nothing_is_under_way_at_a_point_at_which_no_kill_strikes_it(
    database_kind: str, databases: Databases, tmp_path: Path
) -> None:
    async with open_ward(databases.fresh(database_kind), tmp_path / "ward", seed=1, digest_at=DAY_ENDS) as ward:
        _time_brings(ward, "escalation")
        stories = stories_of(ward)
        async with people_at_work(ward, stories, seed=1, wants_files=True):
            ward.starts(mutant="watched")
            await until_all_is_done(ward, stories)
        assert check(ward, stories, punctual=True).clean
        names, moments = passed(ward)
        assert names <= {*failpoint_names()}
        assert moments == {point for kind in (*MOMENTS, "file") for point in points_of(kind)}


def test_every_point_is_known_by_its_name() -> None:
    assert roundabout_passings() == []


def test_the_share_of_moments_has_all_kinds_and_all_that_befalls_a_message() -> None:
    shares = {kind: share_of(kind) for kind in MOMENTS}
    assert all(shares.values())
    assert {*SENT} <= {_point_of(moment) for share in shares.values() for moment in share}


def _point_of(moment: str) -> str:
    point, _, kind = moment.partition("/")
    return point.replace(MOMENTS[kind.removeprefix("+")].method, "{method}")


async def _killed_at(name: str, hit: int, databases: Databases, database: str, place: Path, report: Report) -> None:
    seed, url = crc32(f"{name}:{hit}".encode()), databases.fresh(database)
    _, _, kind = name.replace("+", "").partition("/")
    ends = {"digest_at": DAY_ENDS} if kind in BROUGHT_BY_TIME else {}
    async with open_ward(url, place / f"{seed}", seed, **ends) as ward:
        _time_brings(ward, kind)
        if "ebhook" in name:
            _updates_are_brought(ward)
        stories = _work_for(name, ward)
        async with people_at_work(ward, stories, seed, wants_files=_wants_files(name)) as ask:

            def work() -> None:
                fresh = _work_for(name, ward)
                stories.extend(fresh)
                ask(fresh)

            def leave() -> None:
                assert ward.bot is not None
                ward.bot.stop()

            more = leave if name.startswith("leave") else work
            killed = await _lives_until_killed(ward, name, hit, stories, work, more)
            ward.starts()
            await until_all_is_done(ward, stories)
        report.add(f"{name}:{hit}", seed, check(ward, stories, punctual=True), killed=killed)
    databases.drop(url)


async def _lives_until_killed(
    ward: Ward, name: str, hit: int, stories: list[Story], work: Callable[[], None], more: Callable[[], None]
) -> bool:
    """Whether the bot was killed at this passing of the point and at no other; people go on as long as it takes."""
    lives, passing = (hit, 1) if name.rpartition(".")[0] in ONCE_A_LIFE else (1, hit)
    for life in range(lives):
        ward.starts(f"{name}:{passing}")
        if life:  # without work it may end before it has taken anything up that it must leave
            work()
        if not await until_it_is_killed(ward, stories, more):
            return False
    return True


def _time_brings(ward: Ward, kind: str) -> None:
    """A day has ended when people come; and nobody is there to take on what they tell, if that is to be noticed."""
    if kind in BROUGHT_BY_TIME:
        ward.clock.move(LATER.total_seconds())
        ward.asleep = kind != "digest"


def _updates_are_brought(ward: Ward) -> None:
    """By webhook instead of polling; on the loopback, where the emulator asks for no TLS."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    ward.settings = ward.settings.model_copy(update={"listen": address, "webhook_url": f"http://{address}"})


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


def _wants_files(name: str) -> bool:
    """Whether an officer asks for the files, so that the bot passes the point."""
    return "evidence" in name.partition("/")[2] or _file_for(name) in name.lower()


def _file_for(name: str) -> str:
    """What the residents send, so that the bot passes the point: a photo unless it is about another kind."""
    _, _, method = name.partition("/")[0].removesuffix(".before").removesuffix(".after").rpartition(".send")
    return method.lower() if method.lower() in SENDS else "photo"
