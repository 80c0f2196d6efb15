"""One program at a time writes to an SQLite file.

Before version 3.51.3 SQLite can damage a database in WAL mode that two processes write to. The lock is the operating
system's and dies with the process. PostgreSQL needs none.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import make_url


class AlreadyOpen(Exception):
    """Another program writes to this database."""


@contextmanager
def sole_writer(url: str) -> Iterator[None]:
    """Be the only program that writes to the database at ``url``. Raises AlreadyOpen, OSError."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        yield
        return
    with open(f"{address.database}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyOpen(url) from None
        yield
