"""The connection to SQLite or PostgreSQL, opened so that a commit is durable, or not opened at all."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.pool import ConnectionPoolEntry

from storage.journal import forget_noted, write_noted
from storage.traces import TRACES

SQLITE_PRAGMAS: Mapping[str, tuple[str, object]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "busy_timeout": ("5000", 5000),
    "secure_delete": ("ON", 1),
    "trusted_schema": ("OFF", 0),
}


class UnsafeDatabase(Exception):
    """The database does not hold a setting without which a commit may be lost."""


class UnknownDatabase(ValueError):
    """The address names neither SQLite nor PostgreSQL."""


def open_engine(url: str) -> Engine:
    """Open the database at ``url``. Raises UnknownDatabase, and UnsafeDatabase on the first connection."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    if address.get_backend_name() == "postgresql":
        return _open_postgresql(postgresql_address(url))
    raise UnknownDatabase(address.get_backend_name())


def postgresql_address(url: str) -> URL:
    """The address of a server with the driver that is used here."""
    return make_url(url).set(drivername="postgresql+psycopg")


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    _keep_journal(engine)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    # The driver would begin transactions by itself and late; a read that turns into a write then fails.
    connection.isolation_level = None
    for name, (value, expected) in SQLITE_PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
        if connection.execute(f"PRAGMA {name}").fetchone()[0] != expected:
            raise UnsafeDatabase(name)
    record.info[TRACES] = True


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _open_postgresql(url: URL) -> Engine:
    engine = create_engine(
        url, pool_pre_ping=True, pool_size=4, hide_parameters=True, connect_args={"connect_timeout": 10}
    )
    event.listen(engine, "connect", _prepare_postgresql)
    _keep_journal(engine)
    return engine


def _keep_journal(engine: Engine) -> None:
    """What units note goes into the journal last of all, with their commit."""
    event.listen(engine, "begin", forget_noted)
    event.listen(engine, "commit", write_noted)


def _prepare_postgresql(connection: Any, _: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        if cursor.fetchone()[0] == "off":
            raise UnsafeDatabase("synchronous_commit")
    connection.rollback()
