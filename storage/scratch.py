"""A database without a name, for as long as a program looks at it: killed, or without power, it leaves nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, StaticPool, create_engine, event
from sqlalchemy.exc import OperationalError

# https://www.sqlite.org/rescode.html: how SQLite says that a file cannot be opened, written or made longer.
_OF_THE_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}


class NoRoom(Exception):
    """The disk does not take what does not fit into memory."""


@contextmanager
def scratch_database(folder: Path) -> Iterator[Engine]:
    """An empty SQLite database with one connection. What does not fit into memory goes to files in ``folder`` that
    SQLite removes from there as soon as it has opened them; the system frees them with the process. Raises NoRoom.
    """

    def connect() -> sqlite3.Connection:
        # An empty name is SQLite's own way to ask for this: https://www.sqlite.org/inmemorydb.html#temp_db
        connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        # Deprecated, but without it the files go wherever the system keeps temporary ones, perhaps to another disk.
        connection.execute("PRAGMA temp_store_directory='{}'".format(str(folder.absolute()).replace("'", "''")))
        connection.execute("PRAGMA foreign_keys=ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        yield engine
    except OperationalError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0)
        if code & 0xFF in _OF_THE_DISK:
            raise NoRoom from None
        raise
    finally:
        engine.dispose()
