"""What people do to groups and to their members."""

from typing import TYPE_CHECKING, Union

from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.members import KICKED, MUTED, OUTSIDE, PLAIN, administrator
from bot.sandbox.messages import Message
from bot.sandbox.speaking import Speaking

if TYPE_CHECKING:
    from bot.sandbox.people import Person

Account = Union["Person", Bot]


class Moderating(Speaking):
    """The verbs of membership. Rights of the acting person are not checked: the test knows what it tells."""

    def joins(self, group: Chat) -> None:
        """Enter a group by oneself."""
        self.telegram.groups.change(group, self._me, self._me, PLAIN)
        self.telegram.groups.announce(group, self._me, {"new_chat_members": [self._me.view()]})

    def leaves(self, group: Chat) -> None:
        """Leave a group."""
        self.telegram.groups.announce(group, self._me, {"left_chat_member": self._me.view()})
        self.telegram.groups.change(group, self._me, self._me, OUTSIDE)

    def adds(self, member: Account, group: Chat) -> None:
        """Bring a person or a bot into a group."""
        self.telegram.groups.change(group, self._me, member, PLAIN)
        self.telegram.groups.announce(group, self._me, {"new_chat_members": [member.view()]})

    def removes(self, member: Account, group: Chat) -> None:
        """Kick a person or a bot out of a group."""
        self.telegram.groups.announce(group, self._me, {"left_chat_member": member.view()})
        self.telegram.groups.change(group, self._me, member, KICKED)

    def promotes(self, member: Account, group: Chat, *without: str, anonymous: bool = False) -> None:
        """Make somebody an administrator, `without` naming the rights not given."""
        self.telegram.groups.change(group, self._me, member, administrator(*without, anonymous=anonymous))

    def demotes(self, member: Account, group: Chat) -> None:
        """Take the administrator's rights away."""
        self.telegram.groups.change(group, self._me, member, PLAIN)

    def restricts(self, member: Account, group: Chat) -> None:
        """Mute somebody: reads on, may not write."""
        self.telegram.groups.change(group, self._me, member, MUTED)

    def upgrades(self, group: Chat) -> Chat:
        """Turn a basic group into a supergroup: new id, message numbers start anew, two service messages."""
        return self.telegram.groups.upgrade(group, self._me)

    def pins(self, message: Message) -> None:
        """Pin a message in its chat."""
        message.chat.pinned.append(message)
        self.telegram.groups.announce(message.chat, self._me, {"pinned_message": message})

    def creates_topic(self, group: Chat, name: str) -> int:
        """Open a topic in a forum; returns its thread id."""
        return self.telegram.groups.open_topic(group, self._me, name).id

    def closes_topic(self, group: Chat, thread: int) -> None:
        """Close a topic: only administrators may write there."""
        group.topics[thread].closed = True
        self.telegram.groups.announce(group, self._me, {"forum_topic_closed": {}}, thread=thread)

    def deletes_topic(self, group: Chat, thread: int) -> None:
        """Delete a topic with all its messages; bots are told nothing."""
        self.telegram.groups.delete_topic(group, thread)
