"""What the duty group and its officers see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.authority import TABLE, Deed
from bot.domain.casework.state import CaseState
from bot.domain.clocks import RunningClock
from bot.domain.inquiry import Asked
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.asked import asked_line
from bot.domain.screens.clocks import clock_lines
from bot.domain.screens.related import similar_line
from bot.domain.screens.times import clock_time
from bot.domain.tip import Status, Urgency

PIECE_UNITS = 1800  # UTF-16; with a tip's other lines well below what one message holds (Bot API: 4096)


@dataclass(frozen=True, slots=True)
class CardState:
    """What a card shows besides the content. Times are aware; ``officer`` is who acknowledged,
    ``protector`` who has seen to a wish for protection, ``joined`` counts the tips that tell of the same,
    ``similar`` are those that may; ``call``: somebody is in danger, and ``called_at`` is when help was sent."""

    tip_id: int
    code: str
    urgency: Urgency
    received_at: datetime
    acknowledge_by: datetime
    acknowledged_at: datetime | None
    officer: str
    case: CaseState
    owner: str
    duplicate_of: str
    return_by: datetime | None
    clock: RunningClock | None
    now: datetime
    news: bool
    edited: bool
    confirmed: bool
    reachable: bool
    protection: bool
    files: int
    detail_hidden: bool
    protector: str = ""
    asked: Asked | None = None
    joined: int = 0
    similar: tuple[Phrase, ...] = ()
    drill: bool = False
    call: bool = False
    called_at: datetime | None = None


def card(state: CardState, content: tuple[Phrase, ...], zone: ZoneInfo) -> Screen:
    """The card of a tip in the duty group, drawn from its state."""
    lines = (_head(state), *content, *_warnings(state), *_state(state, zone))
    return Screen(lines, _buttons(state))


def _head(state: CardState) -> Phrase:
    if state.drill:
        return phrase("duty-head-drill", urgency=phrase(f"urgency-mark-{state.urgency}"), code=state.code)
    return phrase(f"duty-head-{state.urgency}", code=state.code)


def pointer(code: str) -> Screen:
    """What an older twin of a card becomes once it is clear that two arrived."""
    return Screen((phrase("duty-twin", code=code),))


def _warnings(state: CardState) -> tuple[Phrase, ...]:
    told = (
        (not state.confirmed, phrase("duty-unconfirmed")),
        (state.protection and not state.protector, phrase("duty-protection")),
        (bool(state.protector), phrase("duty-protected", officer=state.protector)),
        (not state.reachable, phrase("duty-unreachable")),
        (state.news, phrase("duty-news")),
        (state.edited and not state.news, phrase("duty-edited")),
        (state.detail_hidden, phrase("duty-hidden")),
        (state.joined > 0, phrase("duty-joined", count=state.joined)),
    )
    return (*(line for applies, line in told if applies), *similar_line(state.similar))


def _state(state: CardState, zone: ZoneInfo) -> tuple[Phrase, ...]:
    received = phrase("duty-received", at=clock_time(state.received_at, zone))
    if state.acknowledged_at is None:
        return received, phrase("duty-new", by=clock_time(state.acknowledge_by, zone))
    taken = phrase("duty-acknowledged", officer=state.officer, at=clock_time(state.acknowledged_at, zone))
    called = (phrase("duty-called", at=clock_time(state.called_at, zone)),) if state.called_at else ()
    return received, taken, *called, *_handling(state, zone)


def _handling(state: CardState, zone: ZoneInfo) -> tuple[Phrase, ...]:
    """In whose hands it is, what it is in law, where it was sent, how it ended."""
    case = state.case
    lines = (
        [] if case.status is Status.ACKNOWLEDGED else [phrase("duty-status", status=phrase(f"status-{case.status}"))]
    )
    if state.owner:
        lines.append(phrase("duty-owner", officer=state.owner))
    if state.asked is not None:
        lines.append(asked_line(state.asked, zone))
    if case.kind is not None:
        serious = phrase(f"serious-{case.serious}") if case.serious else phrase("serious-no")
        lines.append(phrase("duty-class", kind=phrase(f"kind-{case.kind}"), serious=serious))
    if case.outcome is not None and state.return_by is not None:
        sent = phrase(f"outcome-{case.outcome}")
        lines.append(phrase("duty-under-way", to=sent, at=clock_time(state.return_by, zone)))
    if case.outcome is not None and case.closed_at is not None:
        ended = phrase(f"outcome-{case.outcome}")
        lines.append(phrase("duty-closed", outcome=ended, at=clock_time(case.closed_at, zone)))
    if case.verdict is not None and case.verdict_at is not None:
        found = phrase(f"verdict-{case.verdict}")
        lines.append(phrase("duty-decided", verdict=found, at=clock_time(case.verdict_at, zone)))
    if state.clock is not None:
        lines.append(clock_lines(state.clock, state.now, zone)[0])
    if state.duplicate_of:
        lines.append(phrase("duty-duplicate-of", code=state.duplicate_of))
    return tuple(lines)


# The buttons of a card in their order; the table of authority says which of them a state has.
_OFFERED = (
    Deed.ASSIGN,
    Deed.ASK,
    Deed.VERIFY,
    Deed.CLASSIFY,
    Deed.TRANSFER,
    Deed.CONFIRM,
    Deed.RETURN,
    Deed.NOTE,
    Deed.MERGE,
    Deed.CLOSE,
    Deed.REOPEN,
)
# In private also what only the commander may do.
PRIVATE_DEEDS = (
    Deed.ACKNOWLEDGE,
    Deed.CALLED,
    *_OFFERED,
    Deed.STILL,
    Deed.NOTIFIED,
    Deed.FEEDBACK,
    Deed.PAPERS,
    Deed.EXTEND,
    Deed.MARK_FALSE,
    Deed.PROTECT,
    Deed.REVEAL,
    Deed.VIEWERS,
)
# Verbs older than the table; cards with them still stand in groups.
_VERBS = {Deed.ACKNOWLEDGE: "ack"}


def deed_button(tip_id: int, deed: Deed) -> Button:
    """The button of a deed on a card."""
    return Button(phrase(f"duty-button-{deed}"), Area.DUTY, _VERBS.get(deed, deed), str(tip_id))


def _buttons(state: CardState) -> tuple[Row, ...]:
    files = Button(phrase("duty-button-files", count=state.files), Area.DUTY, "files", str(state.tip_id))
    read = deed_button(state.tip_id, Deed.READ)
    second: Row = (read, files) if state.files else (read,)
    if state.case.status is Status.NEW:
        return (deed_button(state.tip_id, Deed.ACKNOWLEDGE), *_call(state)), second
    useful = [deed for deed in _OFFERED if deed is not Deed.MERGE or state.similar]
    here = [deed for deed in useful if state.case.status in (TABLE[deed].states or ())]
    call = () if state.case.status is Status.CLOSED else _call(state)
    return *((call,) if call else ()), second, *deed_rows(state.tip_id, here)


def _call(state: CardState) -> Row:
    """Whoever phoned or sent somebody says so, once."""
    wanted = state.call or (state.case.status is Status.NEW and state.urgency is Urgency.DANGER)
    return (deed_button(state.tip_id, Deed.CALLED),) if wanted and state.called_at is None else ()


def deed_rows(tip_id: int, deeds: Sequence[Deed]) -> tuple[Row, ...]:
    """Buttons of deeds, two a row."""
    buttons = [deed_button(tip_id, deed) for deed in deeds]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def in_full(code: str, content: tuple[Phrase, ...], story: str, extra: tuple[Phrase, ...]) -> tuple[Screen, ...]:
    """A tip in full, for one officer in private; a long account goes on in further messages."""
    told = list(pieces(story)) or [""]
    head = (phrase("read-head", code=code), *content)
    first = Screen((*head, phrase("read-story", story=told[0]), *extra) if story else (*head, *extra))
    return first, *(Screen((phrase("read-more", code=code, story=piece),)) for piece in told[1:])


def pieces(story: str) -> Iterator[str]:
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
