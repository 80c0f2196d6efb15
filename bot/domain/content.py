"""What a tip says, in every version of it. The answers asked for are the list of TT 28/2020/TT-BCA Điều 5.3."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.tip import Category, IdentityMode, Urgency

# Whom to call: fields of TipContent that belong in the vault, so that no version of a tip holds them.
IN_VAULT = ("phone", "phone_words", "guardian", "informant")


class EvidenceKind(StrEnum):
    """What was sent as evidence; the value is the text key's suffix."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    AUDIO = "audio"
    FILE = "file"


class KnownBy(StrEnum):
    """How the reporter knows (TT 28/2020 Điều 5.3 đ)."""

    SEEN = "seen"  # tận mắt thấy
    HEARD = "heard"  # nghe kể
    VICTIM = "victim"  # chính mình là nạn nhân


@dataclass(frozen=True, slots=True)
class StoryPart:
    """One message of the account, as it was typed. ``at`` is UTC."""

    message_id: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """One message that answers a question of the ward: words, a file (its caption, or nothing), a position, a number.

    ``position`` is latitude and longitude in degrees; ``contact``: a number was given, which lies in the vault. It
    stands apart from the account: a card shows that, and what was answered only officers read, in private. ``at`` is
    UTC, ``message_id`` 0 for what cannot be edited.
    """

    question_id: int
    message_id: int
    text: str
    at: datetime
    position: tuple[float, float] | None = None
    contact: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """A file of the evidence table, and the message that brought it."""

    id: int
    kind: EvidenceKind
    message_id: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened: any of neighbourhood, the reporter's words and a position.

    Or ``online`` (by network or telephone), or said to be ``unknown``.
    """

    neighbourhood_id: int | None = None
    words: str = ""
    latitude: float | None = None
    longitude: float | None = None
    online: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """When it happened: from ``start`` to ``end`` (aware, UTC; equal for a point in time), or unknown.

    ``just_now`` means that the reporter said no more than "đang" or "vừa xảy ra": the time is that of the report.
    ``exact`` is false for a point in time said with "khoảng". ``words`` are the reporter's own, said at
    ``told_at``: "hôm qua" counts from there.
    """

    start: datetime | None = None
    end: datetime | None = None
    exact: bool = True
    words: str = ""
    told_at: datetime | None = None
    just_now: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class TipContent:
    """All that a reporter told; None or empty is what was not told.

    ``phone`` (E.164), ``phone_words``, ``guardian`` (a guardian's number and words) and ``informant`` are
    ``IN_VAULT``: no card and no list shows them. ``on_behalf`` means that it is told for somebody else, the
    ``informant``: name and number in words, if they may be known at all.
    """

    urgency: Urgency | None = None
    category: Category | None = None
    category_words: str = ""
    place: Place | None = None
    when: When | None = None
    story: tuple[StoryPart, ...] = ()
    evidence: tuple[EvidenceRef, ...] = ()
    known_by: KnownBy | None = None
    known_words: str = ""
    others_know: str = ""
    identity: IdentityMode = IdentityMode.SECRET
    withheld_reason: str = ""
    phone: str | None = None
    phone_words: str = ""
    guardian: str = ""
    informant: str = ""
    on_behalf: bool = False
    no_reply: bool = False
    answers: tuple[AnswerPart, ...] = ()

    @property
    def told(self) -> str:
        """The account in full, its messages in order."""
        return "\n".join(part.text for part in self.story)

    @property
    def all_told(self) -> str:
        """The account and what was answered later."""
        return "\n".join((self.told, *(part.text for part in self.answers)))

    @property
    def message_ids(self) -> frozenset[int]:
        """The messages that brought what is told here."""
        told = [part.message_id for part in self.story] + [part.message_id for part in self.answers]
        return frozenset(told + [ref.message_id for ref in self.evidence])

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that anybody could act on."""
        return not (self.category or self.category_words or self.place or self.story or self.evidence)
