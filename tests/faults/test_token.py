"""Whatever the network does, the token and people's words stay out of logs, errors, output, database and messages."""

import asyncio
import io
import socket
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import Telegram, TelegramError
from bot.cli_telegram import ask_standing
from bot.domain.delivery import Kind
from bot.domain.screen import Screen, phrase
from bot.services.speak import tell
from bot.webhook import set_webhook
from tests.faults.hostile import ANSWERS, Hostile, hostile, redirect
from tests.faults.people import first_look
from tests.first_days import FirstDays
from tests.logs_of_a_run import configured_logs
from tests.world import World

WORDS = "Zylphương thấy hai người phá khóa"
PROMISED = {"401 that repeats the address", "404 that repeats it", "409 that repeats it"}  # these end the polling


@pytest.fixture
async def here(first_days: FirstDays, tmp_path: Path) -> AsyncIterator[World]:
    """A ward on SQLite, with something to send and a file to fetch."""
    async with first_days.world("sqlite", tmp_path) as opened:
        yield opened


def _secrets(world: World) -> list[str]:
    token = world.stage.bot.token
    return [token, token.partition(":")[2], "Zylphương", "phá khóa"]


def _told(error: BaseException) -> str:
    """All that an error and whatever led to it would say, hidden or not."""
    chain, said = error, ""
    while chain is not None:
        said += "".join(traceback.format_exception_only(chain)) + repr(chain) + str(vars(chain))
        chain = chain.__cause__ or chain.__context__  # type: ignore[assignment]
    return said


@asynccontextmanager
async def _in_telegrams_place(world: World, base: str, proxy: str | None = None) -> AsyncIterator[None]:
    telegram = world.app.telegram
    before = telegram._base, telegram._proxy
    telegram._base, telegram._proxy = base, proxy
    try:
        yield
    finally:
        telegram._base, telegram._proxy = before


async def _uses_the_line(world: World, errors: list[str], logs: io.StringIO) -> None:
    """Everything the bot asks of Telegram: updates, messages, files, a webhook; and what a command asks."""
    app = world.app
    settings = app.settings.model_copy(update={"api_base": app.telegram._base, "proxy": app.telegram._proxy or ""})
    calls = (
        app.telegram.call("sendMessage", {"chat_id": world.lan.person.id, "text": WORDS}),
        app.telegram.download("a-file"),
        set_webhook(app.telegram, "https://tinbao.invalid", "secret"),
        ask_standing(settings),
    )
    for call in calls:
        try:
            await call
        except Exception as error:
            errors.append(_told(error))
    key = app.workplace.keyring.blind(world.lan.person.id)
    await world.in_database(lambda uow: tell(uow, key, Screen((phrase("read-answer", words=WORDS),)), Kind.NOTICE))
    await _polls_until_it_fails(app.poller.run(0), errors, logs)
    await app.delivery.drain()
    await app.collector.drain()


async def _polls_until_it_fails(run, errors: list[str], logs: io.StringIO) -> None:  # type: ignore[no-untyped-def]
    """Until it has said so in the logs, or has ended for good."""
    before = _failed_polls(logs)
    polling = asyncio.ensure_future(run)
    async with asyncio.timeout(20):
        while _failed_polls(logs) == before and not polling.done():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    polling.cancel()
    (done,), _ = await asyncio.wait([polling])
    if not done.cancelled():
        error = done.exception()
        assert error is not None
        errors.append(_told(error))


def _failed_polls(logs: io.StringIO) -> int:
    return logs.getvalue().count("poll-failed")


def _stored(world: World, folder: Path) -> Iterator[tuple[str, bytes]]:
    yield from ((str(path.relative_to(folder)), path.read_bytes()) for path in folder.rglob("*") if path.is_file())
    database = Path(str(world.app.database.engine.url.database))
    yield from ((path.name, path.read_bytes()) for path in database.parent.glob(f"{database.name}*"))


@pytest.fixture
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that says at once what others say after seconds: there is no such name."""
    look_up = asyncio.BaseEventLoop.getaddrinfo

    async def nobody(self: asyncio.BaseEventLoop, host: str, *args: Any, **named: Any) -> Any:
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, f"no such name: {host}")
        return await look_up(self, host, *args, **named)

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", nobody)


@pytest.mark.usefixtures("no_names")
async def test_the_token_and_peoples_words_stay_where_they_are(
    here: World, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    stream, errors = io.StringIO(), list[str]()
    with configured_logs(json=True, stream=stream):
        await here.lan.acts(here.lan.person.sends_photo())
        async with hostile() as server:
            for answer in ANSWERS.values():
                server.answer = answer
                async with _in_telegrams_place(here, server.base):
                    await _uses_the_line(here, errors, stream)
                here.clock.advance(here.app.settings.escalate_after)
            for base, proxy in _no_way(server):
                async with _in_telegrams_place(here, base, proxy):
                    await _uses_the_line(here, errors, stream)
            assert any(here.stage.bot.token in asked for asked in server.asked), "it was asked with the token"
            assert any("Zylph" in asked for asked in server.asked), "and with what people said"
        await here.jumps(minutes=10)
    assert len(errors) > 3 * len(ANSWERS)
    places = [("logs", stream.getvalue()), ("output", "".join(capfd.readouterr())), *(("an error", e) for e in errors)]
    people = [p for p in here.telegram.people.values() if p is not here.lan.person]
    chats = [here.group, *(person.chat_with(here.stage.bot) for person in people)]
    places += [("a message", first_look(message) + message.html) for chat in chats for message in chat.messages]
    places += [(name, data.decode(errors="ignore")) for name, data in _stored(here, tmp_path)]
    found = [f"{name} holds {s[:9]}: {text[:300]}" for name, text in places for s in _secrets(here) if s in text]
    assert not found
    assert _failed_polls(stream) >= len(ANSWERS) - len(PROMISED)


def _no_way(server: Hostile) -> Iterator[tuple[str, str | None]]:
    """No name, nobody there, no TLS where TLS is expected, a proxy that is none."""
    server.answer = ANSWERS["no HTTP"]
    yield "http://tinbao.invalid", None
    yield "http://127.0.0.1:9", None
    yield server.base.replace("http:", "https:"), None
    for name in ("a proxy's 407", "a gateway's 502", "no HTTP", "nothing at all"):
        server.answer = ANSWERS[name]
        yield "https://api.telegram.invalid", server.base
        yield "http://api.telegram.invalid", server.base


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent"])
async def test_nothing_is_sent_on_to_where_an_answer_points(status: str) -> None:
    async with hostile() as server, hostile() as elsewhere:
        server.answer = redirect(status, elsewhere.base)
        telegram = Telegram(server.base, "1:A")
        await telegram.start()
        for call in (telegram.call("sendMessage", {"chat_id": 1, "text": WORDS}), telegram.download("x")):
            with pytest.raises(TelegramError):
                await call
        await telegram.stop()
        assert not elsewhere.asked
