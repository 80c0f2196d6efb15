"""The schema goes up, down and up again on both databases, and is then what the models say."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from storage.chain import Line
from storage.engine import open_engine
from storage.journal import append
from storage.journal_check import check_journals
from storage.models import Base
from storage.schema import MIGRATIONS, KeyNeeded, current, migrate, newest, roll_back
from tests.databases import KINDS, Databases
from tests.world import MONDAY_NINE


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, databases: Databases):  # type: ignore[no-untyped-def]
    """A database without a schema."""
    opened = open_engine(databases.empty(request.param))
    yield opened
    opened.dispose()


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_there_is_one_head() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [newest()]


def test_up_down_up_and_equal_to_the_models(engine: Engine) -> None:
    assert current(engine) is None
    migrate(engine)
    assert current(engine) == newest()
    roll_back(engine)
    assert _tables(engine) == set()
    migrate(engine)
    assert _tables(engine) == set(Base.metadata.tables)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_step_goes_down_and_up(engine: Engine) -> None:
    for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())):
        migrate(engine, script.revision)
        roll_back(engine, script.down_revision or "base")
        migrate(engine, script.revision)
    assert current(engine) == newest()


def test_the_partial_indexes_are_there(engine: Engine) -> None:
    """What is asked for every second must not read the whole table."""
    migrate(engine)
    for table, name in (
        ("outbox", "ix_outbox_waiting"),
        ("inbox", "ix_inbox_waiting"),
        ("inbox", "ix_inbox_erasable"),
        ("tip_reminder", "ix_tip_reminder_due"),
        ("evidence", "ix_evidence_wanted"),
        ("tip", "ix_tip_drill"),
        ("handover", "ix_handover_open"),
    ):
        (index,) = [i for i in inspect(engine).get_indexes(table) if i["name"] == name]
        assert any(option.endswith("_where") for option in index.get("dialect_options", {})), name


def test_the_journal_is_guarded_from_the_first_day(engine: Engine) -> None:
    migrate(engine)
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with engine.connect() as connection:
        assert connection.execute(text(query)).scalars().all()


def test_lines_from_before_they_were_linked_are_linked_on_the_way(engine: Engine) -> None:
    migrate(engine, "0002")
    with engine.begin() as connection:
        wards = "(1, 'BD', 'A', '1'), (2, 'HB', 'B', '2')"
        connection.execute(text(f"INSERT INTO ward (id, code, name, phone) VALUES {wards}"))
        for number in range(1, 8):
            connection.execute(
                text("INSERT INTO journal (id, ward_id, at, deed, detail) VALUES (:id, :ward, :at, 'read', :detail)"),
                {"id": number, "ward": number % 2 + 1, "at": f"2026-03-0{number} 02:00:00.25", "detail": f"v{number}"},
            )
    with pytest.raises(KeyNeeded):
        migrate(engine)
    migrate(engine, journal_key=lambda: bytes(32))
    assert check_journals(engine, bytes(32)) == (7, None)
    with engine.begin() as connection:
        told = connection.execute(text("SELECT number, detail FROM journal WHERE ward_id = 2 ORDER BY number"))
        assert told.all() == [(1, "v1"), (2, "v3"), (3, "v5"), (4, "v7")]
        append(connection, bytes(32), 2, [Line(2, MONDAY_NINE, "read", None, None, "")])
    assert check_journals(engine, bytes(32)) == (8, None)
    roll_back(engine, "0002")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM journal")).scalar() == 8


def test_accounts_from_before_there_were_several_wards_stay_with_theirs(engine: Engine) -> None:
    migrate(engine, "0001")
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO ward (id, code, name, phone) VALUES (1, 'BD', 'A', '1'), (2, 'XX', 'B', '2')")
        )
        for key in ("lan", "an"):
            told = {"key": key, "chat": b"", "at": "2026-03-02 02:00:00"}
            connection.execute(text("INSERT INTO account (key, chat, first_seen_at) VALUES (:key, :chat, :at)"), told)
        person = {"key": "an", "name": b"", "at": "2026-03-02 02:00:00"}
        columns = "ward_id, account_key, name, roles, added_at"
        connection.execute(text(f"INSERT INTO person ({columns}) VALUES (2, :key, :name, 'officer', :at)"), person)
    migrate(engine, "0002")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT key, ward_id FROM account ORDER BY key")).all() == [
            ("an", 2),
            ("lan", 1),
        ]
