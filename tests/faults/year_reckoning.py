"""What should have been said in a year, reckoned anew and slowly from what people did: nothing of the product is used.

The days off are written down by hand from the calendars of 2026 and 2027; the limits from the table of the law.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def _span(first: str, last: str) -> set[date]:
    begin, end = (date.fromisoformat(text) for text in (first, last))
    return {begin + DAY * n for n in range((end - begin).days + 1)}


# New Year; Tết; Giỗ Tổ (the Monday for Sunday 26/04); 30/4, 1/5; 31/8 (swapped), 1/9, 2/9; 24/11; then 2027.
OFF = (
    _span("2026-01-01", "2026-01-01") | _span("2026-02-16", "2026-02-20") | _span("2026-04-27", "2026-04-27")
    | _span("2026-04-30", "2026-05-01") | _span("2026-08-31", "2026-09-02") | _span("2026-11-24", "2026-11-24")
    | _span("2027-01-01", "2027-01-01") | _span("2027-02-04", "2027-02-10") | _span("2027-04-16", "2027-04-16")
    | _span("2027-04-30", "2027-05-03")
)  # fmt: skip
WORKED = {date(2026, 8, 22)}  # the Saturday for which Monday 31/8 was off


@dataclass(frozen=True)
class Days:
    """Which days are worked, with what the ward has set: True worked, False off."""

    here: tuple[tuple[date, bool], ...] = ()

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        return dict(self.here).get(day, day in WORKED or (day.weekday() < 5 and day not in OFF))

    def rolled(self, day: date) -> date:
        """The day, or the next that is worked."""
        while not self.works(day):
            day += DAY
        return day

    def working(self, day: date, count: int) -> date:
        """So many working days later."""
        while count:
            day += DAY
            count -= self.works(day)
        return day


Ends = Callable[[datetime, Days], tuple[datetime, datetime]]


def local_day(moment: datetime) -> date:
    """The day in Việt Nam."""
    return moment.astimezone(ZONE).date()


def midnight_after(day: date) -> datetime:
    """24:00 of a day."""
    return datetime.combine(day + DAY, time(), ZONE)


def months_later(day: date, count: int) -> date:
    """The same day number, or the month's last."""
    month = day.month + count
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


def _days(count: int) -> Ends:
    def ends(start: datetime, days: Days) -> tuple[datetime, datetime]:
        end = midnight_after(days.rolled(local_day(start) + DAY * count))
        return end, end

    return ends


def _working(count: int) -> Ends:
    def ends(start: datetime, days: Days) -> tuple[datetime, datetime]:
        end = midnight_after(days.working(local_day(start), count))
        return end, end

    return ends


def _hours(count: int) -> Ends:
    return lambda start, _days: (start + HOUR * count, start + HOUR * count)


def _both(start: datetime, days: Days) -> tuple[datetime, datetime]:
    ends = _days(3)(start, days)[0], _working(3)(start, days)[0]
    return min(ends), max(ends)


def months(count: int) -> Ends:
    """So many months."""

    def ends(start: datetime, days: Days) -> tuple[datetime, datetime]:
        end = midnight_after(days.rolled(months_later(local_day(start), count)))
        return end, end

    return ends


def _at_once(start: datetime, days: Days) -> tuple[datetime, datetime]:
    return start + 5 * MINUTE, start + 5 * MINUTE


LIMITS: dict[str, Ends] = {
    "danger": _at_once,
    "transfer_7d": _days(7),
    "transfer_24h": _hours(24),
    "notify_procuracy": _both,
    "notify_reporter": _working(3),
    "resolve": _days(20),
    "result_to_reporter": _days(3),
    "suspend_notice": _hours(24),
}
IN_HOURS = {"danger", "transfer_24h", "suspend_notice"}
_AT_ONCE = (("due", 0 * HOUR), ("over", 10 * MINUTE))
_OF_DAYS = (("warn", -40 * HOUR), ("due", -16 * HOUR), ("over", 0 * HOUR))
_OF_HOURS = (("warn", -6 * HOUR), ("due", -HOUR), ("over", 0 * HOUR))
_LONG = (("warn", -6 * DAY - 16 * HOUR), *_OF_DAYS)


