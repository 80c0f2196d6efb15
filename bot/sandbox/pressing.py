"""Buttons under people's thumbs."""

import re
from typing import TYPE_CHECKING

from bot.sandbox.bots import Bot
from bot.sandbox.keyboards import Button, Rows
from bot.sandbox.messages import Message
from bot.sandbox.presses import Press
from bot.sandbox.speaking import Speaking

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat

DEEP_LINK = re.compile(r"(?:https?://)?t\.me/(?P<bot>\w+)\?start=(?P<payload>[\w-]{1,64})$")


class Pressing(Speaking):
    """The verbs of pressing."""

    def presses(self, message: Message, label_or_data: str | None = None, *, data: str | None = None) -> Press:
        """Press an inline button, by label or by data, also one an earlier version of the message carried.

        Raises LookupError when the message never had such a button, or more than one button fits the label.
        """
        button = _find(message, label_or_data, data)
        bot = self._bot_of(message)
        press = Press(
            self.telegram.new_query_id(), self._me, message, bot, button.data or "", self.telegram.now(), button.url
        )
        if button.data is not None:
            self.telegram.ask(press)
        elif button.url is not None:
            self.opens(button.url)
        return press

    def taps(self, label: str, chat: "Chat | None" = None) -> Message:
        """Tap a button of the reply keyboard: sends its text, or shares the contact it asks for."""
        chat = chat or self.chat_with()
        for button in (button for row in chat.reply_keyboard for button in row):
            if button.text == label:
                if button.request_contact:
                    return self.shares_contact(chat)
                if button.request_location:
                    raise LookupError("say where: use sends_location")
                return self.sends(label, chat)
        raise LookupError(f"no button {label!r} on the reply keyboard")

    def opens(self, url: str) -> Message | None:
        """Follow a link; one that leads to a bot starts it with its payload."""
        link = DEEP_LINK.match(url)
        bot = self.telegram.bot_named(link["bot"]) if link else None
        return self.starts(bot, link["payload"]) if link and bot else None

    def _bot_of(self, message: Message) -> Bot:
        if not isinstance(message.sender, Bot):
            raise LookupError("only messages of bots have buttons")
        return message.sender


def _find(message: Message, label_or_data: str | None, data: str | None) -> Button:
    wanted = data if data is not None else label_or_data
    for rows in [message.buttons, *(version.buttons for version in reversed(message.history))]:
        found = _matching(rows, wanted, by_label=data is None)
        if len({(button.data, button.url) for button in found}) > 1:
            raise LookupError(f"several buttons {wanted!r}")
        if found:
            return found[0]
    raise LookupError(f"no button {wanted!r} among {message.labels}")


def _matching(rows: Rows, wanted: str | None, *, by_label: bool) -> list[Button]:
    buttons = [button for row in rows for button in row]
    if by_label and (named := [button for button in buttons if button.text == wanted]):
        return named
    return [button for button in buttons if button.data == wanted and wanted is not None]
