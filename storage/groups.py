"""Groups the bot is or was in, and what it may do there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from storage.models import GroupChat


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """The bot's place in a group: its status (Bot API, ChatMember) and the names of its rights."""

    status: str
    rights: frozenset[str]


class GroupStore:
    """Remembers what Telegram said about the bot's place in each group."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def note(self, chat_id: int, standing: GroupStanding) -> None:
        """Telegram said this about the bot's place in a group."""
        row = self._session.get(GroupChat, chat_id) or GroupChat(chat_id=chat_id)
        row.bot_status, row.rights, row.seen_at = standing.status, " ".join(sorted(standing.rights)), self._now
        self._session.add(row)
        self._session.flush()

    def move(self, old: int, new: int) -> None:
        """A group has a new address; the bot's place in it is the same, and Telegram does not tell it again."""
        standing = self.get(old)
        if standing is not None and self.get(new) is None:
            self.note(new, standing)

    def get(self, chat_id: int) -> GroupStanding | None:
        """What is known about the bot's place in a group."""
        row = self._session.get(GroupChat, chat_id, populate_existing=True)
        return GroupStanding(row.bot_status, frozenset(row.rights.split())) if row else None
