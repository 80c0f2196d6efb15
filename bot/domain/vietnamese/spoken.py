"""How a time is said back: which text and which day, without the words themselves (they are in locales)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.vietnamese.time_clock import PARTS
from bot.domain.vietnamese.time_guess import PartOfDay, midnight

_DAY = timedelta(days=1)
_RELATIVE = {0: "day-today", 1: "day-yesterday", 2: "day-before-yesterday"}
_WEEKDAYS = (
    "day-monday",
    "day-tuesday",
    "day-wednesday",
    "day-thursday",
    "day-friday",
    "day-saturday",
    "day-sunday",
)


@dataclass(frozen=True, slots=True)
class SpokenTime:
    """A text key with its placeholders; `keys` are placeholders whose value is another text key."""

    key: str
    args: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


def _clock(moment: datetime, suffix: str = "") -> dict[str, str]:
    return {f"hour{suffix}": str(moment.hour), f"minute{suffix}": f"{moment.minute:02d}"}


def _clock_key(moment: datetime, suffix: str = "") -> dict[str, str]:
    return {f"clock{suffix}": "clock-minutes" if moment.minute else "clock-hour"}


def _date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _day_key(day: date, now: datetime) -> str:
    return _RELATIVE.get((now.date() - day).days, _WEEKDAYS[day.weekday()])


def _part(start: datetime, end: datetime, now: datetime) -> PartOfDay | None:
    base = midnight(start.date(), start)
    for part in PARTS:
        last = base + timedelta(hours=part.last)
        if start == base + timedelta(hours=part.first) and end in (last, min(last, now)):
            return part
    return None


def _whole_days(start: datetime, end: datetime, now: datetime) -> date | None:
    """The last day (inclusive) when the stretch is made of whole days, the running day counting as one."""
    if start != midnight(start.date(), start) or end <= start:
        return None
    if end == midnight(end.date(), end):
        return end.date() - _DAY
    return end.date() if end == now else None


def say_time(start: datetime, end: datetime, now: datetime, *, exact: bool = True) -> SpokenTime:
    """The keys and placeholders to say a time back; all times aware and in the ward's zone.

    `exact=False` turns a point in time into "khoảng …". Placeholders: `date`, `date_to` are ready to
    print; `day`, `day_to`, `part`, `clock`, `clock_to` are text keys, the last two with {hour} and {minute}
    to fill (from `hour`, `minute` or `hour_to`, `minute_to`). Whole days and parts of a day are recognised
    when `now` is the time they were understood at.
    """
    day = {"date": _date(start.date())}
    keys = {"day": _day_key(start.date(), now)}
    part, last = _part(start, end, now), _whole_days(start, end, now)
    if start == end:
        return SpokenTime("time-at" if exact else "time-about", day | _clock(start), keys | _clock_key(start))
    if part:
        return SpokenTime("time-part-of-day", day, keys | {"part": f"part-{part.key}"})
    if last == start.date():
        return SpokenTime("time-day", day, keys)
    if last:
        return SpokenTime("time-days", day | {"date_to": _date(last)})
    args, keys = day | _clock(start) | _clock(end, "_to"), keys | _clock_key(start) | _clock_key(end, "_to")
    if start.date() == end.date():
        return SpokenTime("time-between", args, keys)
    to = {"day_to": _day_key(end.date(), now)}
    return SpokenTime("time-between-days", args | {"date_to": _date(end.date())}, keys | to)
