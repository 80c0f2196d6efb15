"""Units that are ready together share a commit; each succeeds or fails by itself."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from storage.database import Database
from storage.engine import open_engine
from storage.models import Ward


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Started, with the jobs of a test waiting for each other: see ``_together``."""
    opened = Database(open_engine(database_url))
    yield opened
    await opened.stop()


def _add(code: str, fail: bool = False):  # type: ignore[no-untyped-def]
    def work(session: Session) -> str:
        session.add(Ward(code=code, name=code, phone="1"))
        session.flush()
        if fail:
            raise KeyError(code)
        return code

    return work


async def _together(database: Database, *work):  # type: ignore[no-untyped-def]
    """Hand everything in before the threads start, so that it is ready at the same time."""
    runs = [asyncio.ensure_future(database.run(one)) for one in work]
    await asyncio.sleep(0)
    database.start()
    return await asyncio.gather(*runs, return_exceptions=True)


def _codes(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return set(connection.execute(text("SELECT code FROM ward")).scalars())


async def test_what_is_ready_together_is_committed_together(database: Database) -> None:
    commits = []
    event.listen(database.engine, "commit", lambda _: commits.append(1))
    codes = [f"A{n}" for n in range(9)]
    assert await _together(database, *map(_add, codes)) == codes
    assert _codes(database) == set(codes)
    assert len(commits) <= len(database._threads)


async def test_a_failing_unit_leaves_the_others_alone(database: Database) -> None:
    good, bad, better = await _together(database, _add("A1"), _add("A2", fail=True), _add("A3"))
    assert (good, better) == ("A1", "A3")
    assert isinstance(bad, KeyError)
    assert _codes(database) == {"A1", "A3"}


async def test_a_unit_that_breaks_a_constraint_leaves_the_others_alone(database: Database) -> None:
    await _together(database, _add("A1"))
    outcomes = await asyncio.gather(*(database.run(_add(code)) for code in ("A2", "A1", "A3")), return_exceptions=True)
    assert [o if isinstance(o, str) else type(o).__name__ for o in outcomes] == ["A2", "IntegrityError", "A3"]
    assert _codes(database) == {"A1", "A2", "A3"}


async def test_nobody_is_told_of_success_when_the_commit_fails(database: Database) -> None:
    def refuse(_: object) -> None:
        raise OSError("the disk is gone")

    event.listen(database.engine, "commit", refuse)
    outcomes = await _together(database, _add("A1"), _add("A2"))
    assert all(isinstance(outcome, OSError) for outcome in outcomes)
    event.remove(database.engine, "commit", refuse)
    assert _codes(database) == set()
    assert await database.run(_add("A1")) == "A1", "the thread lives on, and the unit may run again"
    assert _codes(database) == {"A1"}


async def test_a_caller_that_gave_up_changes_nothing_for_the_others(database: Database) -> None:
    gone = asyncio.ensure_future(database.run(_add("A1")))
    await asyncio.sleep(0)
    gone.cancel()
    (other,) = await _together(database, _add("A2"))
    assert other == "A2"
    assert _codes(database) >= {"A2"}


async def test_what_was_handed_in_is_finished_before_it_stops(database_url: str) -> None:
    database = Database(open_engine(database_url))
    runs = [asyncio.ensure_future(database.run(_add(f"A{n}"))) for n in range(200)]
    await asyncio.sleep(0)
    database.start()
    await database.stop()
    assert len(await asyncio.gather(*runs)) == 200
