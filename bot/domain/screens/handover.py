"""The card with which one shift hands over to the next: what is open, and how the ended shift went. No content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.clocks import RunningClock
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.clocks import clock_lines
from bot.domain.screens.reminders import Late, late_lines
from bot.domain.screens.roster import ShiftView, say_shift, say_who
from bot.domain.screens.times import clock_time, how_long

MOST_WAITING, MOST_IN_HAND = 8, 12


@dataclass(frozen=True, slots=True)
class InHand:
    """A tip that somebody has taken on, and which of its clocks runs out first, if one runs."""

    code: str
    officer: str
    clock: RunningClock | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The shift that has ended, from ``start`` (aware), in figures."""

    start: datetime
    received: int
    acknowledged: int
    closed: int
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class HandoverState:
    """All that the card shows. ``missed`` counts earlier handovers that no card was made for, ``untaken`` says that
    nobody took the one before; ``officer`` has taken this one at ``taken_at`` (aware)."""

    handover_id: int
    incoming: ShiftView
    ended: Ended
    waiting: Sequence[Late]
    in_hand: Sequence[InHand]
    missed: int
    untaken: bool
    officer: str
    taken_at: datetime | None
    now: datetime


def handover(state: HandoverState, zone: ZoneInfo) -> Screen:
    """The card, with its button until somebody has pressed it."""
    body = (
        phrase("handover-title", shift=say_shift(state.incoming.shift)),
        phrase("handover-incoming", who=say_who(state.incoming)),
        *_remarks(state),
        *_ended(state.ended, state.incoming, zone),
        *_waiting(state),
        *_in_hand(state, zone),
        _taken(state, zone),
    )
    return Screen(body, () if state.taken_at else (take_row(state.handover_id),))


def take_row(handover_id: int) -> Row:
    """The button of whoever takes over."""
    return (Button(phrase("handover-button-take"), Area.ROSTER, "take", str(handover_id)),)


def not_taken(incoming: ShiftView, waited: timedelta) -> Screen:
    """To the command in private."""
    said = phrase("handover-not-taken", shift=say_shift(incoming.shift), who=say_who(incoming), waited=how_long(waited))
    return Screen((said,))


def _remarks(state: HandoverState) -> tuple[Phrase, ...]:
    nobody = not state.incoming.officers
    told = (
        (nobody, phrase("handover-nobody")),
        (state.missed > 0, phrase("handover-missed", count=state.missed)),
        (state.untaken, phrase("handover-untaken")),
    )
    return tuple(line for applies, line in told if applies)


def _ended(ended: Ended, incoming: ShiftView, zone: ZoneInfo) -> tuple[Phrase, ...]:
    figures = phrase("handover-figures", received=ended.received, acknowledged=ended.acknowledged, closed=ended.closed)
    period = phrase("handover-ended", start=clock_time(ended.start, zone), end=clock_time(incoming.shift.start, zone))
    median = (phrase("brief-median", span=how_long(ended.median)),) if ended.median is not None else ()
    return (period, figures, *median)


def _waiting(state: HandoverState) -> tuple[Phrase, ...]:
    late = sum(tip.late > timedelta() for tip in state.waiting)
    lines = late_lines(state.waiting[:MOST_WAITING])
    more = len(state.waiting) - MOST_WAITING
    head = phrase("brief-waiting", count=len(state.waiting), late=late)
    return (head, *lines, *((phrase("handover-more-waiting", count=more),) if more > 0 else ()))


def _in_hand(state: HandoverState, zone: ZoneInfo) -> tuple[Phrase, ...]:
    lines = tuple(_line(tip, state.now, zone) for tip in state.in_hand[:MOST_IN_HAND])
    more = len(state.in_hand) - MOST_IN_HAND
    head = phrase("handover-in-hand", count=len(state.in_hand))
    return (head, *lines, *((phrase("handover-more-in-hand", count=more),) if more > 0 else ()))


def _line(tip: InHand, now: datetime, zone: ZoneInfo) -> Phrase:
    if tip.clock is None:
        return phrase("handover-line", code=tip.code, officer=tip.officer)
    return phrase("due-line", code=tip.code, officer=tip.officer, clock=clock_lines(tip.clock, now, zone)[0])


def _taken(state: HandoverState, zone: ZoneInfo) -> Phrase:
    if state.taken_at is None:
        return phrase("handover-open")
    return phrase("handover-taken", officer=state.officer, at=clock_time(state.taken_at, zone))
