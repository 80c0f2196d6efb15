"""The life of groups: members, upgrades, topics, and what bots are told of it."""

from typing import TYPE_CHECKING, Any, Union

from bot.sandbox import views
from bot.sandbox.bots import Bot
from bot.sandbox.chats import SUPERGROUP, Chat, Topic
from bot.sandbox.clock import unix
from bot.sandbox.members import Membership
from bot.sandbox.messages import Message
from bot.sandbox.numbers import Numbers

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.telegram import Telegram

Json = dict[str, Any]
Account = Union["Person", Bot]


class Groups:
    """Changes to groups, with their service messages and `chat_member` updates."""

    def __init__(self, telegram: "Telegram") -> None:
        self._telegram = telegram

    def change(self, group: Chat, by: Account, member: Account, new: Membership) -> None:
        """Give somebody another place in the group and tell those bots that are to know."""
        old = group.membership(member.id)
        group.members[member.id] = new
        update = {
            "chat": views.chat(group),
            "from": by.view(),
            "date": unix(self._telegram.now()),
            "old_chat_member": old.view(member.view()),
            "new_chat_member": new.view(member.view()),
        }
        if isinstance(member, Bot):
            member.updates.push("my_chat_member", update, group.id)
        for bot in self._telegram.bots.values():
            if bot is not member and group.membership(bot.id).admin:
                bot.updates.push("chat_member", update, group.id)
        self._telegram.changed_something()

    def announce(self, group: Chat, by: Account, service: Json, *, thread: int | None = None) -> Message:
        """Post a service message."""
        message = Message(group.next_id(), group, by, self._telegram.now(), service=service, thread=thread)
        self._telegram.post(message)
        return message

    def upgrade(self, group: Chat, by: "Person") -> Chat:
        """Basic group → supergroup, as the two service messages tell it."""
        new = self._telegram.new_group(SUPERGROUP, group.title or "", Numbers())
        new.members = dict(group.members)
        group.upgraded_to = new
        self.announce(group, by, {"migrate_to_chat_id": new.id})
        self.announce(new, by, {"migrate_from_chat_id": group.id})
        return new

    def open_topic(self, group: Chat, by: Account, name: str, icon_color: int = 0x6FB9F0) -> Topic:
        """A new topic; its id is that of the service message that opens it."""
        created = {"forum_topic_created": {"name": name, "icon_color": icon_color}}
        message = Message(group.next_id(), group, by, self._telegram.now(), service=created)
        message.thread = message.id
        topic = group.topics[message.id] = Topic(message.id, name, icon_color)
        self._telegram.post(message)
        return topic

    def delete_topic(self, group: Chat, thread: int) -> None:
        """The topic and its messages are gone, silently."""
        group.topics[thread].deleted = True
        for message in group.messages:
            if message.thread == thread:
                message.deleted = True
        self._telegram.changed_something()
