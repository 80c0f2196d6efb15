"""What a person is shown, free of any channel: phrases by key, buttons by verb.

A screen is stored in the outbox and turned into a channel's own message only when it is sent, so that a ward
may reword a text and a channel without buttons may number them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text key with what fills its placeholders. Plain strings are data or people's words: always escaped."""

    key: str
    args: Mapping[str, "Arg"] = field(default_factory=dict)


Arg: TypeAlias = str | int | Phrase | tuple[Phrase, ...]


def phrase(key: str, **args: Arg) -> Phrase:
    """Build a phrase; several phrases given as one argument are joined by line breaks."""
    return Phrase(key, args)


class Area(StrEnum):
    """Which part of the product a button belongs to; the value is its versioned prefix in callback data."""

    MENU = "m1"
    REPORT = "r1"
    MY_TIPS = "t1"
    DUTY = "d1"
    DESK = "f1"
    ADMIN = "a1"
    PEOPLE = "p1"
    WARD = "w1"
    IDENTITY = "i1"
    MY_DATA = "y1"
    REQUEST = "q1"
    SEARCH = "s1"
    ROSTER = "c1"
    FIGURES = "g1"


@dataclass(frozen=True, slots=True)
class Button:
    """A button carries a verb and an id, nothing that would have to be trusted when it is pressed.

    All parts together must stay within 64 bytes (Bot API, InlineKeyboardButton.callback_data).
    """

    label: Phrase
    area: Area
    verb: str
    subject: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Opens an address; ``start`` stands for a deep link into the private chat with the bot itself."""

    label: Phrase
    url: str = ""
    start: str = ""


class Share(StrEnum):
    """What a button of the keyboard below the input field hands over."""

    LOCATION = "location"
    CONTACT = "contact"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ShareButton:
    """A button of the keyboard below the input field."""

    label: Phrase
    share: Share


Row: TypeAlias = tuple[Button | LinkButton, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message to one chat: paragraphs joined by line breaks, and its buttons.

    ``share`` shows a keyboard below the input field instead, once or ``lasting``; ``clear_share`` takes it away.
    A message carries either buttons or one of those two (Bot API, sendMessage.reply_markup).
    """

    body: tuple[Phrase, ...]
    buttons: tuple[Row, ...] = ()
    share: tuple[tuple[ShareButton, ...], ...] = ()
    clear_share: bool = False
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """The answer to a press: a short toast, or with ``loud`` a box that must be closed (at most 200 characters)."""

    text: Phrase
    loud: bool = False
