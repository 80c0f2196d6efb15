"""Questions of the ward to a reporter, and what becomes of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reply(StrEnum):
    """How a question was answered. The value is stored and is the text key's suffix."""

    TOLD = "told"
    UNKNOWN = "unknown"  # không biết
    DECLINED = "declined"  # không muốn trả lời


class Reach(StrEnum):
    """Whether a question can get to a reporter."""

    YES = "yes"
    QUIET = "quiet"  # wished for no messages
    NO_CHAT = "no_chat"  # told by telephone or at the desk
    AWAY = "away"  # blocked the bot: it waits until they are back
    FAILED = "failed"  # Telegram does not take it


# Proposed questions, in the order in which they are offered; the words stand in the texts ("ask-q-…", "ask-t-…").
TEMPLATES = ("place", "plate", "people", "photo", "hurt", "again", "meet", "contact")


@dataclass(frozen=True, slots=True)
class Words:
    """What is asked: a proposed question by its name, or an officer's own words."""

    template: str = ""
    own: str = ""


def words_of(answer: str) -> Words:
    """What a form's field holds, as words to be asked. Whoever types a template's bare name means the template."""
    return Words(template=answer) if answer in TEMPLATES else Words(own=answer)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without its words. ``lost_at``: it did not get to the reporter. Times are UTC."""

    at: datetime
    lost_at: datetime | None = None
    answered_at: datetime | None = None
    reply: Reply | None = None
