"""One program at a time writes to an SQLite file; and nobody serves while somebody changes a whole database.

Before version 3.51.3 SQLite can damage a database in WAL mode that two processes write to. Several bots may serve one
PostgreSQL database side by side, but not while all of it is migrated, restored or brought under another key. Either
lock dies with the process that holds it, the one on PostgreSQL also with the connection to the server.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import URL, make_url

_LOCK = 0x7461_6F  # any number that all releases agree on


class AlreadyOpen(Exception):
    """Another program writes to this database."""


@contextmanager
def sole_writer(url: str, *, beside_others: bool = False) -> Iterator[None]:
    """Be the only program that writes to the database at ``url``. Raises AlreadyOpen, OSError.

    ``beside_others`` admits those who say the same, on PostgreSQL.
    """
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        with _postgresql(address, beside_others):
            yield
    elif address.get_backend_name() == "sqlite" and address.database:
        with _sqlite(address.database):
            yield
    else:
        yield


@contextmanager
def _sqlite(path: str) -> Iterator[None]:
    with open(f"{path}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyOpen(path) from None
        yield


@contextmanager
def _postgresql(address: URL, beside_others: bool) -> Iterator[None]:
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    take = "SELECT pg_try_advisory_lock_shared(%s)" if beside_others else "SELECT pg_try_advisory_lock(%s)"
    try:
        connection = psycopg.connect(plain, autocommit=True, connect_timeout=10)
    except psycopg.Error:
        raise OSError("no connection") from None
    with connection:
        taken = connection.execute(take, [_LOCK]).fetchone()
        if taken is None or not taken[0]:
            raise AlreadyOpen
        yield
