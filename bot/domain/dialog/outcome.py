"""What a step of the dialog leads to: screens to send, and what is to be done with the tip."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.domain.content import TipContent
from bot.domain.draft import Question, SentTip, Talk
from bot.domain.screen import Alert, Phrase, Screen


@dataclass(frozen=True, slots=True)
class Submit:
    """Make the tip: once a draft. ``confirmed`` is false when it was handed over without the reporter's "Gửi"."""

    draft_id: str
    content: TipContent
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Update:
    """The tip made from this draft says more now: ``content`` is its next version, in full.

    ``confirmed`` when the reporter now stands by a tip that was handed over without "Gửi".
    """

    draft_id: str
    content: TipContent
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Add:
    """Add what ``content`` holds (story, evidence, place, or answers to ``tip.question``) to a tip sent earlier."""

    tip: SentTip
    content: TipContent


@dataclass(frozen=True, slots=True)
class Amend:
    """The answer to ``question`` now reads ``text``, in a report that is closed; it may have become a tip or not."""

    draft_id: str
    question: Question
    text: str


@dataclass(frozen=True, slots=True)
class Drop:
    """The draft was given up before it became a tip: its evidence may go."""

    draft_id: str
    content: TipContent


@dataclass(frozen=True, slots=True)
class AskCorrection:
    """Something that is kept about the person is wrong, in these words."""

    words: str


Effect: TypeAlias = Submit | Update | Add | Amend | Drop | AskCorrection


@dataclass(frozen=True, slots=True)
class Answered:
    """The message that asked ``question`` becomes ``line`` ("✓ …"), without buttons."""

    question: Question
    line: Phrase


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of one event.

    ``screens`` are sent in order; ``redraw`` takes the place of the message whose button was pressed, ``refresh``
    that of the message which puts the open question. ``asks``
    says which question the last screen (or, without screens, the redrawn message) puts. A receipt for
    ``Submit`` goes out before ``screens``.
    """

    talk: Talk
    screens: tuple[Screen, ...] = ()
    answered: tuple[Answered, ...] = ()
    alert: Alert | None = None
    redraw: Screen | None = None
    refresh: Screen | None = None
    asks: Question | None = None
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Timers:
    """When a silent talk is to be looked at again, UTC; None is never. Each fires once."""

    nudge_at: datetime | None = None
    hand_over_at: datetime | None = None
    expire_at: datetime | None = None
