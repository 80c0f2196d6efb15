"""What a time phrase may mean, in pieces and as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class TimeGuess:
    """A time understood from a text: aware, in the zone of the `now` it was read at, never after it.

    `start == end` is a point in time; otherwise the event lies in [start, end). `exact` is false when the
    writer said "khoảng" or named only a day or a part of it. `raw` is the words it was read from.
    """

    start: datetime
    end: datetime
    exact: bool
    raw: str


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as said: `open` when it may belong to either half of the day ("8h", but not "08:00")."""

    hour: int
    minute: int
    open: bool


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of the day in hours from midnight; the night ends on the next day."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Days:
    """The days a phrase may mean, the likeliest first.

    `today` marks words like "nay"; `dated` marks a date of the calendar, whose small hours are its own
    ("2h đêm 5/11"), while "2h đêm qua" lies on the next morning.
    """

    dates: tuple[date, ...]
    today: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time said as a distance from now or as a period: "30 phút trước", "tuần trước".

    `weight` says how much it tells: a count of minutes more than "dạo này".
    """

    start: datetime
    end: datetime
    weight: int


@dataclass(frozen=True, slots=True)
class UntilNow:
    """The end of a range: "đến giờ", "đến nay"."""


@dataclass(frozen=True, slots=True)
class About:
    """The time is not exact: "khoảng", "tầm", "gần"."""


Meaning = Clock | PartOfDay | Days | Stretch | UntilNow | About


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a time phrase at its place in the text; no meanings when it cannot be (25h, 31/02, mai)."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


# Gets the named parts of a match as typed (lower case) and now; gives no meanings for an impossible
# value and None when it is no time at all.
Reader = Callable[[dict[str, str], datetime], tuple[Meaning, ...] | None]


def midnight(day: date, now: datetime) -> datetime:
    """The beginning of a day in the zone of `now`."""
    return datetime.combine(day, time(), tzinfo=now.tzinfo)


def day_before(count: int, now: datetime) -> date:
    """The day that many days before the day of `now`."""
    return now.date() - timedelta(days=count)
