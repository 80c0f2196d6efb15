"""Ladders in progress: for each tip the next rung and when it is due."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.models import Reminder


class ReminderStore:
    """Starts, claims and stops ladders."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def start(self, tip_id: int, ladder: str, due_at: datetime) -> None:
        """Begin a ladder (as JSON, so that a later change of policy leaves it alone); first rung at ``due_at``."""
        self._session.add(Reminder(tip_id=tip_id, ladder=ladder, acknowledge_by=due_at, stage=0, due_at=due_at))

    def due(self, most: int) -> Sequence[Reminder]:
        """Ladders whose next rung has come, most overdue first."""
        return self._session.scalars(
            select(Reminder)
            .where(Reminder.stopped_at.is_(None), Reminder.due_at <= self._now)
            .order_by(Reminder.due_at)
            .limit(most)
        ).all()

    def climb(self, tip_id: int, stage: int, next_due: datetime) -> bool:
        """Take the rung ``stage`` and plan the next one (aware): true for one caller only."""
        taken = self._session.execute(
            update(Reminder)
            .where(Reminder.tip_id == tip_id, Reminder.stage == stage, Reminder.stopped_at.is_(None))
            .values(stage=stage + 1, due_at=next_due)
            .execution_options(synchronize_session=False)
        )
        return bool(taken.rowcount)  # type: ignore[attr-defined]

    def hasten(self, tip_id: int, ladder: str, due_at: datetime) -> None:
        """Put another ladder in the place of a running one; its next rung comes at ``due_at`` (aware) or sooner."""
        self._session.execute(
            update(Reminder)
            .where(Reminder.tip_id == tip_id, Reminder.stopped_at.is_(None))
            .values(
                ladder=ladder,
                acknowledge_by=_earlier(Reminder.acknowledge_by, due_at),
                due_at=_earlier(Reminder.due_at, due_at),
            )
            .execution_options(synchronize_session=False)
        )

    def stop(self, tip_id: int) -> None:
        """What it asked for has happened."""
        self._session.execute(
            update(Reminder)
            .where(Reminder.tip_id == tip_id, Reminder.stopped_at.is_(None))
            .values(stopped_at=self._now)
            .execution_options(synchronize_session=False)
        )

    def acknowledge_by(self, tip_id: int) -> datetime:
        """By when a tip is to be acknowledged, UTC. Raises NoResultFound."""
        return self._session.scalars(select(Reminder.acknowledge_by).where(Reminder.tip_id == tip_id)).one()

    def next_due(self) -> datetime | None:
        """When the next rung of any tip is due, in UTC."""
        return self._session.scalar(
            select(Reminder.due_at).where(Reminder.stopped_at.is_(None)).order_by(Reminder.due_at).limit(1)
        )


def _earlier(column: InstrumentedAttribute[datetime], moment: datetime) -> ColumnElement[datetime]:
    return case((column < moment, column), else_=moment)
