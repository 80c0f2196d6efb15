"""What a form is: fields as data, a sheet being filled in, and what the fields may need to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.authority import Deed
from bot.domain.casework.outcomes import TipKind
from bot.domain.casework.state import CaseState
from bot.domain.content import EvidenceRef
from bot.domain.screen import Phrase, phrase
from bot.domain.tip import Category, Urgency

Answers: TypeAlias = Mapping[str, str]
LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. ``name`` is kept; at most 24 letters, digits, _ and - (it travels in a button)."""

    name: str
    label: Phrase


@dataclass(frozen=True, slots=True)
class TipFacts:
    """What a form may need to know of its tip. Nothing here says who reported it."""

    id: int
    code: str
    category: Category
    urgency: Urgency
    case: CaseState
    proposed_kind: TipKind | None = None
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What fields may need to know. ``now`` is aware; ``choices`` are lists that only the database has, by field.

    ``told`` says whether the tip's reporter would hear of a decision, or why not.
    ``filler`` is the name of whoever fills the form in, ``subject`` names what it is about when that is no tip,
    ``other`` is the first tip of the event, once one was named. ``outlook`` says what will come of the answers so far,
    where only the database knows.
    """

    now: datetime
    zone: ZoneInfo
    tip: TipFacts | None = None
    other: TipFacts | None = None
    choices: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    filler: str = ""
    subject: str = ""
    told: str = ""
    outlook: tuple[Phrase, ...] = ()


Options: TypeAlias = Callable[[Answers, FormFacts], tuple[Option, ...]]
Read: TypeAlias = Callable[[str, FormFacts], str | None]


def _none(_answers: Answers, _facts: FormFacts) -> tuple[Option, ...]:
    return ()


def _always(_answers: Answers) -> bool:
    return True


def as_typed(answer: str, _facts: FormFacts) -> Phrase:
    """An answer in the words in which it was given."""
    return phrase("as-is", words=answer)


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    ``options`` are offered as buttons; ``read`` turns typed words into the answer to keep, or None when they are
    none. ``said`` is an answer in words. An ``optional`` field may be left out: its answer is then empty.
    Texts: ``form-<form>-<name>`` asks, ``form-topic-<name>`` names it in the preview.
    """

    name: str
    options: Options = _none
    read: Read | None = None
    said: Callable[[str, FormFacts], Phrase] = as_typed
    needed: Callable[[Answers], bool] = _always
    optional: bool = False
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked before a deed is done. ``warns`` are lines of the preview that say what will come of it."""

    deed: Deed
    fields: tuple[Field, ...]
    warns: Callable[[Answers, FormFacts], tuple[Phrase, ...]] = lambda _answers, _facts: ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form being filled in by one person. ``id`` is 8 hex digits, or 12 where a tip is to be made of it.

    ``case_version`` is the tip's at the last look: what others did since must be seen before it is confirmed.
    ``files`` came while it was open; ``opened_at`` is when, UTC, where that counts.
    ``subject_id`` is what it is about when that is no tip.
    """

    id: str
    deed: Deed
    tip_id: int | None = None
    case_version: int = 0
    answers: Answers = field(default_factory=dict)
    page: int = 0
    files: tuple[EvidenceRef, ...] = ()
    opened_at: datetime | None = None
    subject_id: int | None = None


def named(options: tuple[Option, ...], answer: str) -> Phrase:
    """The label of the option that was chosen, or the answer as it was typed."""
    return next((o.label for o in options if o.name == answer), phrase("as-is", words=answer))
