"""The whole database at one moment, read beside a running bot without holding it up or changing anything."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool

from storage.engine import postgresql_address


@contextmanager
def read_snapshot(url: str) -> Iterator[Connection]:
    """A connection that sees the database as it is now until the end. Raises SQLAlchemyError, sqlite3.Error."""
    engine = _sqlite(url) if make_url(url).get_backend_name() == "sqlite" else _postgresql(url)
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _sqlite(url: str) -> Engine:
    path = quote(make_url(url).database or "")

    def connect() -> sqlite3.Connection:
        # Read-only, so that it never takes part in moving the log into the file: two that do can damage it.
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _postgresql(url: str) -> Engine:
    address = postgresql_address(url)
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return create_engine(address, poolclass=NullPool, hide_parameters=True, execution_options=options)
