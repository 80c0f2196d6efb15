"""Everything the page shows, as one JSON object: the clock, the phones, and the chats they share."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.keyboards import Button
from bot.sandbox.page_commands import commands_for
from bot.sandbox.page_messages import message_view, name
from bot.sandbox.page_phones import Jump, Phone
from bot.sandbox.telegram import Telegram

Json = dict[str, Any]
MESSAGES = 200  # the newest of each chat
ACTION_LASTS = timedelta(seconds=5)  # sendChatAction: "for 5 seconds or less"
CALLS_LOOKED_AT = 50


class View:
    """Makes the view. Chats are told apart by id, so a phone shows one private chat: that with one bot."""

    def __init__(self, telegram: Telegram, phones: Sequence[Phone], jumps: Sequence[Jump]) -> None:
        self._telegram = telegram
        self._phones = phones
        self._jumps = jumps
        self._run = secrets.token_hex(4)

    def phone(self, person: int) -> Phone:
        """The phone of this person; raises LookupError when the page has none."""
        for phone in self._phones:
            if phone.person.id == person:
                return phone
        raise LookupError(f"no phone of person {person}")

    def chat(self, number: int) -> Chat | None:
        """A chat that some phone shows."""
        return self._chats().get(number)

    def make(self) -> Json:
        """The view now. `run` differs between two starts of the server."""
        return {
            "version": self._telegram.version,
            "run": self._run,
            "now": self._telegram.now().isoformat(),
            "calls": len(self._telegram.calls),
            "jumps": [jump.label for jump in self._jumps],
            "phones": [self._phone_view(phone) for phone in self._phones],
            "chats": [self._chat_view(chat) for chat in self._chats().values()],
        }

    def _chats(self) -> dict[int, Chat]:
        return {chat.id: chat for phone in self._phones for chat in phone.shown()}

    def _phone_view(self, phone: Phone) -> Json:
        return {
            "person": phone.person.id,
            "title": phone.title,
            "note": phone.note,
            "chats": [
                {
                    "id": chat.id,
                    "outside": not chat.private and not chat.membership(phone.person.id).inside,
                    "commands": commands_for(phone.person, chat),
                }
                for chat in phone.shown()
            ],
        }

    def _chat_view(self, chat: Chat) -> Json:
        newest = islice((one for one in reversed(chat.messages) if not one.deleted), MESSAGES)
        return {
            "id": chat.id,
            "kind": chat.type,
            "title": name(chat.bot) if chat.bot else chat.title,
            "members": sum(one.inside for one in chat.members.values()),
            "blocked": bool(chat.person and chat.bot and chat.bot.id in chat.person.blocked),
            "typing_until": self._typing_until(chat),
            "keyboard": _keyboard(chat),
            "messages": [message_view(one) for one in newest][::-1],
        }

    def _typing_until(self, chat: Chat) -> str | None:
        """When the bot's "is typing" ends; None when the last thing it did in this chat was something else."""
        until: datetime | None = None
        for call in islice(reversed(self._telegram.calls), CALLS_LOOKED_AT):
            if call.applied and str(call.params.get("chat_id")) == str(chat.id):
                until = call.at + ACTION_LASTS if call.method.lower() == "sendchataction" else None
                break
        return until.isoformat() if until else None


def _keyboard(chat: Chat) -> Json | None:
    if not chat.keyboard:
        return None
    return {
        "rows": [
            [{"text": button.text, "request": _asks_for(button)} for button in row] for row in chat.reply_keyboard
        ],
        "one_time": bool(chat.keyboard.get("one_time_keyboard")),
        "placeholder": chat.keyboard.get("input_field_placeholder"),
    }


def _asks_for(button: Button) -> str | None:
    if button.request_contact:
        return "contact"
    return "location" if button.request_location else None
