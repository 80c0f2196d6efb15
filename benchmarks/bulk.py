"""Rows into a table as fast as the database takes them: tuples, past the ORM."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

Row = tuple[Any, ...]


def write(connection: Connection, table: str, columns: Sequence[str], rows: list[Row]) -> None:
    """Insert rows; their times are as ``stored`` gives them."""
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def stored(moment: datetime, dialect: str) -> datetime | str:
    """An aware time as SQLAlchemy keeps it."""
    if dialect != "sqlite":
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
