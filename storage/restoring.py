"""From a backup into an empty database: the rows as they were, then what must be different after a loss."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from alembic.migration import MigrationContext
from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.orm import Session

from storage import schema
from storage.archive import ArchiveDamaged
from storage.backup import BEGINNING, END, FILE, ROWS, End, read_beginning, read_end, read_file, read_some_rows
from storage.models import INBOX, OUTBOX, EvidenceFile, InboxState, Lease, OneTimeCode, OutboxState, Restoration
from storage.rows import shapes_of, write_rows

# Ids after each restoration begin at the next multiple: far above any that was given before, and still readable.
STEP = 10_000_000


class BackupIsNewer(Exception):
    """The backup was made by a later release."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a restoration brought back, and what is in doubt. ``missing`` are files to be fetched again."""

    end: End
    doubtful: int
    to_handle: int
    missing: int


def load(
    connection: Connection,
    records: Iterator[tuple[bytes, bytes]],
    put_file: Callable[[str, bytes], None],
    journal_key: Callable[[], bytes],
) -> End:
    """Put everything into a database without rows, and bring that up to this release.

    Raises ArchiveDamaged, BackupIsNewer, and whatever ``put_file`` raises; nothing is to be committed then.
    """
    kind, content = next(records, (b"", b""))
    if kind != BEGINNING:
        raise ArchiveDamaged
    beginning = read_beginning(content)
    if beginning.revision not in schema.revisions():
        raise BackupIsNewer
    if MigrationContext.configure(connection).get_current_revision() != beginning.revision:
        schema.make_anew(connection, beginning.revision)
    shapes, counts, end = {shape.name: shape for shape in beginning.shapes}, Counter[str](), None
    for kind, content in records:
        if kind == ROWS:
            name, rows = read_some_rows(content)
            write_rows(connection, shapes[name], rows)
            counts[name] += len(rows)
        elif kind == FILE:
            put_file(*read_file(content))
            counts[""] += 1
        elif kind == END:
            end = read_end(content)
    if end is None or counts != Counter({**end.rows, "": end.files}):
        raise ArchiveDamaged
    schema.upgrade(connection, "head", journal_key)
    return end


def begin_anew(session: Session, end: End, made_at: datetime, now: datetime) -> Outcome:
    """What must be different from the moment of the backup. Times are aware.

    What had not been sent then may have been sent since; codes that nobody had used may have been used; a number
    that was given since must not be given again. A file that is missing is fetched again. Whoever did the work then
    does not do it here: nobody waits for them.
    """
    number = (session.scalar(select(func.max(Restoration.number))) or 0) + 1
    first_id = _next_step(session.connection())
    session.add(Restoration(number=number, made_at=made_at, restored_at=now, first_id=first_id))
    session.execute(delete(Lease))
    session.flush()
    _set_sequences(session.connection(), first_id)
    doubtful = session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.state == OutboxState.WAITING)
        .values(ambiguous=OUTBOX.c.ambiguous + 1, lease_until=None)
    )
    session.execute(update(OneTimeCode).where(OneTimeCode.used_at.is_(None)).values(used_at=now))
    session.execute(
        update(EvidenceFile)
        .where(EvidenceFile.id.in_(end.missing), EvidenceFile.state == "stored")
        .values(state="wanted", key=None, sha256=None, next_try_at=now, tries=0)
    )
    waiting = session.scalar(select(func.count()).where(INBOX.c.state == InboxState.NEW)) or 0
    return Outcome(end, doubtful.rowcount, waiting, len(end.missing))  # type: ignore[attr-defined]


def _numbered(connection: Connection) -> list[str]:
    """The tables whose rows have an id that the database gives."""
    return [shape.name for shape in shapes_of(connection) if shape.key == ("id",) and shape.columns["id"] == "number"]


def _next_step(connection: Connection) -> int:
    greatest = max(
        connection.scalar(text(f"SELECT coalesce(max(id), 0) FROM {name}"))  # noqa: S608 - names of our own tables
        for name in _numbered(connection)
    )
    return (int(greatest) // STEP + 1) * STEP


def _set_sequences(connection: Connection, first_id: int) -> None:
    if connection.dialect.name == "postgresql":
        for name in _numbered(connection):
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :first, false)"),
                {"name": name, "first": first_id},
            )
