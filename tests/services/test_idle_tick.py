"""A tick a second, for years: when nothing is due it reads no large table from end to end."""

import pytest
from sqlalchemy import event

from bot.services.run_due import PARTS, UNHURRIED, talks_due
from tests.storage.conftest import Store

LARGE = ("tip", "tip_version", "inbox", "outbox", "journal", "case_step", "tip_clock", "tip_reminder", "evidence_file")


@pytest.mark.parametrize("database_kind", ["sqlite"])  # it says how it will look for something, in a few words
@pytest.mark.parametrize("part", [*PARTS, *UNHURRIED, talks_due], ids=lambda part: part.__name__)
def test_what_is_asked_every_second_is_found_by_an_index(store: Store, part) -> None:  # type: ignore[no-untyped-def]
    asked: list[tuple[str, object]] = []

    def note(_c, _cursor, statement, parameters, _context, _many):  # type: ignore[no-untyped-def]
        asked.append((statement, parameters))

    with store.unit() as uow:
        part(uow)  # what the first tick has to do
    event.listen(store.engine, "before_cursor_execute", note)
    with store.unit() as uow:
        part(uow)
    event.remove(store.engine, "before_cursor_execute", note)
    with store.engine.connect() as connection:
        plans = [
            row[3]
            for statement, parameters in asked
            if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    scans = [plan for plan in plans if plan.startswith("SCAN ") and plan.split()[1] in LARGE and "USING" not in plan]
    assert not scans, scans
