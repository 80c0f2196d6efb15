"""How a limit is counted: from a moment, in its own unit, to the moment at which it has run out.

BLTTHS Điều 134.1 says: a limit in days ends at 24:00 of its last day; one in months on the same day of the later month,
or on that month's last day if there is none; if the limit ends on a day of rest, the next working day is its last day.

Điều 134 does not say whether the first day counts. Read here: it does not. The same day number a month later is a whole
month only if the first day is left out, and BLDS 2015 Điều 147.2, 147.3, the general law, says so outright. The move to
the next working day stands in the sentence on months; read here: for days as well, as BLDS Điều 148.5 has it. Limits in
hours and minutes run from the moment itself (BLDS Điều 147.1), through nights and days of rest.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import WorkingCalendar

_INSTANT = timedelta(microseconds=1)


class Unit(StrEnum):
    """What a limit is measured in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many minutes, hours, days, working days or months. Raises ValueError for less than one."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse a limit that has run out before it begins."""
        if self.amount < 1:
            raise ValueError("a limit is at least one")


def end_of(limit: Limit, start: datetime, calendar: WorkingCalendar) -> datetime:
    """When a limit that begins at ``start`` (aware) has run out, in UTC.

    A last day's 24:00 is the first instant of the day after it, local time. Raises ValueError if ``start`` is naive.
    """
    if start.tzinfo is None:
        raise ValueError("a moment without a zone")
    match limit.unit:
        case Unit.MINUTES:
            return start.astimezone(UTC) + timedelta(minutes=limit.amount)
        case Unit.HOURS:
            return start.astimezone(UTC) + timedelta(hours=limit.amount)
        case _:
            return _end_of_day(_last_day(limit, start.astimezone(calendar.zone).date(), calendar), calendar)


def further_end_of(limit: Limit, end: datetime, calendar: WorkingCalendar) -> datetime:
    """When a limit that follows on another one, which runs out at ``end``, has run out in its turn, in UTC.

    Days and months are counted from the last day of the limit before, not from the midnight after it.
    """
    if limit.unit in (Unit.MINUTES, Unit.HOURS):
        return end_of(limit, end, calendar)
    return end_of(limit, end.astimezone(UTC) - _INSTANT, calendar)


def _last_day(limit: Limit, first: date, calendar: WorkingCalendar) -> date:
    if limit.unit is Unit.WORKING_DAYS:
        return calendar.after(first, limit.amount)
    counted = _months_later(first, limit.amount) if limit.unit is Unit.MONTHS else first + timedelta(days=limit.amount)
    return calendar.on_or_after(counted)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end_of_day(day: date, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), calendar.zone).astimezone(UTC)
