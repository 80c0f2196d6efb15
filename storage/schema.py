"""The schema's version: which one the database has, which one this release needs, and the way there."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


class KeyNeeded(Exception):
    """There are lines of the journal to be linked, and nobody gave a key."""


def _no_key() -> bytes:
    raise KeyNeeded


def newest() -> str:
    """The revision this release needs."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None, "there is at least one migration"
    return head


def current(engine: Engine) -> str | None:
    """The revision the database has; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine, to: str = "head", journal_key: Callable[[], bytes] = _no_key) -> None:
    """Bring the database up to a revision, in one transaction. Raises KeyNeeded.

    ``journal_key`` is asked for only when the journal has lines from before they were linked.
    """
    with engine.begin() as connection:
        upgrade(connection, to, journal_key)


def upgrade(connection: Connection, to: str, journal_key: Callable[[], bytes] = _no_key) -> None:
    """The same in a transaction that is open already. Raises KeyNeeded."""
    config = _config(connection)
    config.attributes["journal_key"] = journal_key
    command.upgrade(config, to)


def make_anew(connection: Connection, at: str) -> None:
    """Bring a database without rows to a revision, wherever it stands, in a transaction that is open already."""
    command.downgrade(_config(connection), "base")
    command.upgrade(_config(connection), at)


def revisions() -> set[str]:
    """Every revision this release knows."""
    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def roll_back(engine: Engine, to: str = "base") -> None:
    """Take the database down to a revision."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), to)


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
