"""Chats: private ones (a person and a bot), groups, supergroups."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.keyboards import Rows, buttons
from bot.sandbox.members import OUTSIDE, Membership
from bot.sandbox.messages import Message
from bot.sandbox.numbers import Numbers

if TYPE_CHECKING:
    from bot.sandbox.bots import Bot
    from bot.sandbox.people import Person

Json = dict[str, Any]
PRIVATE, GROUP, SUPERGROUP, CHANNEL = "private", "group", "supergroup", "channel"


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is the id of the message that opened it."""

    id: int
    name: str
    icon_color: int = 0x6FB9F0
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """One chat. Its id needs 64 bits; a private chat has the id of the person."""

    id: int
    type: str
    numbers: Numbers = field(default_factory=Numbers, repr=False)
    title: str | None = None
    username: str | None = None
    person: "Person | None" = None
    bot: "Bot | None" = None
    is_forum: bool = False
    messages: list[Message] = field(default_factory=list, repr=False)
    members: dict[int, Membership] = field(default_factory=dict, repr=False)
    topics: dict[int, Topic] = field(default_factory=dict, repr=False)
    pinned: list[Message] = field(default_factory=list, repr=False)
    actions: list[str] = field(default_factory=list, repr=False)
    invite_links: list[Json] = field(default_factory=list, repr=False)
    keyboard: Json | None = field(default=None, repr=False)
    upgraded_to: "Chat | None" = None
    _by_id: dict[int, Message] = field(default_factory=dict, repr=False)

    @property
    def last(self) -> Message:
        """The newest message that is not deleted; raises LookupError in an empty chat."""
        for message in reversed(self.messages):
            if not message.deleted:
                return message
        raise LookupError(f"no message in chat {self.id}")

    @property
    def reply_keyboard(self) -> Rows:
        """The reply keyboard shown under the input field, row by row; empty when there is none."""
        return buttons(self.keyboard["keyboard"]) if self.keyboard else []

    @property
    def private(self) -> bool:
        """A chat of one person with one bot."""
        return self.type == PRIVATE

    def membership(self, user_id: int) -> Membership:
        """The place of a person or bot in this group."""
        return self.members.get(user_id, OUTSIDE)

    def next_id(self) -> int:
        """The number of the next message."""
        return next(self.numbers)

    def add(self, message: Message) -> None:
        """Append a message."""
        self.messages.append(message)
        self._by_id[message.id] = message

    def find(self, message_id: int) -> Message | None:
        """The message with this number, deleted or not."""
        return self._by_id.get(message_id)
