"""One emulated Telegram over HTTP and four clients of it: JSON, form, multipart, python-telegram-bot."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import aiohttp
import pytest
import telegram as ptb
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.server import serve
from bot.sandbox.telegram import Telegram

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


class Refusal(Exception):
    """What a client was told: code, words without the prefix, parameters."""

    def __init__(self, code: int, words: str, parameters: dict[str, int] | None = None) -> None:
        words = re.sub(r"^(Bad Request|Forbidden|Conflict|Unauthorized|Not Found|Too Many Requests): ", "", words)
        super().__init__(f"{code} {words}")
        self.code, self.words, self.parameters = code, words.lower(), parameters or {}


class Client(Protocol):
    async def __call__(self, method: str, **params: Any) -> Any: ...


@dataclass
class Raw:
    """Requests as written down in the Bot API, in one of its body formats."""

    session: aiohttp.ClientSession
    base: str
    token: str
    style: str

    async def __call__(self, method: str, **params: Any) -> Any:
        url = f"{self.base}/bot{self.token}/{method}"
        async with self.session.post(url, **self._body(params)) as response:
            body = await response.json()
            assert response.status == (200 if body["ok"] else body["error_code"])
        if not body["ok"]:
            raise Refusal(body["error_code"], body["description"], body.get("parameters"))
        return body["result"]

    def _body(self, params: dict[str, Any]) -> dict[str, Any]:
        files = {name: value for name, value in params.items() if isinstance(value, bytes)}
        if self.style == "json" and not files:
            return {"json": params}
        flat = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()
                if name not in files}  # fmt: skip
        if self.style == "form" and not files:
            return {"data": flat}
        form = aiohttp.FormData(default_to_multipart=True)
        for name, value in flat.items():
            form.add_field(name, value)
        for name, value in files.items():
            form.add_field(name, value, filename=f"{name}.jpg", content_type="image/jpeg")
        return {"data": form}


class Independent:
    """python-telegram-bot: somebody else's understanding of the Bot API."""

    def __init__(self, bot: ptb.Bot) -> None:
        self.bot = bot

    async def __call__(self, method: str, **params: Any) -> Any:
        name = re.sub(r"([A-Z])", r"_\1", method).lower()
        params = {key: _object(key, value) for key, value in params.items()}
        try:
            return _plain(await getattr(self.bot, name)(**params))
        except ChatMigrated as error:
            raise Refusal(
                400, "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": error.new_chat_id}
            ) from None
        except RetryAfter as error:
            seconds = error.retry_after.seconds
            raise Refusal(429, f"retry after {seconds}", {"retry_after": seconds}) from None
        except TelegramError as error:
            raise Refusal(_code(error), error.message) from None


# Where python-telegram-bot insists on its own objects.
OBJECTS = {
    "commands": ptb.BotCommand, "reaction": ptb.ReactionType, "scope": ptb.BotCommandScope, "media": ptb.InputMedia,
}  # fmt: skip


def _object(name: str, value: Any) -> Any:
    if name not in OBJECTS or isinstance(value, str):
        return value
    if name == "media":
        items = [_media(item) for item in (value if isinstance(value, list) else [value])]
        return items if isinstance(value, list) else items[0]
    if isinstance(value, list):
        return [OBJECTS[name].de_json(item, None) for item in value]
    return OBJECTS[name].de_json(value, None)


def _media(item: dict[str, Any]) -> ptb.InputMedia:
    kinds = {"photo": ptb.InputMediaPhoto, "video": ptb.InputMediaVideo, "document": ptb.InputMediaDocument}
    return kinds[item["type"]](**{key: value for key, value in item.items() if key != "type"})


def _code(error: TelegramError) -> int:
    codes = {BadRequest: 400, Forbidden: 403, InvalidToken: 401, Conflict: 409, NetworkError: 500}
    return next((code for kind, code in codes.items() if isinstance(error, kind)), 0)


def _plain(result: Any) -> Any:
    if isinstance(result, (list, tuple)):
        return [_plain(item) for item in result]
    return result.to_dict() if isinstance(result, ptb.TelegramObject) else result


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(clock, seed=7)


@pytest.fixture
def bot(telegram: Telegram) -> Bot:
    return telegram.create_bot("Tin báo Bạch Đằng", username="tinbao_bachdang_bot")


@pytest.fixture
def lan(telegram: Telegram, bot: Bot) -> Person:
    return telegram.create_person("Lan", phone="+84900000001")


@pytest.fixture
def an(telegram: Telegram, bot: Bot) -> Person:
    return telegram.create_person("An", "Trần", username="an_tran")


@pytest.fixture
def binh(telegram: Telegram, bot: Bot) -> Person:
    return telegram.create_person("Bình")


@pytest.fixture
def group(telegram: Telegram, bot: Bot, an: Person, binh: Person) -> Chat:
    return telegram.create_supergroup("Trực ban Bạch Đằng", owner=an, members=[binh, bot])


@pytest.fixture
async def base(telegram: Telegram) -> AsyncIterator[str]:
    async with serve(telegram) as address:
        yield address


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def raw(session: aiohttp.ClientSession, base: str, bot: Bot) -> Raw:
    return Raw(session, base, bot.token, "json")


@pytest.fixture
async def independent(base: str, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Independent]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    request = HTTPXRequest(connection_pool_size=4)
    client = ptb.Bot(
        bot.token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=request,
    )
    async with client:
        yield Independent(client)


@pytest.fixture(params=["json", "form", "multipart", "python-telegram-bot"])
async def api(request: pytest.FixtureRequest, session: aiohttp.ClientSession, base: str, bot: Bot,
              independent: Independent) -> Client:  # fmt: skip
    """The same stories are told through each client."""
    if request.param == "python-telegram-bot":
        return independent
    return Raw(session, base, bot.token, request.param)


class Refuses:
    """`async with refused(400, "words")`: the request inside must be refused just so."""

    def __init__(self, code: int, words: str) -> None:
        self.code, self.words = code, words
        self.parameters: dict[str, int] = {}

    async def __aenter__(self) -> "Refuses":
        return self

    async def __aexit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        if error is not None and not isinstance(error, Refusal):
            return False
        assert error is not None, f"not refused, expected {self.code} {self.words}"
        assert (error.code, error.words) == (self.code, self.words.lower())
        self.parameters = error.parameters
        return True


@pytest.fixture
def refused() -> type[Refuses]:
    return Refuses
