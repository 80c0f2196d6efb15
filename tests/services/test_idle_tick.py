"""A tick a second, for years: it reads no large table from end to end when nothing is due; nor do the briefing and the
figures of a period, during which everybody else waits on SQLite."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, event

from bot.services.brief import brief_when_due
from bot.services.run_due import PARTS, UNHURRIED, talks_due
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import Store

LARGE = {
    "account", "case_step", "decision", "evidence", "inbox", "journal", "outbox", "posting", "talk", "tip", "tip_clock",
    "tip_reminder", "tip_token", "tip_version", "transfer", "vault",
}  # fmt: skip


@pytest.fixture
def database_kind() -> str:
    """The one that says how it will look for something, in a few words."""
    return "sqlite"


@pytest.mark.parametrize("part", [*PARTS, *UNHURRIED, talks_due], ids=lambda part: part.__name__)
def test_what_is_asked_every_second_is_found_by_an_index(store: Store, part: Callable[[UnitOfWork], object]) -> None:
    with store.unit() as uow:
        part(uow)  # what the first tick has to do
    store.passes(seconds=61)  # the watchdog makes a round each minute
    assert not _scans(store, part)


def test_so_is_what_the_briefing_counts(store: Store) -> None:
    with store.unit() as uow:
        uow.ward.link_group(-1001)
    store.passes(days=1)
    assert not _scans(store, brief_when_due)
    with store.unit() as uow:
        assert uow.digests.last("daily")


@pytest.mark.parametrize("figures", ["figures", "clock_figures"])
def test_so_is_what_a_period_counts(store: Store, figures: str) -> None:
    assert not _scans(store, lambda uow: getattr(uow, figures).of(uow.now - timedelta(days=30), uow.now))


def _scans(store: Store, work: Callable[[UnitOfWork], object]) -> list[str]:
    """The large tables that are read from end to end, or by the whole of an index, while something is done."""
    asked: list[tuple[str, object]] = []

    def note(_c, _cursor, statement, parameters, _context, _many):  # type: ignore[no-untyped-def]
        asked.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    with store.unit() as uow:
        work(uow)
    event.remove(store.engine, "before_cursor_execute", note)
    with store.engine.connect() as connection:
        small = _partial_indexes(connection)
        plans = [
            row[3]
            for statement, parameters in asked
            if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    return [plan for plan in plans if LARGE.intersection(plan.split()[1:2]) and _reads_all(plan, small)]


def _reads_all(plan: str, small: set[str]) -> bool:
    """All rows, or all of a ward, which is the same where there is one."""
    all_of_a_ward = ("(ward_id=?)", "(ward_id=? AND received_at<?)")
    return (plan.startswith("SCAN ") and plan.split()[-1] not in small) or plan.endswith(all_of_a_ward)


def _partial_indexes(connection: Connection) -> set[str]:
    """What hangs in these is little: that which waits."""
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'")
    return {row[0] for row in found}
