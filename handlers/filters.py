"""What a router asks of an update before it takes it."""

from dataclasses import dataclass
from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

PRIVATE = "private"
GROUPS = frozenset({"group", "supergroup"})


class InPrivate(Filter):
    """A message in a private chat with the bot."""

    async def __call__(self, message: Message) -> bool:
        """Whether this is one."""
        return message.chat.type == PRIVATE


class PressedInPrivate(Filter):
    """A button that stands in private chats alone; a client of one's own can press it on any message of a group."""

    async def __call__(self, query: CallbackQuery) -> bool:
        """Whether it was not pressed in a group; a message out of reach was in private, as in ``reading.where_of``."""
        return query.message is None or query.message.chat.type == PRIVATE


class InGroup(Filter):
    """A message in a group."""

    async def __call__(self, message: Message) -> bool:
        """Whether this is one."""
        return message.chat.type in GROUPS


@dataclass(frozen=True)
class Ordered(Filter):
    """One of these commands, addressed to this bot or to nobody; hands on what follows it as ``argument``."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)

    async def __call__(self, message: Message, bot_username: str) -> bool | dict[str, Any]:
        """Whether this is one."""
        name, argument = read_command(message.text or "", bot_username)
        return {"argument": argument} if name in self.names else False


@dataclass(frozen=True)
class Linked(Filter):
    """/start with something after it: somebody came by a link, perhaps this very one (Bot API, Deep linking)."""

    payload: str = ""

    async def __call__(self, message: Message, bot_username: str) -> bool | dict[str, Any]:
        """Whether this is one; hands on the rest as ``argument``."""
        name, argument = read_command(message.text or "", bot_username)
        fits = argument == self.payload if self.payload else bool(argument)
        return {"argument": argument} if name == "start" and fits else False


def read_command(text: str, bot_username: str) -> tuple[str, str]:
    """Command name (lower case, without its slash) and argument; an empty name when it is none for this bot."""
    if not text.startswith("/"):
        return "", ""
    head, _, argument = text[1:].partition(" ")
    name, _, mention = head.partition("@")
    if mention and mention.lower() != bot_username.lower():
        return "", ""
    return name.lower(), argument.strip()
