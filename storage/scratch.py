"""A database without a name, for as long as a program looks at it: killed, or without power, it leaves nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, StaticPool, create_engine, event


@contextmanager
def scratch_database(folder: Path) -> Iterator[Engine]:
    """An empty SQLite database with one connection. What does not fit into memory goes to files in ``folder`` that
    SQLite removes from there as soon as it has opened them; the system frees them with the process.
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
    finally:
        engine.dispose()
