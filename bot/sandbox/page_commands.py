"""The bot commands that an app offers a person in a chat."""

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person

Json = dict[str, Any]


def commands_for(person: Person, chat: Chat) -> list[Json]:
    """Commands with descriptions; in a group each one names its bot.

    The narrowest scope that has any wins (Bot API, "Determining list of commands").
    """
    language = person.language_code or ""
    if chat.bot is not None:
        return chat.bot.commands_for(f"chat:{chat.id}", "all_private_chats", "default", language=language)
    scopes = _group_scopes(person, chat)
    return [
        {**command, "command": f"{command['command']}@{bot.username}"}
        for bot in person.telegram.bots.values()
        if chat.membership(bot.id).inside
        for command in bot.commands_for(*scopes, language=language)
    ]


def _group_scopes(person: Person, chat: Chat) -> list[str]:
    admin = chat.membership(person.id).admin
    for_admins = (f"chat_administrators:{chat.id}", "all_chat_administrators") if admin else ("", "")
    return [
        f"chat_member:{chat.id}:{person.id}", for_admins[0], f"chat:{chat.id}",
        for_admins[1], "all_group_chats", "default",
    ]  # fmt: skip