@dataclass
class Plan:
    """A clock's stages by one calendar."""

    key: str
    due: datetime
    stages: list[tuple[datetime, str]]


def plan(key: str, start: datetime, ends: tuple[datetime, datetime]) -> Plan:
    """What is to be said when; a warning from before the start is left out, the rest from then is said at the start."""
    words = _AT_ONCE if key == "danger" else _OF_HOURS if key in IN_HOURS else _LONG if key == "resolve" else _OF_DAYS
    moments: dict[datetime, str] = {}
    for mark, before in words:
        at = (ends[1] if mark == "over" else ends[0]) + before
        if at > start or mark != "warn":
            moments[max(at, start)] = mark
    return Plan(key, ends[0], sorted(moments.items()))


@dataclass
class History:
    """What happened to one clock, in order: (when, what, argument)."""

    slot: str
    danger: bool
    events: list[tuple[datetime, str, Callable[[Days], Plan] | None]] = field(default_factory=list)

    def add(self, at: datetime, what: str, make: Callable[[Days], Plan] | None = None) -> None:
        """``plan``, ``rest``, ``wake``, ``end``."""
        self.events.append((at, what, make))


@dataclass(frozen=True)
class Down:
    """When the bot was not there."""

    spans: Sequence[tuple[datetime, datetime]]

    def up(self, at: datetime) -> datetime:
        """The first moment from ``at`` on at which it was there."""
        for begin, end in self.spans:
            if begin <= at < end:
                at = end
        return at


def quiet(moment: datetime) -> bool:
    """The night of Điều 134: 22 to 6."""
    return not 6 <= moment.astimezone(ZONE).hour < 22


def morning(moment: datetime) -> datetime:
    """The next 6 o'clock."""
    day = local_day(moment)
    six = datetime.combine(day, time(6), ZONE)
    return six if six > moment else six + DAY


def said_of(
    history: History, edits: Sequence[tuple[datetime, Days]], down: Down, until: datetime
) -> list[tuple[datetime, str]]:
    """Every word this clock must have said before ``until``: when, and "key mark"."""
    events = sorted([*history.events, *((at, "days", None) for at, _ in edits)], key=lambda event: event[0])
    words: list[tuple[datetime, str]] = []
    days, make, now, asks, said = Days(), None, None, False, 0
    pending: set[datetime] = set()
    known_late = False
    index = 0
    while True:
        coming = [at for at in pending if index >= len(events) or at <= events[index][0]]
        at = min(coming) if coming else events[index][0] if index < len(events) else None
        if at is None or at >= until:
            return words
        pending.discard(at)
        while index < len(events) and events[index][0] <= at:
            when, what, maker = events[index]
            index += 1
            if what == "days":
                days = next(known for moment, known in reversed(edits) if moment <= when)
                if make is not None and now is not None:
                    left = len(now.stages) - said
                    now = make(days)
                    said = max(0, len(now.stages) - left)
            elif what == "plan":
                assert maker is not None
                make, now, asks, said = maker, maker(days), True, 0
                if known_late and now.due <= when:
                    said = len(now.stages)
            elif what == "end":
                make = now = None
                asks = False
            else:
                asks = what == "wake"
            if now is not None:
                for moment, _ in now.stages:
                    pending |= {down.up(moment), down.up(morning(moment))}
                pending = {moment for moment in pending if moment >= at}
                pending.discard(at)
        if now is None or not asks:
            continue
        reached = [stage for stage in now.stages[said:] if stage[0] <= at]
        if not reached:
            continue
        mark = reached[-1][1]
        next_six = morning(at)
        waits = quiet(at) and not history.danger and now.key not in IN_HOURS
        if waits and not (mark != "over" and at < now.due <= next_six):
            pending.add(down.up(next_six))
            continue
        words.append((at, f"{now.key} {mark}"))
        said += len(reached)
        known_late = mark == "over"
