"""What may be lacking in a tip's handling, and the ladder that then climbs: one table.

For each lack: in which states there is one, the waits and hearers, the repetition, and how urgent a tip must be for
a word at night. A ladder stops once its lack is over. The legal clocks have stages of their own: ``bot.domain.clocks``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.casework.outcomes import Outcome
from bot.domain.casework.state import CaseState
from bot.domain.escalation import Ladder, Rung, To
from bot.domain.tip import IN_HAND, OPEN, Status, Urgency


class Lack(StrEnum):
    """What somebody waits for. The value is stored and is the text key's suffix."""

    ACKNOWLEDGEMENT = "acknowledgement"  # chưa ai tiếp nhận
    OWNER = "owner"  # đã tiếp nhận, chưa ai phụ trách
    MOVEMENT = "movement"  # còn xử lý?
    CONFIRMATION = "confirmation"  # đã chuyển, nơi nhận chưa xác nhận
    ANSWER = "answer"  # người báo chưa trả lời
    WORD = "word"  # đã ổn chưa?


class Wait(StrEnum):
    """How long, by name: the minutes are the ward's policy, or those of one transfer."""

    ACKNOWLEDGE = "acknowledge"
    ESCALATE = "escalate"
    ASSIGN = "assign"
    MOVE = "move"
    ASKED = "asked"  # from "Còn xử lý?" until nobody is taken to handle it
    CONFIRM = "confirm"
    DAY = "day"
    HOUR = "hour"
    FORTNIGHT = "fortnight"


FIXED: Mapping[Wait, int] = {Wait.HOUR: 60, Wait.ASKED: 120, Wait.DAY: 24 * 60, Wait.FORTNIGHT: 14 * 24 * 60}


@dataclass(frozen=True, slots=True)
class Watch:
    """One lack: ``states`` have it, unless somebody owns the tip (``unowned``) or it ended in one of ``spared``.

    ``by_state``: its ladder begins when the tip gets there; others begin with a transfer or a question.
    ``renewed``: every move begins it anew. ``aloud``: the urgencies of which it speaks at night too.
    """

    states: frozenset[Status]
    rungs: tuple[tuple[Wait, To], ...]
    repeat: Wait | None = None
    unowned: bool = False
    by_state: bool = True
    renewed: bool = False
    spared: frozenset[Outcome] = frozenset()
    aloud: frozenset[Urgency] = frozenset({Urgency.DANGER})


# A classified tip has its legal clocks; until then nothing but this asks whether anybody goes on with it.
_BEFORE_CLASS = IN_HAND - {Status.CLASSIFIED}

WATCHES: Mapping[Lack, Watch] = {
    Lack.ACKNOWLEDGEMENT: Watch(
        frozenset({Status.NEW}),
        ((Wait.ACKNOWLEDGE, To.GROUP), (Wait.ESCALATE, To.COMMANDER), (Wait.ESCALATE, To.CHIEF)),
        repeat=Wait.HOUR,
        aloud=frozenset({Urgency.DANGER, Urgency.URGENT}),
    ),
    Lack.OWNER: Watch(IN_HAND, ((Wait.ASSIGN, To.GROUP), (Wait.ASSIGN, To.COMMANDER)), unowned=True),
    Lack.MOVEMENT: Watch(_BEFORE_CLASS, ((Wait.MOVE, To.OWNER), (Wait.ASKED, To.DESK)), renewed=True),
    Lack.CONFIRMATION: Watch(frozenset({Status.TRANSFERRED}), ((Wait.CONFIRM, To.UNIT),), by_state=False),
    Lack.ANSWER: Watch(OPEN, ((Wait.DAY, To.REPORTER), (Wait.DAY, To.ASKER)), by_state=False),
    Lack.WORD: Watch(
        frozenset({Status.CLOSED}),
        ((Wait.FORTNIGHT, To.REPORTER),),
        spared=frozenset({Outcome.DUPLICATE, Outcome.FALSE, Outcome.JUNK}),
        aloud=frozenset(),
    ),
}


def lacks(lack: Lack, case: CaseState) -> bool:
    """Whether this may be lacking while the tip stands so."""
    watch = WATCHES[lack]
    owned = watch.unowned and case.owner_id is not None
    return case.status in watch.states and not owned and case.outcome not in watch.spared


def speaks_at_night(lack: Lack, to: To, urgency: Urgency) -> bool:
    """Whether a rung need not wait for the end of the quiet hours. A reporter's telephone is silent at night, always:
    whoever lies beside them must not wake up to it."""
    return to is not To.REPORTER and urgency in WATCHES[lack].aloud


def ladder_of(lack: Lack, minutes: Mapping[Wait, int]) -> Ladder:
    """The ladder as it stands by today's policy."""
    watch, waits = WATCHES[lack], {**FIXED, **minutes}
    rungs = tuple(Rung(waits[wait], to) for wait, to in watch.rungs)
    return Ladder(rungs, waits[watch.repeat] if watch.repeat else 0)
