"""What the duty group and its officers see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.times import clock_time, how_long
from bot.domain.tip import Category, Status, Urgency

MOST_LINES, MOST_BUTTONS = 20, 10
PIECE_UNITS = 1800  # UTF-16; with a tip's other lines well below what one message holds (Bot API: 4096)


@dataclass(frozen=True, slots=True)
class CardState:
    """What a card shows besides the content. Times are aware; ``officer`` is who acknowledged."""

    tip_id: int
    code: str
    urgency: Urgency
    status: Status
    received_at: datetime
    acknowledge_by: datetime
    acknowledged_at: datetime | None
    officer: str
    news: bool
    edited: bool
    confirmed: bool
    reachable: bool
    protection: bool
    files: int
    detail_hidden: bool


def card(state: CardState, content: tuple[Phrase, ...], zone: ZoneInfo) -> Screen:
    """The card of a tip in the duty group, drawn from its state."""
    lines = (phrase(f"duty-head-{state.urgency}", code=state.code), *content, *_warnings(state), *_state(state, zone))
    return Screen(lines, _buttons(state))


def pointer(code: str) -> Screen:
    """What an older twin of a card becomes once it is clear that two arrived."""
    return Screen((phrase("duty-twin", code=code),))


def _warnings(state: CardState) -> tuple[Phrase, ...]:
    told = (
        (not state.confirmed, phrase("duty-unconfirmed")),
        (state.protection, phrase("duty-protection")),
        (not state.reachable, phrase("duty-unreachable")),
        (state.news, phrase("duty-news")),
        (state.edited and not state.news, phrase("duty-edited")),
        (state.detail_hidden, phrase("duty-hidden")),
    )
    return tuple(line for applies, line in told if applies)


def _state(state: CardState, zone: ZoneInfo) -> tuple[Phrase, ...]:
    received = phrase("duty-received", at=clock_time(state.received_at, zone))
    if state.acknowledged_at is None:
        return received, phrase("duty-new", by=clock_time(state.acknowledge_by, zone))
    taken = phrase("duty-acknowledged", officer=state.officer, at=clock_time(state.acknowledged_at, zone))
    return received, taken


def _buttons(state: CardState) -> tuple[Row, ...]:
    read = Button(phrase("duty-button-read"), Area.DUTY, "read", str(state.tip_id))
    files = Button(phrase("duty-button-files", count=state.files), Area.DUTY, "files", str(state.tip_id))
    second = (read, files) if state.files else (read,)
    if state.status is not Status.NEW:
        return (second,)
    first: Row = (Button(phrase("duty-button-acknowledge"), Area.DUTY, "ack", str(state.tip_id)),)
    if state.urgency is Urgency.DANGER:
        first = (*first, Button(phrase("duty-button-called"), Area.DUTY, "called", str(state.tip_id)))
    return first, second


@dataclass(frozen=True, slots=True)
class Waiting:
    """A tip nobody has acknowledged. ``waited`` counts from its receipt."""

    tip_id: int
    code: str
    urgency: Urgency
    category: Category
    waited: timedelta
    late: timedelta


def reminder(tips: Sequence[Waiting]) -> Screen:
    """One message for all that is late: which tip, which clock, how late, whose, and what stops it."""
    return Screen((phrase("remind-group", count=len(tips)), *waiting_lines(tips), phrase("remind-stop")), _takes(tips))


def escalation(tips: Sequence[Waiting], rung: str) -> Screen:
    """The same in private, for a commander or the chief."""
    return Screen(
        (phrase(f"remind-{rung}", count=len(tips)), *waiting_lines(tips), phrase("remind-stop-private")), _takes(tips)
    )


def unacknowledged(tips: Sequence[Waiting]) -> Screen:
    """The answer to /moi."""
    if not tips:
        return Screen((phrase("duty-none-new"),))
    return Screen((phrase("duty-list-new", count=len(tips)), *waiting_lines(tips)), _takes(tips))


def waiting_lines(tips: Sequence[Waiting]) -> tuple[Phrase, ...]:
    """One line a tip: code, urgency, category, how long it has waited and by how much that is too long."""
    return (*map(_waiting_line, tips[:MOST_LINES]), *_unlisted(len(tips) - MOST_LINES))


def _waiting_line(tip: Waiting) -> Phrase:
    late = phrase("remind-late", late=how_long(tip.late)) if tip.late > timedelta() else phrase("remind-in-time")
    return phrase(
        "remind-line",
        code=tip.code,
        urgency=phrase(f"urgency-mark-{tip.urgency}"),
        category=phrase(f"category-{tip.category}"),
        waited=how_long(tip.waited),
        late=late,
    )


def _unlisted(count: int) -> tuple[Phrase, ...]:
    return (phrase("remind-more", count=count),) if count > 0 else ()


def _takes(tips: Sequence[Waiting]) -> tuple[Row, ...]:
    return tuple(
        (Button(phrase("duty-button-acknowledge-code", code=tip.code), Area.DUTY, "take", str(tip.tip_id)),)
        for tip in tips[:MOST_BUTTONS]
    )


def in_full(code: str, content: tuple[Phrase, ...], story: str, extra: tuple[Phrase, ...]) -> tuple[Screen, ...]:
    """A tip in full, for one officer in private; a long account goes on in further messages."""
    pieces = list(_pieces(story)) or [""]
    head = (phrase("read-head", code=code), *content)
    first = Screen((*head, phrase("read-story", story=pieces[0]), *extra) if story else (*head, *extra))
    return first, *(Screen((phrase("read-more", code=code, story=piece),)) for piece in pieces[1:])


def _pieces(story: str) -> Iterator[str]:
    """Cut where words end. One character may be two units, and the sign that stops links adds a third."""
    while story:
        piece = story.encode("utf-16-le")[: PIECE_UNITS * 2].decode("utf-16-le", errors="ignore")
        if len(piece) < len(story) and " " in piece[len(piece) // 2 :]:
            piece = piece[: piece.rindex(" ") + 1]
        yield piece
        story = story[len(piece) :]


def versions(count: int, edited_at: datetime, zone: ZoneInfo) -> Phrase:
    """Says that a tip was edited or added to, and when last."""
    return phrase("read-versions", count=count, at=clock_time(edited_at, zone))
