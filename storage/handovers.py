"""Handovers of shifts: one a shift, taken once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.domain.roster import Shift, Slot
from storage.models import Handover


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The handover to a shift. ``ended_since`` is when the one before it began. Times are UTC."""

    id: int
    slot: Slot
    starts_at: datetime
    ended_since: datetime
    missed: int
    made_at: datetime
    outbox_id: int | None
    stage: int
    taken_at: datetime | None
    taken_by: int | None


class HandoverStore:
    """Makes, takes and chases one ward's handovers."""

    def __init__(self, session: Session, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now

    def add(self, shift: Shift, ended_since: datetime, missed: int, due_at: datetime) -> int:
        """A shift begins; the command hears at ``due_at`` (aware) unless somebody has taken it. Returns its id."""
        row = Handover(
            ward_id=self._ward_id,
            starts_at=shift.start,
            ended_since=ended_since,
            day=shift.slot.day,
            number=shift.slot.number,
            missed=missed,
            made_at=self._now,
            due_at=due_at,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def sent_as(self, handover_id: int, outbox_id: int | None) -> None:
        """This outgoing row brings its card."""
        self._change(handover_id, outbox_id=outbox_id)

    def get(self, handover_id: int) -> HandoverView | None:
        """One of this ward."""
        row = self._session.get(Handover, handover_id, populate_existing=True)
        return _view(row) if row is not None and row.ward_id == self._ward_id else None

    def latest(self, before: datetime | None = None) -> HandoverView | None:
        """The newest one, of all or of the shifts that began before a moment (aware)."""
        query = select(Handover).where(Handover.ward_id == self._ward_id)
        if before is not None:
            query = query.where(Handover.starts_at < before)
        row = self._session.scalars(query.order_by(Handover.starts_at.desc()).limit(1)).first()
        return _view(row) if row is not None else None

    def take(self, handover_id: int, person_id: int) -> bool:
        """The first officer takes it: true for one caller only."""
        return self._change(
            handover_id, Handover.taken_at.is_(None), taken_at=self._now, taken_by=person_id, due_at=None
        )

    def due(self, most: int) -> Sequence[tuple[int, int]]:
        """Ward and id of those that nobody has taken in time, in every ward."""
        rows = self._session.execute(
            select(Handover.ward_id, Handover.id)
            .where(Handover.taken_at.is_(None), Handover.due_at.is_not(None), Handover.due_at <= self._now)
            .order_by(Handover.due_at)
            .limit(most)
        )
        return [(row.ward_id, row.id) for row in rows]

    def chase(self, handover_id: int, stage: int, due_at: datetime | None) -> bool:
        """The command hears of it for the ``stage``-th time, next at ``due_at``: true for one caller only."""
        return self._change(
            handover_id, Handover.stage == stage, Handover.taken_at.is_(None), stage=stage + 1, due_at=due_at
        )

    def _change(self, handover_id: int, *conditions: object, **values: object) -> bool:
        changed = self._session.execute(
            update(Handover)
            .where(Handover.id == handover_id, *conditions)  # type: ignore[arg-type]
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]


def _view(row: Handover) -> HandoverView:
    return HandoverView(
        row.id,
        Slot(row.day, row.number),
        row.starts_at,
        row.ended_since,
        row.missed,
        row.made_at,
        row.outbox_id,
        row.stage,
        row.taken_at,
        row.taken_by,
    )
