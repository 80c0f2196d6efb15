"""One question as data: when it is asked, what it shows, and how a press or a message answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.ward_facts import WardFacts


class Then(Enum):
    """What an answer leads to."""

    SETTLED = auto()  # answered: ask what is next
    AGAIN = auto()  # noted: the same question shows it and goes on
    SEND = auto()
    ADD = auto()  # all that was told belongs to the tip sent last
    DROP = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """A draft that holds the answer. ``share`` offers a keyboard to answer with instead."""

    draft: Draft
    then: Then = Then.SETTLED
    share: Screen | None = None


Show: TypeAlias = Callable[[Draft, WardFacts], Screen]
Take: TypeAlias = Callable[[Draft, str, WardFacts], Reply | None]
Hear: TypeAlias = Callable[[Draft, Wrote, WardFacts], Reply | None]
Said: TypeAlias = Callable[[Draft, WardFacts], Phrase]


@dataclass(frozen=True, slots=True)
class Ask:
    """``take`` and ``hear`` return None for a choice or words that do not answer the question.

    ``needed`` decides whether the question belongs to this report at all; ``said`` is the answer in words.
    """

    question: Question
    show: Show
    take: Take
    hear: Hear
    said: Said
    needed: Callable[[Draft], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that answers by changing the draft."""

    name: str
    change: Callable[[Draft], Draft] = lambda draft: draft
    then: Then = Then.SETTLED


def button(draft: Draft, question: Question, name: str, label: Phrase | None = None) -> Button:
    """A button of a question; its label is the text ``report-<question>-<choice>`` unless given."""
    return Button(label or phrase(f"report-{question}-{name}"), Area.REPORT, question, draft.id, name)


def edit_button(draft: Draft, question: Question) -> Button:
    """Opens a question again."""
    label = phrase("report-edit", topic=phrase(f"topic-{question}"))
    return Button(label, Area.REPORT, "edit", draft.id, question)


def in_columns(buttons: list[Button], columns: int = 2) -> tuple[Row, ...]:
    """Buttons in rows of so many."""
    return tuple(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns))


def shows(question: Question, *choices: Choice, columns: int = 1) -> Show:
    """A screen of one text and a button for each choice."""

    def show(draft: Draft, _ward: WardFacts) -> Screen:
        buttons = [button(draft, question, choice.name) for choice in choices]
        return Screen((phrase(f"report-{question}-ask"),), in_columns(buttons, columns))

    return show


def takes(*choices: Choice) -> Take:
    """Understands the presses of these choices."""
    by_name = {choice.name: choice for choice in choices}

    def take(draft: Draft, name: str, _ward: WardFacts) -> Reply | None:
        choice = by_name.get(name)
        return Reply(choice.change(draft), choice.then) if choice else None

    return take
