"""What the page shows: phones, and the buttons that move time."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person


@dataclass(frozen=True, slots=True)
class Phone:
    """One person's phone. `chats`: its tabs, in order; the first one is in front when the page opens.

    A private chat that the person opens later, by a deep link, becomes another tab by itself; the supergroup that a
    group was upgraded to takes the place of the group.
    """

    person: Person
    chats: Sequence[Chat]
    title: str
    note: str = ""

    def shown(self) -> Iterator[Chat]:
        """The chats as they are now, each once."""
        given = [_present(chat) for chat in self.chats]
        person = self.person
        started = [person.chat_with(bot) for bot in person.telegram.bots.values() if bot.id in person.started]
        yield from dict.fromkeys([*given, *started])

    def chat(self, number: int) -> Chat:
        """The chat with this id; raises LookupError when this phone does not show it."""
        for chat in self.shown():
            if chat.id == number:
                return chat
        raise LookupError(f"no chat {number} on the phone of {self.title}")


@dataclass(frozen=True, slots=True)
class Jump:
    """A button of the time bar: `run` moves the injected clock and returns when the bot has caught up."""

    label: str
    run: Callable[[], Awaitable[None]]


def _present(chat: Chat) -> Chat:
    while chat.upgraded_to is not None:
        chat = chat.upgraded_to
    return chat
