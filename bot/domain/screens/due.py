"""Lists of clocks: which tip, which clock, when or how late, whose, by which law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.clocks import RunningClock
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.screens.clocks import clock_lines
from bot.domain.screens.reminders import Late, late_lines

MOST_LINES = 15


@dataclass(frozen=True, slots=True)
class DueLine:
    """A clock of the tip with this code; ``officer`` is empty when the tip is nobody's yet."""

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
    return Screen((phrase("due-reminder"), *_lines(lines, now, zone), phrase("due-stop")))


def _lines(lines: Sequence[DueLine], now: datetime, zone: ZoneInfo) -> tuple[Phrase, ...]:
    shown = tuple(_line(line, now, zone) for line in lines[:MOST_LINES])
    left = len(lines) - MOST_LINES
    return (*shown, phrase("due-others", count=left)) if left > 0 else shown


def _line(line: DueLine, now: datetime, zone: ZoneInfo) -> Phrase:
    clock = clock_lines(line.clock, now, zone)[0]
    if not line.officer:
        return phrase("due-line-nobody", code=line.code, clock=clock)
    return phrase("due-line", code=line.code, clock=clock, officer=line.officer)
