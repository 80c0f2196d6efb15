"""Telegram is away, for a moment or for a day; or it does not want this token any more."""

import asyncio

import pytest

from bot import intake
from bot.channels.telegram import Telegram, TelegramError
from bot.domain.outcome import Result
from bot.heartbeat import Heartbeat
from bot.intake import Poller, TokenRefused
from bot.sandbox.faults import Fault
from tests.faults.in_sight import cards
from tests.world import World


async def test_a_revoked_token_ends_the_polling(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _hurry(monkeypatch)
    world.telegram.revoke_token()
    with pytest.raises(ExceptionGroup) as ended:
        async with asyncio.timeout(20):
            await world.app.run()
    assert ended.group_contains(TokenRefused)


async def test_of_two_that_poll_the_one_that_served_goes_on_and_the_command_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old server is switched on again: it must not take people's tips away from the new one."""
    _hurry(monkeypatch)
    app = world.app
    newcomer = Poller(
        app.telegram, app.database, app.workplace.keyring, world.clock, lambda: None, Heartbeat(), app.workplace.unit
    )
    serving = asyncio.create_task(app.poller.run(30))
    world.lan.person.sends("/start")
    while world.stage.bot.updates.pending:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(newcomer.run(30), 20)
    assert not serving.done()
    serving.cancel()
    await asyncio.wait([serving])
    await world.settle()
    world.lan.skims()
    for person in (world.commander, world.chief):
        person.sees("Có một máy khác đang lấy tin bằng mã của bot")
    code = await world.lan.reports()
    assert len(cards(world, code)) == 1


async def test_an_outage_of_a_day_is_sat_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """More failed polls in a row than the waiting time can be doubled."""
    pauses = _hurry(monkeypatch)
    world.telegram.faults.add(Fault.server_error(502), method="getUpdates", times=1100)
    polling = asyncio.ensure_future(world.app.poller.run(0))
    while len(pauses) < 1100 and not polling.done():  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert not polling.done()
    assert max(pauses) == intake.LONGEST_PAUSE
    polling.cancel()
    await asyncio.wait([polling])

    code = await world.lan.reports()
    assert len(cards(world, code)) == 1


async def test_nobody_listens_at_the_address() -> None:
    """Refused before anything left: no doubt about it, and no label later."""
    assert await _outcome("http://127.0.0.1:9", "") is Result.NOT_LEFT


async def test_a_proxy_that_refuses_the_way(unused_tcp_port: int) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", unused_tcp_port):
        proxy = f"http://127.0.0.1:{unused_tcp_port}"
        assert await _outcome("https://api.telegram.invalid", proxy) is Result.NOT_LEFT


async def _outcome(base: str, proxy: str) -> Result:
    telegram = Telegram(base, "1:A", proxy)
    await telegram.start()
    try:
        with pytest.raises(TelegramError) as failed:
            await telegram.call("sendMessage", {"chat_id": 1, "text": "x"})
    finally:
        await telegram.stop()
    return failed.value.outcome.result


def _hurry(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses between polls are noted instead of kept."""
    pauses: list[float] = []

    async def note(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(intake, "pause", note)
    return pauses
