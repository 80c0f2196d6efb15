"""The working calendar of Việt Nam: weekends, public holidays, and what the ward's admin has changed in it.

Public holidays are those of the package ``holidays`` (Bộ luật Lao động Điều 111, 112; 24/11 from 2026 on, for which it
names Nghị quyết 80-NQ/TW). It knows the
swapped Saturdays of its release and works out Tết by the practice of former years; the government announces both year
by year. Therefore the admin may set any day, and what the admin has set always holds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from types import MappingProxyType
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Edit:
    """One day as the admin has set it: worked or off, whatever the law's calendar says."""

    day: date
    working: bool


@dataclass(frozen=True, slots=True)
class SetDay(Edit):
    """An edit with the reason that the admin gave for it; empty: none."""

    reason: str = ""


def swap(off: date, worked: date) -> tuple[Edit, Edit]:
    """A working day exchanged for a day of rest, as the government announces it ("hoán đổi ngày làm việc")."""
    return Edit(off, working=False), Edit(worked, working=True)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which local days of ``zone`` are worked: the law's calendar, less the days ``off``, plus the days ``worked``."""

    zone: ZoneInfo
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self.off:
            return False
        return day in self.worked or _works_by_law(day)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is."""
        return day if self.works(day) else self.after(day, 1)

    def after(self, day: date, count: int) -> date:
        """The ``count``-th working day (from 1) after ``day``, which itself is not counted."""
        return next(islice(self._working_days(day + _DAY), count - 1, None))

    def _working_days(self, day: date) -> Iterator[date]:
        while True:
            if self.works(day):
                yield day
            day += _DAY


def edited(zone: ZoneInfo, edits: Iterable[Edit]) -> WorkingCalendar:
    """The calendar with the admin's edits, oldest first: of two for the same day the later one holds."""
    last = {edit.day: edit.working for edit in edits}
    worked = frozenset(day for day, working in last.items() if working)
    return WorkingCalendar(zone, frozenset(last) - worked, worked)


@cache
def holidays_of(year: int) -> Mapping[date, str]:
    """The days off of a year that are not plain weekends, in order, each with its Vietnamese name."""
    return MappingProxyType(dict(sorted(_of_year(year).items())))


@cache
def worked_weekends(year: int) -> frozenset[date]:
    """The Saturdays and Sundays of a year that the package knows as worked."""
    return frozenset(day for day in _of_year(year).weekend_workdays if day.year == year)


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def _works_by_law(day: date) -> bool:
    return day in worked_weekends(day.year) if is_weekend(day) else day not in holidays_of(day.year)


def _of_year(year: int) -> HolidayBase:
    return country_holidays("VN", years=year, language="vi")
