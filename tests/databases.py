"""Real databases for tests: SQLite files and a PostgreSQL server, each test with a fresh copy of the newest schema."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import make_url

from storage.engine import SQLITE_PRAGMAS, open_engine
from storage.schema import migrate
from tests.kinds import KINDS
from tests.postgresql_server import PostgresqlServer

__all__ = ["KINDS", "Databases"]


@dataclass
class Databases:
    """Hands out database addresses; the schema is migrated once a kind and then copied."""

    folder: Path
    lock: Path
    _numbers: Iterator[int] = field(default_factory=count)
    _newest: dict[str, str] = field(default_factory=dict)
    _server: PostgresqlServer | None = None

    def fresh(self, kind: str) -> str:
        """The address of a database of this kind with the newest schema and nothing in it."""
        if kind not in self._newest:
            self._newest[kind] = self.empty(kind)
            _migrate(self._newest[kind])
        return self.copy(self._newest[kind])

    def empty(self, kind: str) -> str:
        """The address of a database of this kind without a schema."""
        name = self._name()
        return f"sqlite:///{self.folder / name}" if kind == "sqlite" else self._postgresql.create(name)

    def copy(self, url: str) -> str:
        """The address of a copy of a database that nobody has opened now."""
        source, name = str(make_url(url).database), self._name()
        if not url.startswith("sqlite"):
            return self._postgresql.create(name, template=source)
        shutil.copyfile(source, self.folder / name)
        return f"sqlite:///{self.folder / name}"

    def drop(self, url: str) -> None:
        """Remove a database of which nothing is wanted any more."""
        name = str(make_url(url).database)
        if not url.startswith("sqlite"):
            self._postgresql.drop(name)
            return
        for path in self.folder.glob(f"{Path(name).name}*"):
            path.unlink()

    def close(self) -> None:
        """Stop what was started."""
        if self._server is not None:
            self._server.close()

    @property
    def _postgresql(self) -> PostgresqlServer:
        if self._server is None:
            self._server = PostgresqlServer(self.lock)
        return self._server

    def _name(self) -> str:
        return f"tinbao_{next(self._numbers):05}"


@contextmanager
def no_waiting_for_the_disk() -> Iterator[None]:
    """SQLite commits without fsync: for stories whose bot lives in the test's own process, which nobody kills."""
    with patch.dict(SQLITE_PRAGMAS, {"synchronous": ("OFF", 0)}):
        yield


def _migrate(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
