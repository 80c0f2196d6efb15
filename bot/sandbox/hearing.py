"""Privacy mode: which messages of a group reach a bot."""

import re

from bot.sandbox.bots import Bot
from bot.sandbox.messages import Message

COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@(\w+))?")


def hears(bot: Bot, message: Message) -> bool:
    """Private: its own chat. Group: everything as administrator or without privacy mode; else commands for it or
    for nobody in particular, replies to it, and service messages (Bot API, "Privacy mode")."""
    chat = message.chat
    if chat.private:
        return chat.bot is bot
    membership = chat.membership(bot.id)
    if not membership.inside:
        return False
    if membership.admin or bot.reads_all or message.service:
        return True
    if message.reply_to is not None and message.reply_to.sender is bot:
        return True
    command = COMMAND.match(message.words.text)
    return command is not None and (command[1] is None or command[1].lower() == bot.username.lower())
