"""The database is away for a while: locked, full, read-only. Nothing is lost, and the bot goes on by itself.

Here the database itself refuses; a disk that is really full: test_full_disk.py.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

from tests.databases import KINDS, Databases
from tests.faults.checker import Figures, check
from tests.faults.experiment import people_at_work, stories_of, until_all_is_done
from tests.faults.in_sight import words_kept
from tests.faults.reporting import Report
from tests.faults.ward import open_ward
from tests.first_days import FirstDays
from tests.world import World

THEFT = "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa"


@pytest.fixture
async def on_sqlite(first_days: FirstDays, tmp_path: Path) -> AsyncIterator[World]:
    """A ward whose database is a file."""
    async with first_days.world("sqlite", tmp_path) as opened:
        yield opened


async def test_locked_by_another_process_for_longer_than_the_bot_waits(
    databases: Databases, tmp_path: Path, report: Report
) -> None:
    url = databases.fresh("sqlite")
    async with open_ward(url, tmp_path / "ward", seed=1) as ward:
        stories = stories_of(ward)
        bot = ward.starts()
        async with people_at_work(ward, stories, seed=1):
            await asyncio.sleep(1)
            async with _locked(str(make_url(url).database)):
                await asyncio.sleep(7)
            await until_all_is_done(ward, stories)
            assert bot.alive, "the bot sat it out"
        report.add("locked", 1, check(ward, stories))
    report.must_be_clean(1)


TROUBLES = {
    "full": "PRAGMA max_page_count=1",  # SQLITE_FULL at the next new page
    "read-only": "PRAGMA query_only=ON",  # SQLITE_READONLY at the next write
}


@pytest.mark.parametrize("name", TROUBLES)
async def test_full_or_read_only_for_a_while(on_sqlite: World, name: str, report: Report) -> None:
    world = on_sqlite
    serving = asyncio.ensure_future(world.app.run())
    await world.app.database.run(lambda s: s.execute(text(TROUBLES[name])).close())
    for number in range(12):  # enough words to need new pages
        world.lan.person.sends(f"chi tiết {number}: " + "xe màu đen, " * 300 if number else THEFT)
    await asyncio.sleep(2)
    assert not serving.done(), "it does not end the bot"
    world.app.database.engine.dispose()  # the next connection finds everything well again
    await asyncio.sleep(4)
    serving.cancel()
    await asyncio.wait([serving])

    await world.settle()
    assert world.lan.open_question() is not None
    assert not world.stage.bot.updates.pending
    told = await words_kept(world, world.lan)
    count = [told.count(f"chi tiết {number}: ") for number in range(1, 12)]
    report.add(
        name, 0, Figures(lost=[f"words {count}"] * (0 in count), duplicated=[f"words {count}"] * (max(count) > 1))
    )
    report.must_be_clean(1)


@pytest.mark.parametrize("kind", KINDS)
async def test_commits_whose_answer_is_lost_are_not_done_twice(
    kind: str, databases: Databases, tmp_path: Path, report: Report
) -> None:
    async with open_ward(databases.fresh(kind), tmp_path / "ward", seed=2) as ward:
        stories = stories_of(ward)
        bot = ward.starts(mutant="lost_commits")
        async with people_at_work(ward, stories, seed=2):
            await until_all_is_done(ward, stories)
            assert bot.alive
        report.add(f"lost commits, {kind}", 2, check(ward, stories))
    report.must_be_clean(1)


async def test_a_server_that_goes_away_and_comes_back(databases: Databases, tmp_path: Path, report: Report) -> None:
    url = databases.fresh("postgresql")
    async with open_ward(url, tmp_path / "ward", seed=3) as ward:
        stories = stories_of(ward)
        bot = ward.starts()
        async with people_at_work(ward, stories, seed=3):
            for _ in range(3):
                await asyncio.sleep(0.7)
                async with _away(url):
                    await asyncio.sleep(1)
            await until_all_is_done(ward, stories)
            assert bot.alive
        report.add("server away", 3, check(ward, stories))
    report.must_be_clean(1)


@asynccontextmanager
async def _away(url: str) -> AsyncIterator[None]:
    """The server cuts every connection, in whatever it is, and takes no new ones."""
    name = make_url(url).database
    server = make_url(url).set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        yield
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@asynccontextmanager
async def _locked(path: str) -> AsyncIterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
