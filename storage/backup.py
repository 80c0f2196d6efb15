"""What is in a backup: all rows of one moment, the sealed files they speak of, and at the end how many of each."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from storage.archive import ArchiveDamaged, ArchiveWriter
from storage.rows import Shape, read_rows, shapes_of

BEGINNING, ROWS, FILE, END = b"B", b"R", b"F", b"E"
_NAME_LENGTH = 2  # bytes, before a file's name


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the rows are: of which revision of the schema, of which tables."""

    revision: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class End:
    """How many rows of each table, how many files, and the evidence whose file was not there."""

    rows: dict[str, int]
    files: int
    missing: tuple[int, ...]


def write_backup(connection: Connection, folder: Path, archive: ArchiveWriter) -> End:
    """Write everything that ``connection`` sees at its moment, and the files. Raises OSError."""
    revision = MigrationContext.configure(connection).get_current_revision()
    assert revision is not None, "there is a schema"
    shapes = shapes_of(connection)
    told = {"revision": revision, "shapes": [asdict(shape) for shape in shapes]}
    archive.add(BEGINNING, json.dumps(told).encode())
    counts: Counter[str] = Counter()
    for shape in shapes:
        for count, rows in read_rows(connection, shape):
            archive.add(ROWS, rows)
            counts[shape.name] += count
    missing = tuple(_write_files(connection, folder, archive))
    end = End(dict(counts), len(_stored(connection)) - len(missing), missing)
    archive.add(END, json.dumps(asdict(end)).encode())
    return end


def _write_files(connection: Connection, folder: Path, archive: ArchiveWriter) -> Iterator[int]:
    """Write the files that rows speak of; gives those that are not there (discarded since, or lost)."""
    for evidence_id in _stored(connection):
        name = f"{evidence_id}.sealed"
        try:
            content = (folder / name).read_bytes()
        except FileNotFoundError:
            yield evidence_id
            continue
        archive.add(FILE, len(name).to_bytes(_NAME_LENGTH) + name.encode() + content)


def _stored(connection: Connection) -> list[int]:
    table = sa.table("evidence", sa.column("id"), sa.column("state"))
    query = sa.select(table.c.id).where(table.c.state == "stored").order_by(table.c.id)
    return list(connection.scalars(query))


def read_beginning(content: bytes) -> Beginning:
    """The first record. Raises ArchiveDamaged."""
    try:
        told = json.loads(content)
        shapes = tuple(Shape(s["name"], s["columns"], tuple(s["key"])) for s in told["shapes"])
        return Beginning(told["revision"], shapes)
    except (ValueError, KeyError, TypeError):
        raise ArchiveDamaged from None


def read_some_rows(content: bytes) -> tuple[str, list[list[Any]]]:
    """Rows with the name of their table."""
    told = json.loads(content)
    return told["table"], told["rows"]


def read_file(content: bytes) -> tuple[str, bytes]:
    """A file's name and its bytes."""
    end = _NAME_LENGTH + int.from_bytes(content[:_NAME_LENGTH])
    return content[_NAME_LENGTH:end].decode(), content[end:]


def read_end(content: bytes) -> End:
    """The last record."""
    told = json.loads(content)
    return End(told["rows"], told["files"], tuple(told["missing"]))
