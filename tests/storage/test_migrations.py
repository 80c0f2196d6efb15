"""The schema goes up, down and up again on both databases, and is then what the models say."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from storage.engine import open_engine
from storage.models import Base
from storage.schema import MIGRATIONS, current, migrate, newest, roll_back
from tests.databases import KINDS, Databases


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
        ("reminder", "ix_reminder_due"),
        ("evidence", "ix_evidence_wanted"),
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
