"""The roster: which shift a moment belongs to, which ones follow, and how a ward writes the hours of its shifts.

A shift is named by the local day on which it begins and by its place among that day's shifts, so that whoever stands
in the second shift of a day still does when the ward moves the hour at which it begins.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.periods import CutOffs, Period, PeriodKind, ended_between, following, period_at

DEFAULT_HOURS = (time(7), time(19))
MOST_SHIFTS = 4
SHORTEST = timedelta(hours=1)
_DAY = timedelta(days=1)
_HOUR = re.compile(r"(\d{1,2})(?:[:h](\d{2})?)?")
_SLOT = re.compile(r"(\d{8})\.(\d)")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """The name of a shift: the local day on which it begins, and its number among that day's shifts, from 0."""

    day: date
    number: int

    def __str__(self) -> str:
        """As a button carries it."""
        return f"{self.day:%Y%m%d}.{self.number}"


@dataclass(frozen=True, slots=True)
class Shift:
    """From ``start`` up to but not including ``end``; both aware, in the ward's zone."""

    slot: Slot
    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        """Whether a moment (aware) lies in it."""
        return self.start.astimezone(UTC) <= moment.astimezone(UTC) < self.end.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Shifts:
    """The shifts of a ward: when each begins, local time of ``zone``; the last of a day ends with the first of the
    next. Raises ValueError for hours out of order."""

    zone: ZoneInfo
    hours: tuple[time, ...] = DEFAULT_HOURS

    def __post_init__(self) -> None:
        """Refuse what would leave gaps."""
        CutOffs(self.zone, self.hours)

    def at(self, moment: datetime) -> Shift:
        """The shift a moment (aware) belongs to."""
        return self._shift(period_at(PeriodKind.SHIFT, moment, self._cut_offs))

    def after(self, shift: Shift) -> Shift:
        """The one that follows."""
        return self._shift(following(Period(PeriodKind.SHIFT, shift.start, shift.end), self._cut_offs))

    def before(self, shift: Shift) -> Shift:
        """The one that ended when it began."""
        return self.at(shift.start.astimezone(UTC) - timedelta.resolution)

    def named(self, slot: Slot) -> Shift | None:
        """The shift of that name; None when no such shift begins on a day."""
        if slot.number >= len(self.hours):
            return None
        return self.at(datetime.combine(slot.day, self.hours[slot.number], self.zone))

    def of_days(self, first: date, days: int) -> list[Shift]:
        """All that begin on so many days, in order."""
        slots = (Slot(first + _DAY * n, number) for n in range(days) for number in range(len(self.hours)))
        return [shift for slot in slots if (shift := self.named(slot)) is not None]

    def begun_between(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """When shifts began, later than ``after`` and not later than ``until`` (aware)."""
        return (ended.end for ended in ended_between(PeriodKind.SHIFT, after, until, self._cut_offs))

    @property
    def _cut_offs(self) -> CutOffs:
        return CutOffs(self.zone, self.hours)

    def _shift(self, period: Period) -> Shift:
        slot = Slot(period.start.date(), self.hours.index(period.start.time()))
        return Shift(slot, period.start, period.end)


def read_slot(text: str) -> Slot | None:
    """The name of a shift as a button carries it; None when it names none."""
    found = _SLOT.fullmatch(text)
    try:
        return Slot(datetime.strptime(found[1], "%Y%m%d").replace(tzinfo=UTC).date(), int(found[2])) if found else None
    except ValueError:
        return None


def read_hours(text: str) -> tuple[time, ...] | None:
    """Hours as somebody types them ("7h 19h", "06:00, 14:00, 22:00"); None unless they make 1 to 4 shifts in order,
    each of an hour or more."""
    words = [word for word in re.split(r"[\s,;–-]+", text.strip().lower()) if word]
    hours = tuple(hour for word in words if (hour := _hour(word)) is not None)
    if len(hours) != len(words) or not 1 <= len(hours) <= MOST_SHIFTS:
        return None
    return hours if all(span >= SHORTEST for span in _spans(hours)) else None


def write_hours(hours: Iterable[time]) -> str:
    """Hours as they are kept and shown."""
    return " ".join(f"{hour:%H:%M}" for hour in hours)


def _hour(word: str) -> time | None:
    found = _HOUR.fullmatch(word)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def _spans(hours: tuple[time, ...]) -> Iterator[timedelta]:
    since = [timedelta(hours=hour.hour, minutes=hour.minute) for hour in hours]
    return (later - earlier for earlier, later in pairwise([*since, since[0] + _DAY]))
