"""Lists of clocks: which tip, which clock, when or how late, whose, by which law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.clocks import ClockKey, RunningClock
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.clocks import clock_lines
from bot.domain.screens.reminders import Late, late_lines

MOST_LINES, MOST_BUTTONS = 15, 8


@dataclass(frozen=True, slots=True)
class DueLine:
    """A clock of the tip with this code; ``officer`` is empty when the tip is nobody's yet."""

    tip_id: int
    code: str
    officer: str
    clock: RunningClock


def due_list(lines: Sequence[DueLine], late: Sequence[Late], now: datetime, zone: ZoneInfo) -> Screen:
    """The answer to /hangio: legal clocks, and what the ward itself is late with."""
    clocks = (phrase("due-list"), *_lines(lines, now, zone)) if lines else (phrase("due-none"),)
    own = (phrase("due-own", count=len(late)), *late_lines(late)) if late else ()
    return Screen((*clocks, *own))


def due_reminder(lines: Sequence[DueLine], now: datetime, zone: ZoneInfo) -> Screen:
    """One message for all clocks that speak at one moment, and what stops them."""
    calls = [line for line in lines if line.clock.key is ClockKey.DANGER]
    stops = [phrase("due-stop-danger")] if calls else []
    if len(calls) < len(lines):
        stops.append(phrase("due-stop"))
    head = phrase("due-reminder-danger" if calls else "due-reminder")
    return Screen((head, *_lines(lines, now, zone), *stops), tuple(_called(line) for line in calls[:MOST_BUTTONS]))


def _called(line: DueLine) -> Row:
    return (Button(phrase("due-button-called", code=line.code), Area.DUTY, "sent-help", str(line.tip_id)),)


def _lines(lines: Sequence[DueLine], now: datetime, zone: ZoneInfo) -> tuple[Phrase, ...]:
    shown = tuple(_line(line, now, zone) for line in lines[:MOST_LINES])
    left = len(lines) - MOST_LINES
    return (*shown, phrase("due-others", count=left)) if left > 0 else shown


def _line(line: DueLine, now: datetime, zone: ZoneInfo) -> Phrase:
    clock = clock_lines(line.clock, now, zone)[0]
    if not line.officer:
        return phrase("due-line-nobody", code=line.code, clock=clock)
    return phrase("due-line", code=line.code, clock=clock, officer=line.officer)
