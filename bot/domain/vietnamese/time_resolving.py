"""From what was said (hour, part of day, day) to moments that are not in the future."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.vietnamese.time_clock import hour_of
from bot.domain.vietnamese.time_guess import (
    Clock,
    Days,
    Meaning,
    PartOfDay,
    Stretch,
    UntilNow,
    day_before,
    midnight,
)

Interval = tuple[datetime, datetime]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """The pieces of one time phrase."""

    clock: Clock | None = None
    part: PartOfDay | None = None
    days: Days | None = None
    stretch: Stretch | None = None
    until_now: bool = False
    about: bool = False

    @property
    def score(self) -> int:
        """How much it tells: enough alone when it names an hour, a day or a stretch of time."""
        told = 4 * bool(self.clock) + 3 * bool(self.days) + (self.stretch.weight if self.stretch else 0)
        return told + 2 * bool(self.part) if told else 0

    def takes(self, meaning: Meaning) -> bool:
        """Whether the piece can belong to the same phrase."""
        if isinstance(meaning, Clock):
            return self.clock is None and self.stretch is None
        if isinstance(meaning, PartOfDay):
            return self.part is None
        if isinstance(meaning, (Days, Stretch)):
            return self.days is None and self.stretch is None
        return True

    def with_(self, meaning: Meaning) -> "Said":
        """The phrase with one more piece."""
        if isinstance(meaning, Clock):
            return replace(self, clock=meaning)
        if isinstance(meaning, PartOfDay):
            return replace(self, part=meaning)
        if isinstance(meaning, Days):
            return replace(self, days=meaning)
        if isinstance(meaning, Stretch):
            return replace(self, stretch=meaning)
        return replace(self, until_now=True) if isinstance(meaning, UntilNow) else replace(self, about=True)


def _hours(clock: Clock, part: PartOfDay | None, days: Days) -> Iterator[int]:
    hour = hour_of(clock, part)
    if hour is None:
        return
    if part is None and clock.open and days.today:
        yield hour + 12
    if hour > 24 and not days.dated:
        yield hour
    if hour <= 24:
        yield hour
    if hour >= 24:
        yield hour - 24


def _moments(said: Said, clock: Clock, days: Days, now: datetime) -> Iterator[datetime]:
    for day in days.dates:
        for hour in _hours(clock, said.part, days):
            yield midnight(day, now) + timedelta(hours=hour, minutes=clock.minute)


def _stretch_of_day(day: date, part: PartOfDay | None, now: datetime) -> Interval:
    start = midnight(day, now)
    if part is None:
        return start, start + _DAY
    return start + timedelta(hours=part.first), start + timedelta(hours=part.last)


def resolve(said: Said, now: datetime, limit: datetime) -> Interval | None:
    """The latest time that fits what was said and begins by `limit`; ends are cut at `now`."""
    if said.until_now:
        return now, now
    if said.stretch:
        return (said.stretch.start, min(said.stretch.end, now)) if said.stretch.start <= limit else None
    days = said.days or Days((now.date(), day_before(1, now)), today=True)
    if said.clock:
        moments = _moments(said, said.clock, days, now)
        return next(((moment, moment) for moment in moments if moment <= limit), None)
    for day in days.dates:
        start, end = _stretch_of_day(day, said.part, now)
        if start <= limit:
            return start, min(end, now)
    return None


def _share(left: Said, right: Said) -> tuple[Said, Said]:
    """ "từ 8h đến 9h tối qua": each side borrows the day and the part of day from the other."""
    if left.clock and not left.stretch and not left.days:
        left = replace(left, days=right.days)
    if left.clock and right.clock and left.part is None and right.part and hour_of(left.clock, right.part) is not None:
        left = replace(left, part=right.part)
    if right.clock and not right.days:
        right = replace(right, days=left.days)
    if right.clock and left.part and right.part is None and hour_of(right.clock, left.part) is not None:
        right = replace(right, part=left.part)
    return left, right


def resolve_range(left: Said, right: Said, now: datetime) -> Interval | None:
    """The time from the beginning of `left` to the end of `right`, cut at `now`."""
    left, right = _share(left, right)
    last = resolve(right, now, now)
    if last is None:
        only = resolve(left, now, now)
        return (only[0], now) if only and right.days is left.days else None
    first = resolve(left, now, last[1])
    if first is None:
        first = resolve(left, now, now)
        # "từ 10h tối qua đến 2h sáng": the end lies on the next day.
        last = (last[0] + _DAY, last[1] + _DAY)
    return (first[0], min(last[1], now)) if first and first[0] <= min(last[1], now) else None
