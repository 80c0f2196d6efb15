"""What a person can do in a chat, free of any channel. Times are aware, UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.domain.content import EvidenceKind
from bot.domain.screen import Area


@dataclass(frozen=True, slots=True)
class Wrote:
    """A message of text that is not a command."""

    text: str
    message_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: the parts of `bot.domain.screen.Button` as they came back."""

    area: Area
    verb: str
    subject: str
    choice: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SentMedia:
    """A photo, a video, a voice note or a file, already put down as evidence. ``album`` groups several."""

    evidence_id: int
    kind: EvidenceKind
    caption: str
    message_id: int
    album: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class SharedLocation:
    """A position in degrees (WGS 84)."""

    latitude: float
    longitude: float
    at: datetime


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact: ``own`` when the channel vouches that it is the sender's own number."""

    phone: str
    own: bool
    message_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SentOther:
    """Something that cannot be part of a tip. ``kind`` is the channel's word for it: sticker, poll, dice…"""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rewrote:
    """An earlier message was edited: the new text in full."""

    text: str
    message_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command without its slash, in lower case."""

    name: str
    argument: str
    at: datetime


Event: TypeAlias = Wrote | Pressed | SentMedia | SharedLocation | SharedContact | SentOther | Rewrote | Command
