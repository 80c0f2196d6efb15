"""``tinbao run`` and ``doctor`` against an emulated Telegram: start, stop, and why it stops by itself."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.sandbox.bots import Bot
from bot.sandbox.faults import Fault
from bot.sandbox.server import serve
from bot.sandbox.telegram import Telegram
from bot.webhook import PATH, SECRET_HEADER, secret_of
from tests.cli.conftest import PATIENCE, Tinbao, finish


@dataclass
class Office:
    """An installation whose Telegram is emulated."""

    tinbao: Tinbao
    telegram: Telegram
    bot: Bot
    base: str

    async def call(self, method: str, **params: object) -> None:
        async with aiohttp.ClientSession() as session:
            await session.post(f"{self.base}/bot{self.bot.token}/{method}", json=params)


@pytest.fixture
async def office(installed: Tinbao) -> AsyncIterator[Office]:
    telegram = Telegram(lambda: datetime.now(UTC), seed=7)
    bot = telegram.create_bot("Tin báo Bạch Đằng", username="tinbao_bachdang_bot")
    async with serve(telegram) as base:
        installed.env |= {"TINBAO_TOKEN": bot.token, "TINBAO_API_BASE": base, "TINBAO_POLL_SECONDS": "1"}
        yield Office(installed, telegram, bot, base)


async def _until(stream: asyncio.StreamReader | None, words: str) -> str:
    assert stream is not None
    seen = ""
    async with asyncio.timeout(PATIENCE):
        while words not in seen:
            line = await stream.readline()
            assert line, f"it ended without saying {words!r}: {seen}"
            seen += line.decode()
    return seen


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_told_to_stop_it_stops_without_complaint(office: Office, how: signal.Signals) -> None:
    async with office.tinbao.started("run") as process:
        before = await _until(process.stdout, "Bot @tinbao_bachdang_bot đang chạy")
        process.send_signal(how)
        said = await finish(process)
    assert (said.code, said.err) == (0, "")
    assert office.bot.token not in before + said.out


async def test_a_script_that_started_it_in_the_background_can_stop_it(office: Office) -> None:
    """What a shell starts with "&", or nohup, has inherited that Ctrl-C means nothing to it."""
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        async with office.tinbao.started("run") as process:
            await _until(process.stdout, "Bot @tinbao_bachdang_bot đang chạy")
            process.send_signal(signal.SIGTERM)
            said = await finish(process)
    finally:
        signal.signal(signal.SIGINT, kept)
    assert (said.code, said.err) == (0, "")


async def test_a_replica_that_only_takes_in_waits_for_telegram_and_stores_what_is_brought(
    office: Office, unused_tcp_port: int
) -> None:
    office.telegram.faults.add(Fault.server_error(502), method="setWebhook")
    place = {"listen": f"127.0.0.1:{unused_tcp_port}", "webhook_url": "https://tinbao.example.vn"}
    async with office.tinbao.started("run", "--only-intake", log_format="json", **place) as process:
        await _until(process.stdout, '"event": "telegram-unreachable"')
        await _until(process.stdout, '"event": "started"')
        assert office.bot.webhook is not None
        for secret, status in ((secret_of(office.bot.token), 200), ("", 403)):
            assert await _brought(unused_tcp_port, secret) == status
        process.send_signal(signal.SIGTERM)
        said = await finish(process)
    assert said.code == 0
    with closing(sqlite3.connect(office.tinbao.folder / "data/tinbao.sqlite3")) as database:
        assert database.execute("SELECT state FROM inbox").fetchall() == [("new",)], "another replica handles it"


async def _brought(port: int, secret: str) -> int:
    """As Telegram brings an update, as soon as somebody listens."""
    update = {"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession(headers={SECRET_HEADER: secret}) as session:
        while True:
            try:
                return (await session.post(f"http://127.0.0.1:{port}{PATH}", json=update)).status
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.1)


async def test_it_waits_for_telegram_and_can_be_stopped_while_waiting(office: Office) -> None:
    async with office.tinbao.started("run", api_base="http://127.0.0.1:1", log_format="json") as process:
        await _until(process.stdout, '"event": "telegram-unreachable"')
        process.send_signal(signal.SIGTERM)
        said = await finish(process)
    assert said.code == 0
    assert "đang thử lại" in said.err


async def test_it_waits_for_a_database_server_that_starts_after_it(office: Office) -> None:
    url = "postgresql://tinbao:bi-mat@127.0.0.1:1/tinbao"
    async with office.tinbao.started("run", "--migrate", database_url=url, log_format="json") as process:
        await _until(process.stdout, '"event": "database-unreachable"')
        process.send_signal(signal.SIGTERM)
        said = await finish(process)
    assert (said.code, len(said.err.splitlines())) == (0, 1)
    assert "Chưa tới được cơ sở dữ liệu, đang thử lại" in said.err
    assert "bi-mat" not in said.err + said.out


async def test_migrate_on_the_way_makes_an_empty_database_ready(office: Office) -> None:
    async with office.tinbao.started("run", "--migrate", data_dir="other", log_format="json") as process:
        await _until(process.stdout, '"event": "started"')
        process.send_signal(signal.SIGTERM)
        assert (await finish(process)).code == 0


async def test_a_refused_token_ends_it_with_the_cure(office: Office) -> None:
    token = office.bot.token[:-1] + ("a" if office.bot.token[-1] != "a" else "b")
    async with office.tinbao.started("run", token=token) as process:
        said = await finish(process)
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert "@BotFather" in said.err
    assert token not in said.err + said.out


async def test_a_webhook_in_the_way_is_named_and_can_be_removed(office: Office) -> None:
    await office.call("setWebhook", url="https://example.org/hook")
    async with office.tinbao.started("run") as process:
        said = await finish(process)
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert "tinbao remove-webhook" in said.err
    async with office.tinbao.started("remove-webhook") as process:
        assert (await finish(process)).code == 0
    assert office.bot.webhook is None


async def test_a_second_instance_makes_it_stop_and_say_so(office: Office) -> None:
    async with office.tinbao.started("run") as process:
        await _until(process.stdout, "đang chạy")
        rival = asyncio.create_task(_poll_for_ever(office))
        said = await finish(process)
        rival.cancel()
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert "Một chương trình khác" in said.err


async def test_doctor_finds_telegram(office: Office) -> None:
    async with office.tinbao.started("doctor") as process:
        said = await finish(process)
    assert "[ổn] Telegram: tới được, bot @tinbao_bachdang_bot, không có webhook" in said.out
    assert office.bot.token not in said.out


async def _doctor(office: Office, **settings: str) -> str:
    async with office.tinbao.started("doctor", **settings) as process:
        return (await finish(process)).out


async def test_doctor_takes_the_own_webhook_for_what_it_is(office: Office) -> None:
    webhook = {"webhook_url": "https://tinbao.example.vn/", "listen": "127.0.0.1:8081"}
    assert "[hỏng] Telegram: Telegram chưa đưa tin tới TINBAO_WEBHOOK_URL." in await _doctor(office, **webhook)
    await office.call("setWebhook", url="https://elsewhere.example/telegram")
    assert "[hỏng] Telegram: Telegram chưa đưa tin tới TINBAO_WEBHOOK_URL." in await _doctor(office, **webhook)
    await office.call("setWebhook", url="https://tinbao.example.vn/telegram")
    said = await _doctor(office, **webhook)
    assert "[ổn] Telegram: tới được, bot @tinbao_bachdang_bot, Telegram đưa tin tới TINBAO_WEBHOOK_URL" in said


async def test_doctor_sees_that_telegram_cannot_bring_updates(office: Office) -> None:
    await office.call("setWebhook", url="http://127.0.0.1:1/telegram")
    office.telegram.create_person("Bình").starts()
    async with asyncio.timeout(PATIENCE):
        while office.bot.webhook is None or office.bot.webhook.last_error_message is None:
            await office.telegram.changed(office.telegram.version, 0.1)
    said = await _doctor(office, webhook_url="http://127.0.0.1:1", listen="127.0.0.1:8081")
    assert "[hỏng] Telegram: Telegram không đưa được tin tới TINBAO_WEBHOOK_URL, còn 1 tin đang chờ." in said
    assert "chứng chỉ" in said


async def test_doctor_asks_the_bot_whether_it_serves(office: Office, unused_tcp_port: int) -> None:
    listen = f"127.0.0.1:{unused_tcp_port}"
    assert "[ổn] Bot đang chạy: không xem được khi TINBAO_LISTEN bỏ trống" in await _doctor(office)
    silent = await _doctor(office, listen=listen)
    assert "[hỏng] Bot đang chạy: không có bot nào trả lời ở TINBAO_LISTEN" in silent
    assert "tinbao run" in silent
    async with office.tinbao.started("run", listen=listen) as process:
        await _until(process.stdout, "đang chạy")
        assert "[ổn] Bot đang chạy: mọi phần đều làm việc" in await _doctor(office, listen=listen)


async def _poll_for_ever(office: Office) -> None:
    while True:
        await office.call("getUpdates", timeout=5)
