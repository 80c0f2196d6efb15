"""The bot as routing needs it: known by its token, without a voice. What is said goes through the outbox."""

from collections.abc import AsyncGenerator
from typing import Any, NoReturn

from aiogram import Bot
from aiogram.client.session.base import BaseSession


class HasNoVoice(Exception):
    """A handler tried to talk to Telegram past the outbox."""


class _Silence(BaseSession):
    async def make_request(self, *request: Any, **options: Any) -> NoReturn:
        raise HasNoVoice

    async def stream_content(self, *request: Any, **options: Any) -> AsyncGenerator[bytes, None]:
        raise HasNoVoice
        yield b""

    async def close(self) -> None:
        """Nothing was opened."""


def silent_bot(token: str) -> Bot:
    """A bot that can be asked who it is and nothing else. Its own kind of line would load every root certificate."""
    return Bot(token, session=_Silence())
