"""What a person does on a phone of the page, as verbs of the emulator's people."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.page_phones import Phone
from bot.sandbox.people import Person
from bot.sandbox.presses import Answer, Press
from bot.sandbox.telegram import Telegram

Json = dict[str, Any]
PRESS_WAITS = 15.0  # real seconds an app shows that it waits for the answer to a press


@dataclass(frozen=True, slots=True)
class Deed:
    """One request of the page: who, and what the form said. Its readers raise LookupError and ValueError."""

    phone: Phone
    said: Mapping[str, Any]

    @property
    def person(self) -> Person:
        """Who acts."""
        return self.phone.person

    @property
    def chat(self) -> Chat:
        """Where."""
        return self.phone.chat(int(self.said["chat"]))

    @property
    def message(self) -> Message:
        """On which message."""
        return _existing(self.chat, self.said["message"])

    @property
    def reply_to(self) -> Message | None:
        """The message answered, if any."""
        number = self.said.get("reply_to")
        return _existing(self.chat, number) if number else None


def act(deed: Deed) -> Json:
    """Do what the page asks. Raises LookupError or ValueError when the emulator cannot."""
    return VERBS[deed.said["action"]](deed) or {}


async def press(telegram: Telegram, deed: Deed) -> Json:
    """Press a button, also one of an earlier version of the message, and wait for the bot's answer as an app does."""
    answer = await _answer(telegram, deed.person.presses(deed.message, data=str(deed.said["data"])))
    if answer is None:
        return {}
    alert = {"text": answer.text, "show_alert": answer.show_alert} if answer.text else None
    return {"alert": alert, "url": answer.url}


async def _answer(telegram: Telegram, pressed: Press) -> Answer | None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PRESS_WAITS):
            while not pressed.answers:
                await telegram.changed(telegram.version)
    return pressed.answers[0] if pressed.answers else None


def _start(deed: Deed) -> Json:
    named = deed.said.get("bot")
    bot = deed.person.telegram.bot_named(named) if named else deed.chat.bot
    if bot is None:
        raise LookupError(f"no bot @{named}")
    return {"chat": deed.person.starts(bot, deed.said.get("payload") or None).chat.id}


def _text(deed: Deed) -> None:
    deed.person.sends(deed.said["text"], deed.chat, reply_to=deed.reply_to)


def _edit(deed: Deed) -> None:
    deed.person.edits(deed.message, deed.said["text"])


def _delete(deed: Deed) -> None:
    deed.person.deletes(deed.message)


def _location(deed: Deed) -> None:
    # A comma is how the decimal point is written in Vietnam.
    latitude, longitude = (float(str(deed.said[key]).replace(",", ".")) for key in ("latitude", "longitude"))
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("no such place on Earth")
    deed.person.sends_location(latitude, longitude, deed.chat)


def _contact(deed: Deed) -> None:
    deed.person.shares_contact(deed.chat)


def _sticker(deed: Deed) -> None:
    deed.person.sends_sticker(deed.chat)


def _block(deed: Deed) -> None:
    deed.person.blocks(deed.chat.bot)


def _unblock(deed: Deed) -> None:
    deed.person.unblocks(deed.chat.bot)


VERBS: dict[str, Callable[[Deed], Json | None]] = {
    "start": _start,
    "text": _text,
    "edit": _edit,
    "delete": _delete,
    "location": _location,
    "contact": _contact,
    "sticker": _sticker,
    "block": _block,
    "unblock": _unblock,
}


def _existing(chat: Chat, number: Any) -> Message:
    message = chat.find(int(number))
    if message is None or message.deleted:
        raise LookupError("this message is gone")
    return message
