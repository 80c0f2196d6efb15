"""The page learns of changes without asking, and time moves by its buttons."""

import asyncio
from datetime import timedelta

import aiohttp
from aiohttp import web

from bot.sandbox.page_server import add_page
from bot.sandbox.server import build_app
from tests.sandbox_page.page_kit import Browser, Ward


async def test_news_come_at_once_and_at_every_change(page: Browser, ward: Ward) -> None:
    async with page.events() as events:
        first = await events.next()
        assert first == {"version": ward.telegram.version, "calls": 0, "now": "2026-11-02T13:00:00+00:00"}
        ward.lan.sends("có trộm")
        assert (await events.next())["version"] == ward.telegram.version > first["version"]


async def test_a_clock_that_moves_by_itself_is_noticed(page: Browser, ward: Ward) -> None:
    async with page.events() as events:
        await events.next()
        ward.now += timedelta(minutes=5)
        assert (await events.next())["now"] == "2026-11-02T13:05:00+00:00"


async def test_a_button_of_the_time_bar_moves_the_clock(page: Browser, ward: Ward) -> None:
    url = f"{page.address}/sandbox/jump"
    async with page.session.post(url, json={"jump": 0}, headers=page.headers) as answer:
        assert await answer.json() == {"ok": True}
    assert (await page.view())["now"] == "2026-11-02T14:00:00+00:00"
    async with page.session.post(url, json={"jump": 7}, headers=page.headers) as answer:
        assert answer.status == 400


async def test_an_open_page_does_not_keep_a_patient_server_from_stopping(ward: Ward) -> None:
    app = build_app(ward.telegram)
    add_page(app, ward.telegram, ward.phones)
    runner = web.AppRunner(app, shutdown_timeout=60)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session, asyncio.timeout(5):
        stream = await session.get(f"http://127.0.0.1:{runner.addresses[0][1]}/sandbox/events")
        await stream.content.readline()
        await runner.cleanup()
        stream.close()
