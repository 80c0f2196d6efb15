"""Walks a ward's journal from its first line to its head and names the first place that does not hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, exists, select, union
from sqlalchemy.orm import Session

from storage.chain import BEGINNING, Line, is_sealed, link_of
from storage.models import JOURNAL, JOURNAL_HEAD, Journal, Tip, Ward

STRIDE = 2_000  # so that nobody who writes waits longer than for that many lines


class Break(StrEnum):
    """What is wrong at one place of a journal."""

    CHANGED = "changed"  # a line does not say what it said, or another stands in its place
    MISSING = "missing"  # a line in the middle is not there
    ADDED = "added"  # a line stands after the last one
    CUT = "cut"  # the last lines are not there
    HEAD = "head"  # the head was changed, or is gone
    UNTOLD = "untold"  # a tip of which the journal knows nothing; the number is the tip's


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place that does not hold: a ward, and the number of a line there."""

    ward_id: int
    number: int
    what: Break


class Walk:
    """One way through a ward's journal, in strides of a transaction each; lines may be added meanwhile."""

    def __init__(self, key: bytes, ward_id: int) -> None:
        self._key, self._ward_id = key, ward_id
        self._link = BEGINNING
        self.count = 0
        self.broken: Broken | None = None

    def stride(self, session: Session) -> bool:
        """Go on as far as one transaction should. Returns whether there is more. Sees ``session`` at one moment."""
        lines = session.execute(
            select(JOURNAL)
            .where(JOURNAL.c.ward_id == self._ward_id, JOURNAL.c.number > self.count)
            .order_by(JOURNAL.c.number)
            .limit(STRIDE)
        ).all()
        head = session.execute(select(JOURNAL_HEAD).where(JOURNAL_HEAD.c.ward_id == self._ward_id)).first()
        self.broken = self._first_break(session, lines, head)
        return self.broken is None and len(lines) == STRIDE

    def _first_break(self, session: Session, lines: Sequence[Any], head: Any) -> Broken | None:
        if head is None:
            return self._breaks(Break.HEAD, 0) if lines else self._untold(session)
        for line in lines:
            if (wrong := self._step(line, head.lines)) is not None:
                return wrong
        if len(lines) == STRIDE:
            return None
        if self.count < head.lines:
            return self._breaks(Break.CUT, self.count + 1)
        if self._link != head.link or not is_sealed(self._key, self._ward_id, head.lines, head.link, head.seal):
            return self._breaks(Break.HEAD, self.count)
        return self._untold(session)

    def _step(self, row: Any, last: int) -> Broken | None:
        number = self.count + 1
        if row.number != number:
            return self._breaks(Break.MISSING, number)
        if number > last:
            return self._breaks(Break.ADDED, number)
        said = Line(row.ward_id, row.at, row.deed, row.person_id, row.tip_id, row.detail)
        if row.link != link_of(self._key, self._link, number, said):
            return self._breaks(Break.CHANGED, number)
        self.count, self._link = number, row.link
        return None

    def _untold(self, session: Session) -> Broken | None:
        """A tip without any line: the journal was wiped, head and all, and begun anew."""
        told = exists().where(JOURNAL.c.tip_id == Tip.id)
        tip_id = session.scalar(select(Tip.id).where(Tip.ward_id == self._ward_id, ~told).order_by(Tip.id).limit(1))
        return self._breaks(Break.UNTOLD, tip_id) if tip_id is not None else None

    def _breaks(self, what: Break, number: int) -> Broken:
        return Broken(self._ward_id, number, what)


def check_journals(engine: Engine, key: bytes) -> tuple[int, Broken | None]:
    """Walk every ward's journal. Returns how many lines hold, and the first place that does not."""
    total = 0
    with Session(engine) as session:
        wards = wards_with_a_journal(session)
    for ward_id in wards:
        walk = Walk(key, ward_id)
        while _stride(engine, walk):
            pass
        total += walk.count
        if walk.broken is not None:
            return total, walk.broken
    return total, None


def wards_with_a_journal(session: Session) -> Sequence[int]:
    """Every ward that is, or that a line or a head claims."""
    named = union(select(Ward.id), select(Journal.ward_id), select(JOURNAL_HEAD.c.ward_id))
    return sorted(session.scalars(named).all())


def _stride(engine: Engine, walk: Walk) -> bool:
    with Session(engine) as session:
        if engine.dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        return walk.stride(session)
