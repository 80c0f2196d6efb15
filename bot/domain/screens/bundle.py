"""Several tips in one message of the duty group: a line or two each, and a button each to take it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.bundles import MOST_LONG_LINES
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.tip import Category, Urgency

MOST_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A tip in the list; ``resent`` when nobody knows whether it was seen before. Times are aware; ``officer`` is who
    took it on."""

    tip_id: int
    code: str
    urgency: Urgency
    category: Category
    place: Phrase
    received_at: datetime
    acknowledged_at: datetime | None = None
    officer: str = ""
    resent: bool = False


def bundle_screen(lines: Sequence[Line], zone: ZoneInfo) -> Screen:
    """The list as it stands, in the order of ``lines``."""
    waiting = [line for line in lines if line.acknowledged_at is None]
    head = (phrase("bundle-head", count=len(lines)), *_danger(waiting))
    foot = phrase("bundle-foot") if waiting else phrase("bundle-all-taken")
    long = len(lines) <= MOST_LONG_LINES
    return Screen((*head, *(_line(line, long, zone) for line in lines), foot), _buttons(waiting))


def second_list() -> Screen:
    """What a list becomes once it is clear that its tips stand elsewhere too."""
    return Screen((phrase("bundle-twin"),))


def _danger(waiting: Sequence[Line]) -> tuple[Phrase, ...]:
    count = sum(line.urgency is Urgency.DANGER for line in waiting)
    return (phrase("bundle-danger", count=count),) if count else ()


def _line(line: Line, long: bool, zone: ZoneInfo) -> Phrase:
    """``long``: in two short lines."""
    told = phrase(
        "bundle-line",
        urgency=phrase(f"urgency-mark-{line.urgency}"),
        code=line.code,
        category=phrase(f"category-{line.category}"),
    )
    if line.acknowledged_at is None:
        state = phrase("bundle-waits", place=line.place, at=_time(line.received_at, zone))
    else:
        state = phrase("bundle-taken", officer=line.officer, at=_time(line.acknowledged_at, zone))
    joined = phrase("bundle-two-lines" if long else "bundle-one-line", told=told, state=state)
    return phrase("bundle-resent", line=joined) if line.resent else joined


def _time(moment: datetime, zone: ZoneInfo) -> Phrase:
    local = moment.astimezone(zone)
    return phrase("bundle-time", hour=f"{local:%H}", minute=f"{local:%M}", date=f"{local:%d/%m}")


def _buttons(waiting: Sequence[Line]) -> tuple[Row, ...]:
    buttons = [_button(line) for line in waiting]
    return tuple(tuple(buttons[at : at + MOST_IN_A_ROW]) for at in range(0, len(buttons), MOST_IN_A_ROW))


def _button(line: Line) -> Button:
    mark = phrase(f"urgency-mark-{line.urgency}")
    return Button(phrase("bundle-button", urgency=mark, code=line.code), Area.DUTY, "line", str(line.tip_id))
