"""Large files on slow lines: the time allowed grows with the size, and the row's lease is longer still."""

import asyncio

import pytest
from aiohttp import web

from bot.channels import telegram as module
from bot.channels.clean_copy import REDRAW_SECONDS
from bot.channels.telegram import LONGEST_TRANSFER, SEND_SECONDS, Telegram, TelegramError, Upload, transfer_seconds
from bot.delivery import RECORD_TRIES
from bot.domain.outcome import Result
from storage.evidence import LARGEST
from storage.evidence import LEASE as FETCH_LEASE
from storage.outbox import FILE_LEASE


async def test_a_file_gets_the_time_it_needs_and_a_text_does_not(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SEND_SECONDS", 0.3)

    async def slow(request: web.Request) -> web.Response:
        await request.read()
        await asyncio.sleep(1)
        return web.json_response({"ok": True, "result": {}})

    app = web.Application()
    app.router.add_post("/{path:.*}", slow)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    telegram = Telegram(f"http://127.0.0.1:{unused_tcp_port}", "1:A")
    await telegram.start()
    try:
        film = Upload("file", "BD-1.mp4", bytes(100_000), "video/mp4")
        assert await telegram.call("sendVideo", {"chat_id": "1"}, [film]) == {}
        with pytest.raises(TelegramError) as failed:
            await telegram.call("sendMessage", {"chat_id": 1, "text": "x"})
    finally:
        await telegram.stop()
        await runner.cleanup()
    assert failed.value.outcome.result is Result.UNKNOWN


def test_the_largest_file_may_take_as_long_as_a_slow_line_needs() -> None:
    assert transfer_seconds(LARGEST) >= LARGEST / 50_000
    assert transfer_seconds(LARGEST) < LONGEST_TRANSFER
    assert transfer_seconds(10 * LARGEST) == LONGEST_TRANSFER


def test_a_row_is_not_taken_for_lost_while_its_file_is_on_its_way() -> None:
    assert FILE_LEASE.total_seconds() > REDRAW_SECONDS + LONGEST_TRANSFER + RECORD_TRIES


def test_nobody_else_fetches_a_file_while_it_may_be_on_its_way() -> None:
    where_it_is, a_slow_disk = SEND_SECONDS, 60
    assert FETCH_LEASE.total_seconds() > where_it_is + LONGEST_TRANSFER + a_slow_disk
