"""The days that a ward has set otherwise than the law's calendar."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.domain.calendar import SetDay
from storage.dialect import insert_into
from storage.models import CalendarDay


class CalendarDayStore:
    """Sets days and takes that back, for one ward."""

    def __init__(self, session: Session, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now

    def from_day(self, first: date) -> Sequence[SetDay]:
        """What is set for ``first`` and later, in order."""
        rows = self._session.execute(
            select(CalendarDay.day, CalendarDay.working, CalendarDay.reason)
            .where(CalendarDay.ward_id == self._ward_id, CalendarDay.day >= first)
            .order_by(CalendarDay.day)
        )
        return [SetDay(row.day, row.working, row.reason) for row in rows]

    def put(self, edit: SetDay, person_id: int) -> None:
        """Set a day; what was set for it before no longer holds."""
        values = {"working": edit.working, "reason": edit.reason, "set_at": self._now, "set_by": person_id}
        self._session.execute(
            insert_into(self._session, CalendarDay)
            .values(ward_id=self._ward_id, day=edit.day, **values)
            .on_conflict_do_update(index_elements=["ward_id", "day"], set_=values)
        )

    def take_back(self, day: date) -> bool:
        """The law's calendar holds again for this day: true if something had been set."""
        done = self._session.execute(
            delete(CalendarDay)
            .where(CalendarDay.ward_id == self._ward_id, CalendarDay.day == day)
            .execution_options(synchronize_session=False)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]
