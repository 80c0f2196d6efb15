"""The schema's version: which one the database has, which one this release needs, and the way there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def newest() -> str:
    """The revision this release needs."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None, "there is at least one migration"
    return head


def current(engine: Engine) -> str | None:
    """The revision the database has; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring the database up to a revision, in one transaction."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), to)


def roll_back(engine: Engine, to: str = "base") -> None:
    """Take the database down to a revision."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), to)


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
