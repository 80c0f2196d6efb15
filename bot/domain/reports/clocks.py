"""Limits kept and broken, counted in the period in which each limit ran out.

What a limit asks for was done before that moment or it was not: nothing that happens later changes the count.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from bot.domain.clocks import ClockKey
from bot.domain.reports.figures import share
from bot.domain.screen import Phrase, phrase


class Shift(StrEnum):
    """In which of the usual shifts a tip came in. The value is the text key's suffix. Shifts of a ward that has other
    hours are named by them, as ``shift_finder`` does."""

    DAY = "day"  # 07:00-19:00
    NIGHT = "night"


USUAL = (time(7), time(19))


def shifts_of(hours: Sequence[time]) -> tuple[str, ...]:
    """The names of a day's shifts that begin at these hours."""
    if tuple(hours) == USUAL:
        return tuple(shift.value for shift in Shift)
    return tuple(f"{begin:%H:%M}–{end:%H:%M}" for begin, end in zip(hours, (*hours[1:], hours[0]), strict=True))


def shift_finder(zone: ZoneInfo, hours: Sequence[time]) -> Callable[[datetime], str]:
    """What gives the name of the shift in which a moment (aware) lies; the hours are in order."""
    names = shifts_of(hours)
    # Before the first one of the day: in the last one of the day before.
    return lambda moment: names[bisect_right(hours, moment.astimezone(zone).time()) - 1]


def shift_name(name: str) -> Phrase:
    """A shift as it is shown."""
    return phrase(f"paper-shift-{name}") if name in tuple(Shift) else phrase("paper-shift-hours", hours=name)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many limits of a kind were kept, and how many were not."""

    kept: int = 0
    broken: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.kept + self.broken

    @property
    def rate(self) -> Fraction | None:
        """The part that was kept; None of nothing."""
        return share(self.kept, self.total)


@dataclass(frozen=True, slots=True)
class ShiftTally:
    """What came in during shifts of one kind, and whether it was acknowledged in time (chat only)."""

    received: int = 0
    acknowledgement: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that was broken: of which tip, when it ran out, when it was done after all (UTC), and why so late.

    ``reason`` is what the command answered when it was asked; empty while nobody has.
    """

    code: str
    clock: ClockKey
    late_at: datetime
    done_at: datetime | None
    reason: str = ""

    def late_by(self, end: datetime) -> timedelta:
        """How late it was, or is at ``end`` (aware)."""
        return min(self.done_at or end, end) - self.late_at


@dataclass(frozen=True, slots=True)
class ClockFigures:
    """A period's limits. Breaches are in the order in which the limits ran out."""

    clocks: Mapping[ClockKey, Tally] = field(default_factory=dict)
    shifts: Mapping[str, ShiftTally] = field(default_factory=dict)
    breaches: tuple[Breach, ...] = ()

    @property
    def all_clocks(self) -> Tally:
        """All limits together."""
        tallies = self.clocks.values()
        return Tally(sum(t.kept for t in tallies), sum(t.broken for t in tallies))
