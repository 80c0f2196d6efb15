"""The journal: who did what to which tip, when. Rows are only ever added, each linked to the one before it.

What a unit notes is written when its transaction commits, not before: the head of a ward's journal is then the last
row that a transaction locks, so that two of them never wait for each other on PostgreSQL.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from storage.chain import BEGINNING, BROKEN, Line, is_sealed, link_of, mark_of, seal_of
from storage.dialect import insert_into
from storage.models import JOURNAL, JOURNAL_HEAD

_NOTED = "tinbao_journal"
_TOLD = tuple(field.name for field in fields(Line))
_HEAD = select(JOURNAL_HEAD).where(JOURNAL_HEAD.c.ward_id == bindparam("ward"))


@dataclass(frozen=True, slots=True)
class Head:
    """How far a journal reaches, short enough to be printed: whoever keeps the print notices a later cut."""

    count: int
    mark: str


class JournalStore:
    """Writes the journal of one ward."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, now: datetime) -> None:
        self._session, self._keyring, self._ward_id, self._now = session, keyring, ward_id, now

    def note(self, deed: str, *, tip_id: int | None = None, person_id: int | None = None, detail: str = "") -> None:
        """Add a line, with the commit. ``detail`` holds states and ids, never people's words."""
        line = Line(self._ward_id, self._now, deed, person_id, tip_id, detail)
        noted = self._session.connection().info.setdefault(_NOTED, [])
        noted.append((self._keyring.journal, line))

    def of_tip(self, tip_id: int, deeds: Collection[str]) -> list[Line]:
        """The committed lines about a tip that tell of these deeds, oldest first."""
        told = JOURNAL.c.ward_id, JOURNAL.c.at, JOURNAL.c.deed, JOURNAL.c.person_id, JOURNAL.c.tip_id, JOURNAL.c.detail
        here = JOURNAL.c.ward_id == self._ward_id, JOURNAL.c.tip_id == tip_id, JOURNAL.c.deed.in_(deeds)
        return [Line(*row) for row in self._session.execute(select(*told).where(*here).order_by(JOURNAL.c.number))]

    def head(self) -> Head:
        """The last line that is committed."""
        found = self._session.execute(_HEAD, {"ward": self._ward_id}).first()
        return Head(found.lines, mark_of(found.link)) if found is not None else Head(0, mark_of(BEGINNING))


def forget_noted(connection: Connection) -> None:
    """A transaction begins: what one before it noted was rolled back."""
    connection.info.pop(_NOTED, None)


def write_noted(connection: Connection) -> None:
    """A transaction is about to commit: add what it noted to the journals, always in the same order of wards."""
    noted: list[tuple[bytes, Line]] = connection.info.pop(_NOTED, [])
    for ward_id in sorted({line.ward_id for _, line in noted}):
        keys = [key for key, line in noted if line.ward_id == ward_id]
        append(connection, keys[0], ward_id, [line for _, line in noted if line.ward_id == ward_id])


def append(connection: Connection, key: bytes, ward_id: int, lines: Sequence[Line]) -> None:
    """Link lines to the end of a ward's journal. A head that was tampered with is never sealed again."""
    head = _locked_head(connection, key, ward_id)
    intact = is_sealed(key, ward_id, head.lines, head.link, head.seal)
    rows, link = [], head.link
    for number, line in enumerate(lines, start=head.lines + 1):
        link = link_of(key, link, number, line)
        rows.append({name: getattr(line, name) for name in _TOLD} | {"number": number, "link": link})
    connection.execute(insert(JOURNAL), rows)
    count = head.lines + len(rows)
    seal = seal_of(key, ward_id, count, link) if intact else BROKEN
    connection.execute(
        update(JOURNAL_HEAD).where(JOURNAL_HEAD.c.ward_id == ward_id).values(lines=count, link=link, seal=seal)
    )


def _locked_head(connection: Connection, key: bytes, ward_id: int) -> Any:
    """The ward's head, which nobody else moves before this transaction ends."""
    locked = _HEAD.with_for_update()
    found = connection.execute(locked, {"ward": ward_id}).first()
    if found is not None:
        return found
    first = {"ward_id": ward_id, "lines": 0, "link": BEGINNING, "seal": seal_of(key, ward_id, 0, BEGINNING)}
    connection.execute(insert_into(connection.dialect.name, JOURNAL_HEAD).values(first).on_conflict_do_nothing())
    return connection.execute(locked, {"ward": ward_id}).one()
