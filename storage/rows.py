"""Tables as plain rows, in an order in which they can be put into another database, on either of the two."""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from storage.models.base import Moment

TOGETHER = 500
# What a column holds. All else is the same in JSON and on both databases.
_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "bytes": sa.LargeBinary(),
    "time": Moment(),
    "yes or no": sa.Boolean(),
    "number": sa.types.NullType(),
    "plain": sa.types.NullType(),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns with what they hold, and its key."""

    name: str
    columns: dict[str, str]
    key: tuple[str, ...]

    @property
    def table(self) -> sa.TableClause:
        """The table, with types that neither database changes on the way."""
        return sa.table(self.name, *(sa.column(name, _TYPES[kind]) for name, kind in self.columns.items()))


def shapes_of(connection: Connection) -> list[Shape]:
    """Every table there is, those first that others refer to."""
    found = sa.MetaData()
    found.reflect(connection)
    return [
        Shape(
            table.name,
            {column.name: _kind(column.type) for column in table.columns},
            tuple(column.name for column in table.primary_key.columns),
        )
        for table in found.sorted_tables
        if table.name != "alembic_version"
    ]


def read_rows(connection: Connection, shape: Shape) -> Iterator[tuple[int, bytes]]:
    """All rows of a table in the order of its key, some at a time: how many, and the rows as JSON."""
    table = shape.table
    query = sa.select(table).order_by(*(table.c[name] for name in shape.key))
    found = connection.execute(query, execution_options={"yield_per": TOGETHER})
    for rows in found.partitions(TOGETHER):
        plain = [[_plain(value) for value in row] for row in rows]
        yield len(plain), json.dumps({"table": shape.name, "rows": plain}, separators=(",", ":")).encode()


def write_rows(connection: Connection, shape: Shape, rows: Sequence[Sequence[Any]]) -> None:
    """Put rows into a table. Raises ValueError when they are not its rows."""
    values = [
        {name: _value(kind, value) for (name, kind), value in zip(shape.columns.items(), row, strict=True)}
        for row in rows
    ]
    connection.execute(sa.insert(shape.table), values)


def is_empty(connection: Connection) -> bool:
    """Whether no table has a row."""
    return not any(
        connection.execute(sa.select(sa.literal(1)).select_from(shape.table).limit(1)).first()
        for shape in shapes_of(connection)
    )


def _kind(kind: sa.types.TypeEngine[Any]) -> str:
    if isinstance(kind, sa.LargeBinary):
        return "bytes"
    if isinstance(kind, sa.DateTime):
        return "time"
    if isinstance(kind, sa.Boolean):
        return "yes or no"
    return "number" if isinstance(kind, sa.Integer) else "plain"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value


def _value(kind: str, plain: Any) -> Any:
    if plain is None:
        return None
    if kind == "bytes":
        return base64.b64decode(plain)
    return datetime.fromisoformat(plain) if kind == "time" else plain
