"""A report being made, and the state of a chat: all that the dialog remembers between two messages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.content import TipContent
from bot.domain.desks import Desk

NOTHING_TOLD = TipContent()


class Question(StrEnum):
    """A question of the report, in the order of asking. The value is its buttons' verb and text key's suffix."""

    ADDRESSEE = "addressee"  # thêm vào tin vừa gửi hay việc khác?
    SAFETY = "safety"  # có ai đang gặp nguy hiểm ngay lúc này không?
    DETAILS = "details"  # báo nhanh: đã gửi, có kể thêm không?
    INFORMANT = "informant"  # báo hộ: ai nhờ báo?
    MESSAGE = "message"  # báo nhanh: một tin nhắn là đủ
    DOOR = "door"  # việc này nơi khác giải quyết; vẫn gửi cho công an?
    URGENCY = "urgency"
    CATEGORY = "category"
    PLACE = "place"
    WHEN = "when"
    STORY = "story"
    EVIDENCE = "evidence"
    SOURCE = "source"
    OTHERS = "others"
    IDENTITY = "identity"
    REASON = "reason"  # vì sao không cung cấp danh tính: TT 28/2020 Điều 5.1
    PHONE = "phone"
    GUARDIAN = "guardian"  # người dưới 18 tuổi báo tin: TT 28/2020 Điều 5.6
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class SentTip:
    """A tip that was made in this chat. ``at`` is when it was received, UTC.

    ``question`` is the ward's question about it, where what comes next is meant as the answer.
    """

    id: int
    code: str
    at: datetime
    question: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A report from its first word until nothing is left to ask.

    ``id`` is 12 hex digits. An answer that stands in ``content`` without its question in ``answered`` is only
    proposed. ``may_belong_to`` is a tip sent shortly before; ``doubt`` says that some words may mean danger.
    ``danger_at`` is when danger was first known, ``sent_at`` when the tip was made: on the danger path and after
    a hand-over the questions go on, and each answer makes a new version; ``unconfirmed`` until the reporter
    stands by what was handed over. ``fast``: one message and "Gửi", everything else may follow. All times UTC.
    """

    id: str
    opened_at: datetime
    touched_at: datetime
    content: TipContent = NOTHING_TOLD
    asking: Question | None = None
    answered: tuple[Question, ...] = ()
    page: int = 0
    doubt: bool = False
    danger_at: datetime | None = None
    door: Desk | None = None
    may_belong_to: SentTip | None = None
    young: bool = False
    nudged: bool = False
    sent_at: datetime | None = None
    unconfirmed: bool = False
    fast: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that answered a question whose answer stands apart from the story. ``at`` is when, UTC."""

    message_id: int
    question: Question
    draft_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """Where one chat stands.

    ``last_tip`` is set by ``dialog.submitted``, ``adding_to`` by ``dialog.start_adding`` until a time (UTC).
    ``sent_draft`` is the draft that became a tip last, ``album`` the album whose files come in one by one;
    ``keyboard`` says that a share keyboard stands below the input field. ``asides`` outlive their draft: a number
    must not become a story because its message is edited later. ``correcting_until``: until then (UTC)
    words say what is to be corrected in the own data.
    """

    draft: Draft | None = None
    adding_to: SentTip | None = None
    adding_until: datetime | None = None
    last_tip: SentTip | None = None
    sent_draft: str | None = None
    album: str | None = None
    keyboard: bool = False
    asides: tuple[Aside, ...] = ()
    correcting_until: datetime | None = None
