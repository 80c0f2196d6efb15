"""Telegram's numbers. Those it publishes are fixed; those only measured can be set by the test."""

from dataclasses import dataclass
from datetime import timedelta

TEXT = 4096  # UTF-16 units after entity parsing, like the next two
CAPTION = 1024
CALLBACK_ANSWER = 200
CALLBACK_DATA = 64  # bytes of UTF-8
START_PAYLOAD = 64
BUTTONS = 100
BUTTONS_IN_ROW = 8
COPIED_TEXT = 256
COMMANDS = 100
COMMAND = 32
COMMAND_DESCRIPTION = 256
BOT_NAME = 64
BOT_DESCRIPTION = 512
BOT_SHORT_DESCRIPTION = 120
TOPIC_NAME = 128
INVITE_LINK_NAME = 32
ENTITIES = 100
MEGABYTE = 1024 * 1024
DOWNLOAD = 20 * MEGABYTE
UPLOAD = 50 * MEGABYTE
PHOTO = 10 * MEGABYTE
ALBUM_LEAST = 2
ALBUM_MOST = 10
MANY_MESSAGES = 100
UPDATES = 100
POLL_SECONDS = 50
WEBHOOK_CONNECTIONS = 40
WEBHOOK_CONNECTIONS_MOST = 100
SECRET_TOKEN = 256

SILENCE_BEFORE_RANDOM_IDS = timedelta(days=7)


@dataclass(slots=True)
class Lifetimes:
    """How long Telegram keeps things; measured, not promised."""

    update: timedelta = timedelta(hours=24)
    callback_query: timedelta = timedelta(seconds=150)
    deletable: timedelta = timedelta(hours=48)
