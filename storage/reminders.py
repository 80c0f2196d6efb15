"""Ladders in progress: for each lack of a tip the next rung and when it is due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.domain.ladders import Lack
from bot.domain.tip import Category, Urgency
from storage.dialect import insert_into
from storage.models import Reminder, Tip


@dataclass(frozen=True, slots=True)
class LateView:
    """What is lacking in a tip, without what it says: lists must work even when a key is lost. Times are UTC."""

    id: int
    tip_id: int
    code: str
    urgency: Urgency
    category: Category
    in_charge: int | None
    lack: Lack
    since: datetime
    late_from: datetime


class ReminderStore:
    """Starts, claims and stops ladders."""

    def __init__(self, session: Session, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now

    def begin(
        self, tip_id: int, lack: Lack, ladder: str, since: datetime, late_from: datetime, due_at: datetime
    ) -> int:
        """Begin a ladder (as JSON, so that a later change of policy leaves it alone), or the same one anew.

        ``since``: from when on it is lacking; ``due_at``: when the first rung comes (all aware). Returns its id.
        """
        values = {
            "ladder": ladder,
            "begun_at": since,
            "late_from": late_from,
            "stage": 0,
            "due_at": due_at,
            "stopped_at": None,
        }
        row = insert_into(self._session, Reminder).values(tip_id=tip_id, lack=lack, **values)
        anew = row.on_conflict_do_update(index_elements=["tip_id", "lack"], set_=values)
        return self._session.scalars(anew.returning(Reminder.id), execution_options={"populate_existing": True}).one()

    def due(self, most: int) -> Sequence[Reminder]:
        """Ladders of every ward whose next rung has come, most overdue first."""
        return self._session.scalars(
            select(Reminder)
            .where(Reminder.stopped_at.is_(None), Reminder.due_at <= self._now)
            .order_by(Reminder.due_at, Reminder.id)
            .limit(most)
            .execution_options(populate_existing=True)
        ).all()

    def climb(self, row_id: int, stage: int, due_at: datetime, next_due: datetime | None) -> bool:
        """Take the rung ``stage`` that was due at ``due_at`` and plan the next one (aware): true for one caller only,
        and not once the ladder has begun anew."""
        taken = self._session.execute(
            update(Reminder)
            .where(
                Reminder.id == row_id,
                Reminder.stage == stage,
                Reminder.due_at == due_at,
                Reminder.stopped_at.is_(None),
            )
            .values(stage=stage + 1, due_at=next_due)
            .execution_options(synchronize_session=False)
        )
        return bool(taken.rowcount)  # type: ignore[attr-defined]

    def postpone(self, row_id: int, stage: int, at: datetime | None) -> None:
        """Leave the rung ``stage`` for ``at`` (aware); without ``at`` it does not come, as after the last one."""
        self._session.execute(
            update(Reminder)
            .where(Reminder.id == row_id, Reminder.stage == stage, Reminder.stopped_at.is_(None))
            .values(due_at=at)
            .execution_options(synchronize_session=False)
        )

    def hasten(self, tip_id: int, lack: Lack, ladder: str, due_at: datetime) -> None:
        """Put another ladder in the place of a running one; its next rung comes at ``due_at`` (aware) or sooner."""
        self._change(
            tip_id,
            [lack],
            ladder=ladder,
            late_from=_earlier(Reminder.late_from, due_at),
            due_at=_earlier(Reminder.due_at, due_at),
        )

    def stop(self, tip_id: int, *lacks: Lack) -> None:
        """What these asked for has happened, or is not wanted any more."""
        self._change(tip_id, lacks, stopped_at=self._now)

    def acknowledge_by(self, tip_id: int) -> datetime:
        """By when a tip is to be acknowledged, UTC. Raises NoResultFound."""
        ladder = (Reminder.tip_id == tip_id, Reminder.lack == Lack.ACKNOWLEDGEMENT)
        return self._session.scalars(select(Reminder.late_from).where(*ladder)).one()

    def of(self, tip_id: int, lack: Lack) -> int:
        """The ladder of one lack of a tip. Raises NoResultFound."""
        return self._session.scalars(select(Reminder.id).where(Reminder.tip_id == tip_id, Reminder.lack == lack)).one()

    def lacking(self, among: Collection[int]) -> list[LateView]:
        """Those of these ladders that still have reason to speak: not stopped, and not begun anew since they spoke.

        A tip that nobody has acknowledged has reason as long as that is so.
        """
        spoken = or_(Reminder.stage > 0, Reminder.lack == Lack.ACKNOWLEDGEMENT)
        return self._views(Reminder.id.in_(among), spoken)

    def late(self, most: int) -> list[LateView]:
        """What the ward is late with, most overdue first; acknowledgements have a list of their own."""
        late = (Reminder.late_from <= self._now, Reminder.stage > 0)
        return self._views(*late, Reminder.lack.not_in([Lack.ACKNOWLEDGEMENT, Lack.WORD]))[:most]

    def next_due(self) -> datetime | None:
        """When the next rung of any tip is due, in UTC."""
        return self._session.scalar(select(func.min(Reminder.due_at)).where(Reminder.stopped_at.is_(None)))

    def _views(self, *conditions: ColumnElement[bool]) -> list[LateView]:
        in_charge = func.coalesce(Tip.owner_id, Tip.acknowledged_by)
        here = and_(Tip.ward_id == self._ward_id, Reminder.stopped_at.is_(None))
        rows = self._session.execute(
            select(
                Reminder.id,
                Reminder.tip_id,
                Tip.code,
                Tip.urgency,
                Tip.category,
                in_charge,
                Reminder.lack,
                Reminder.begun_at,
                Reminder.late_from,
            )
            .join(Tip, Tip.id == Reminder.tip_id)
            .where(here, *conditions)
            .order_by(case((Tip.urgency == Urgency.DANGER, 0), else_=1), Reminder.late_from, Reminder.id)
        )
        return [LateView(*row) for row in rows]

    def _change(self, tip_id: int, lacks: Collection[Lack], **values: object) -> None:
        self._session.execute(
            update(Reminder)
            .where(Reminder.tip_id == tip_id, Reminder.lack.in_(lacks), Reminder.stopped_at.is_(None))
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def _earlier(
    column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None], moment: datetime
) -> object:
    return case((column < moment, column), else_=moment)
