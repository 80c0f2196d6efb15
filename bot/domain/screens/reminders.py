"""Reminders: which tip, what it lacks, how late that is, whose it is, and the button that stops it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.escalation import To
from bot.domain.ladders import Lack
from bot.domain.postponing import Later
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.times import how_long
from bot.domain.tip import Category, Urgency

MOST_LINES, MOST_BUTTONS = 20, 10


@dataclass(frozen=True, slots=True)
class Late:
    """What is lacking in a tip. ``waited`` counts from when on it is; ``officer`` is empty when it is nobody's."""

    tip_id: int
    code: str
    urgency: Urgency
    category: Category
    lack: Lack
    waited: timedelta
    late: timedelta
    officer: str


def reminder(lines: Sequence[Late], rung: To) -> Screen:
    """One message for all that is late for one hearer, in the order of ``lines``."""
    lacks = {line.lack for line in lines}
    lack: str = next(iter(lacks)) if len(lacks) == 1 else "several"
    head = _head(rung, len(lines), phrase(f"remind-what-{lack}"))
    body = (head, *late_lines(lines), phrase(f"remind-stop-{lack}"))
    return Screen(body, _buttons(lines))


def _buttons(lines: Sequence[Late]) -> tuple[Row, ...]:
    """Every way to stop it; of too many tips the first way each. The others are on the tip itself."""
    ways = [_BUTTONS[line.lack](line) for line in lines[:MOST_BUTTONS]]
    if sum(len(row) for rows in ways for row in rows) > MOST_BUTTONS:
        return tuple(rows[0] for rows in ways)
    return tuple(row for rows in ways for row in rows)


def unacknowledged(lines: Sequence[Late]) -> Screen:
    """The answer to /moi."""
    if not lines:
        return Screen((phrase("duty-none-new"),))
    head = phrase("duty-list-new", count=len(lines))
    return Screen((head, *late_lines(lines)), tuple(row for line in lines[:MOST_BUTTONS] for row in _take(line)))


def late_lines(lines: Sequence[Late]) -> tuple[Phrase, ...]:
    """A line each; what is left out is counted."""
    left = len(lines) - MOST_LINES
    return (*map(_line, lines[:MOST_LINES]), *((phrase("remind-others", count=left),) if left > 0 else ()))


def _head(rung: To, count: int, what: Phrase) -> Phrase:
    if rung is To.DESK:
        return phrase("remind-head-desk", count=count)
    if rung is To.COMMANDER:
        return phrase("remind-head-commander", count=count, what=what)
    return phrase("remind-head-chief" if rung is To.CHIEF else "remind-head", count=count, what=what)


def _line(line: Late) -> Phrase:
    named = {"officer": line.officer} if line.officer else {}
    return phrase(
        "remind-line-owned" if named else "remind-line",
        code=line.code,
        urgency=phrase(f"urgency-mark-{line.urgency}"),
        category=phrase(f"category-{line.category}"),
        waited=phrase(f"remind-waited-{line.lack}", waited=how_long(line.waited)),
        late=_how_late(line.late),
        **named,
    )


def _how_late(late: timedelta) -> Phrase:
    if late >= timedelta(minutes=1):
        return phrase("remind-late", late=how_long(late))
    return phrase("remind-due" if late >= timedelta() else "remind-in-time")


def _button(label: Phrase, verb: str, line: Late) -> Button:
    return Button(label, Area.DUTY, verb, str(line.tip_id))


def _take(line: Late) -> tuple[Row, ...]:
    return ((_button(phrase("duty-button-acknowledge-code", code=line.code), "take", line),),)


def _give(line: Late) -> tuple[Row, ...]:
    return ((_button(phrase("remind-button-give", code=line.code), "give", line),),)


def _still(line: Late) -> tuple[Row, ...]:
    later = tuple(_button(phrase(f"remind-button-later-{each}"), f"later-{each}", line) for each in Later)
    return (_button(phrase("remind-button-still", code=line.code), "going-on", line),), later


def _got(line: Late) -> tuple[Row, ...]:
    return ((_button(phrase("remind-button-got", code=line.code), "got", line),),)


def _look(line: Late) -> tuple[Row, ...]:
    return ((_button(phrase("remind-button-look", code=line.code), "look", line),),)


_BUTTONS: Mapping[Lack, Callable[[Late], tuple[Row, ...]]] = {
    Lack.ACKNOWLEDGEMENT: _take,
    Lack.OWNER: _give,
    Lack.MOVEMENT: _still,
    Lack.CONFIRMATION: _got,
    Lack.ANSWER: _look,
}
