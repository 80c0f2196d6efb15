"""What a group leader sees of the own group's tips, and a unit of those it handed over: counts, states, times."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from zoneinfo import ZoneInfo

from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.times import clock_time, how_long
from bot.domain.tip import IN_HAND, Status

# Fewer tips of other people than this are not told apart: in a small neighbourhood a figure is a face.
SMALL = 3
MOST_LINES, MOST_BUTTONS = 20, 10
_STATES = {
    "waiting": frozenset({Status.NEW}),
    "handled": IN_HAND,
    "passed": frozenset({Status.TRANSFERRED}),
    "ended": frozenset({Status.CLOSED}),
}


@dataclass(frozen=True, slots=True)
class TipState:
    """Where one tip stands, and how long it waited for an officer."""

    code: str
    status: Status
    waited: timedelta | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A tip that waits for a unit's confirmation. Times are aware."""

    tip_id: int
    code: str
    sent_at: datetime
    return_by: datetime


@dataclass(frozen=True, slots=True)
class GroupMonth:
    """A group's tips since ``since`` (aware): sent by its own people, told by others, and those the reader sent."""

    group: str
    since: datetime
    own: Sequence[TipState]
    others: Sequence[TipState]
    sent: Sequence[TipState]


def group_overview(month: GroupMonth, zone: ZoneInfo) -> Screen:
    """What a leader sees: figures for the group, and codes only of the reader's own tips."""
    own, others = month.own, month.others
    few = len(others) < SMALL
    body = (
        phrase("overview-group", group=month.group, since=f"{month.since.astimezone(zone):%d/%m/%Y}"),
        _counted("own", own),
        phrase("overview-others-few", most=SMALL) if few else _counted("others", others),
        *_waited([*own, *(() if few else others)]),
        *_sent("overview-sent", month.sent),
    )
    return Screen(body, ((Button(phrase("menu-tips"), Area.MENU, "tips"),),))


def no_group(sent: Sequence[TipState]) -> Screen:
    """Nobody has entered which group the reader belongs to; the own tips are known all the same."""
    tips = Button(phrase("menu-tips"), Area.MENU, "tips")
    return Screen((phrase("overview-no-group"), *_sent("overview-sent", sent)), ((tips,),))


def unit_overview(unit: Phrase, since: datetime, sent: Sequence[TipState], zone: ZoneInfo) -> Screen:
    """What a unit handed over this month. A unit is nobody's private life: all its codes are here."""
    title = phrase("overview-unit", unit=unit, since=f"{since.astimezone(zone):%d/%m/%Y}")
    return Screen((title, _counted("handed", sent), *_waited(sent), *_sent("overview-codes", sent)))


def no_unit() -> Screen:
    """Nobody has entered which unit the reader is of."""
    return Screen((phrase("overview-no-unit"),))


def incoming(tips: Sequence[Incoming], now: datetime, zone: ZoneInfo) -> Screen:
    """What waits for the unit's confirmation, each with its buttons."""
    if not tips:
        return Screen((phrase("incoming-none"),))
    lines = tuple(_incoming_line(tip, now, zone) for tip in tips[:MOST_LINES])
    rows = tuple(row for tip in tips[:MOST_BUTTONS] for row in _rows(tip))
    return Screen((phrase("incoming-head", count=len(tips)), *lines), rows)


def _incoming_line(tip: Incoming, now: datetime, zone: ZoneInfo) -> Phrase:
    left = how_long(max(tip.return_by - now, timedelta()))
    return phrase("incoming-line", code=tip.code, sent=clock_time(tip.sent_at, zone), left=left)


def _rows(tip: Incoming) -> tuple[Row, ...]:
    again = Button(phrase("incoming-again", code=tip.code), Area.DUTY, "again", str(tip.tip_id))
    return ((again,),)


def _counted(name: str, tips: Sequence[TipState]) -> Phrase:
    if not tips:
        return phrase(f"overview-{name}-none")
    counts = Counter(state for tip in tips for state, states in _STATES.items() if tip.status in states)
    states = tuple(phrase(f"overview-state-{s}", count=counts[s]) for s in _STATES if counts[s])
    return phrase(f"overview-{name}", count=len(tips), states=states)


def _waited(tips: Collection[TipState]) -> tuple[Phrase, ...]:
    waits = [tip.waited for tip in tips if tip.waited is not None]
    return (phrase("overview-median", span=how_long(median_low(waits))),) if waits else ()


def _sent(key: str, tips: Sequence[TipState]) -> tuple[Phrase, ...]:
    """The latest first."""
    if not tips:
        return ()
    latest = tuple(reversed(tips))[:MOST_LINES]
    lines = tuple(phrase("mytips-row", code=tip.code, status=phrase(f"mytips-status-{tip.status}")) for tip in latest)
    more = (phrase("overview-more", count=len(tips) - MOST_LINES),) if len(tips) > MOST_LINES else ()
    return (phrase(key), *lines, *more)
