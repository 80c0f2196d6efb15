"""Where time is cut into periods. Periods of a kind are numbered; the numbers mean nothing outside this package."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo


class PeriodKind(StrEnum):
    """Which period it is. The value is stored."""

    SHIFT = "shift"  # ca trực
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"  # 6 tháng
    NINE_MONTHS = "nine_months"  # 9 tháng: once a year; nothing follows it until the next year begins
    YEAR = "year"
    RANGE = "range"  # any days that somebody asks about; it is not numbered


# How many months lie between the beginnings of two periods.
STEP = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 12,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True, slots=True)
class CutOffs:
    """The ward's cut-offs, local time of ``zone``; by default those of NĐ 09/2019.

    ``shifts``: when each begins; ``day``: when a day does; ``weekday``: with which a week does (Monday is 0), at 0:00;
    ``month_day``: with which the month named after the *next* one does, at 0:00; 1 means plain calendar months. Raises
    ValueError for shifts out of order and for days that not every week or month has.
    """

    zone: ZoneInfo
    shifts: tuple[time, ...] = (time(7), time(19))
    day: time = time(0)
    weekday: int = 3
    month_day: int = 15

    def __post_init__(self) -> None:
        """Refuse what would leave gaps."""
        in_order = self.shifts and all(a < b for a, b in pairwise(self.shifts))
        if not (in_order and 0 <= self.weekday <= 6 and 1 <= self.month_day <= 28):
            raise ValueError("no such cut-offs")

    def start(self, kind: PeriodKind, number: int) -> datetime:
        """When a period begins."""
        if kind in STEP:
            return self._month(number * STEP[kind])
        if kind is PeriodKind.WEEK:
            return self._at(date.fromordinal(7 * number + 1 + self.weekday))  # day 1 was a Monday
        if kind is PeriodKind.DAY:
            return self._at(date.fromordinal(number), self.day)
        day, shift = divmod(number, len(self.shifts))
        return self._at(date.fromordinal(day), self.shifts[shift])

    def end(self, kind: PeriodKind, number: int) -> datetime:
        """The first instant after a period."""
        return self._month(number * 12 + 9) if kind is PeriodKind.NINE_MONTHS else self.start(kind, number + 1)

    def number(self, kind: PeriodKind, moment: datetime) -> int:
        """The number of the period that began last before or at ``moment`` (aware). Raises ValueError for a range."""
        if kind is PeriodKind.RANGE:
            raise ValueError("not numbered")
        found, moment = self._near(kind, moment.astimezone(self.zone).date()), moment.astimezone(UTC)
        while self.start(kind, found) > moment:
            found -= 1
        while self.start(kind, found + 1) <= moment:
            found += 1
        return found

    def _near(self, kind: PeriodKind, day: date) -> int:
        if kind in STEP:
            return (day.year * 12 + day.month - 1) // STEP[kind]
        if kind is PeriodKind.WEEK:
            return day.toordinal() // 7
        return day.toordinal() * (len(self.shifts) if kind is PeriodKind.SHIFT else 1)

    def _month(self, months: int) -> datetime:
        """When a month begins, counted from that of the year 0: by default the middle of the calendar month before."""
        year, month = divmod(months - (self.month_day > 1), 12)
        return self._at(date(year, month + 1, self.month_day))

    def _at(self, day: date, hour: time = time(0)) -> datetime:
        return datetime.combine(day, hour, self.zone)
