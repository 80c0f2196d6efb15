"""How the bot presents itself: commands, name, descriptions, menu button."""

import re
from typing import Any

from bot.sandbox import limits
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import access
from bot.sandbox.methods.query import Query
from bot.sandbox.utf16 import length

Json = dict[str, Any]
COMMAND = re.compile(rf"[a-z0-9_]{{1,{limits.COMMAND}}}")
PLAIN_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def _scope(query: Query) -> str:
    asked = query.json("scope", "BotCommandScope")
    if asked is None:
        return "default"
    kind = asked.get("type") if isinstance(asked, dict) else None
    if kind in PLAIN_SCOPES:
        return str(kind)
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not asked.get("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chat = access.chat(Query(query.telegram, query.bot, query.method, asked), access.MEMBERS)
    return ":".join(str(part) for part in (kind, chat.id, asked.get("user_id")) if part)


def set_my_commands(query: Query) -> bool:
    """`setMyCommands`."""
    listed = query.json("commands", "commands")
    if not isinstance(listed, list):
        raise bad_request("expected an Array of BotCommand")
    if len(listed) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(command) for command in listed]
    query.bot.commands[_scope(query), query.text("language_code")] = commands
    query.telegram.changed_something()
    return True


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(command.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    word, description = command["command"].removeprefix("/"), command["description"].strip()
    if not COMMAND.fullmatch(word):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= length(description) <= limits.COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": word, "description": description}


def get_my_commands(query: Query) -> list[Json]:
    """`getMyCommands`."""
    return query.bot.commands.get((_scope(query), query.text("language_code")), [])


def delete_my_commands(query: Query) -> bool:
    """`deleteMyCommands`."""
    query.bot.commands.pop((_scope(query), query.text("language_code")), None)
    query.telegram.changed_something()
    return True


def _put(query: Query, texts: dict[str, str], name: str, most: int, too_long: str) -> bool:
    value, language = query.text(name).strip(), query.text("language_code")
    if length(value) > most:
        raise bad_request(too_long)
    texts.pop(language, None)
    if value:
        texts[language] = value
    query.telegram.changed_something()
    return True


def _spoken(query: Query, texts: dict[str, str], otherwise: str = "") -> str:
    return texts.get(query.text("language_code")) or texts.get("") or otherwise


def set_my_name(query: Query) -> bool:
    """`setMyName`."""
    done = _put(query, query.bot.names, "name", limits.BOT_NAME, "BOT_TITLE_INVALID")
    query.bot.name = query.bot.names.get("", query.bot.name)
    return done


def get_my_name(query: Query) -> Json:
    """`getMyName`."""
    return {"name": _spoken(query, query.bot.names, query.bot.name)}


def set_my_description(query: Query) -> bool:
    """`setMyDescription`: shown before the first message."""
    return _put(query, query.bot.descriptions, "description", limits.BOT_DESCRIPTION, "BOT_DESCRIPTION_INVALID")


def get_my_description(query: Query) -> Json:
    """`getMyDescription`."""
    return {"description": _spoken(query, query.bot.descriptions)}


def set_my_short_description(query: Query) -> bool:
    """`setMyShortDescription`: shown on the profile."""
    kept = query.bot.short_descriptions
    return _put(query, kept, "short_description", limits.BOT_SHORT_DESCRIPTION, "BOT_SHORT_DESCRIPTION_INVALID")


def get_my_short_description(query: Query) -> Json:
    """`getMyShortDescription`."""
    return {"short_description": _spoken(query, query.bot.short_descriptions)}


def set_chat_menu_button(query: Query) -> bool:
    """`setChatMenuButton`."""
    button = query.json("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    query.bot.menu_buttons[_menu_of(query)] = button
    return True


def get_chat_menu_button(query: Query) -> Json:
    """`getChatMenuButton`."""
    buttons = query.bot.menu_buttons
    return buttons.get(_menu_of(query)) or buttons.get(0) or {"type": "default"}


def _menu_of(query: Query) -> int:
    if not query.integer("chat_id"):
        return 0
    if query.integer("chat_id") not in query.telegram.people:
        raise bad_request("user not found")
    return query.integer("chat_id")


METHODS = {
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": set_my_name,
    "getmyname": get_my_name,
    "setmydescription": set_my_description,
    "getmydescription": get_my_description,
    "setmyshortdescription": set_my_short_description,
    "getmyshortdescription": get_my_short_description,
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
}
