"""The sign of life to somebody outside: while all is well, never when it is not, and never a word with it."""

import io
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from pydantic import SecretStr
from sqlalchemy import update

from bot.heartbeat import Heartbeat
from bot.pinger import Pinger
from storage.models import INBOX
from tests.logs_of_a_run import configured_logs
from tests.world import World

PATH = "/secret-of-the-ward"


class Outside:
    """Whoever waits for the sign."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, bytes]] = []
        self.status = 200
        self.address = ""

    async def hear(self, request: web.Request) -> web.Response:
        self.heard.append((request.method, request.path_qs, await request.read()))
        return web.Response(status=self.status)


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    listener, app = Outside(), web.Application()
    app.router.add_route("*", "/{any:.*}", listener.hear)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    listener.address = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    yield listener
    await runner.cleanup()


def _pinger(world: World, address: str, *parts: str) -> Pinger:
    heart = Heartbeat()
    for part in parts:
        heart.beat(part)
    settings = world.app.settings.model_copy(update={"ping_url": SecretStr(address)})
    return Pinger(settings, world.app.database, world.app.workplace.unit, heart)


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_it_is_given_while_all_is_well_and_carries_nothing(world: World, outside: Outside) -> None:
    pinger = _pinger(world, outside.address, "intake", "tick")
    assert await pinger.once()
    assert outside.heard == [("GET", PATH, b"")]

    world.lan.person.sends("Xin chào")
    await world.app.poller.poll(0)
    later = world.clock.now().replace(hour=9)
    await world.in_database(lambda uow: uow.session.execute(update(INBOX).values(next_try_at=later, tries=1)))
    await world.jumps(minutes=3)
    assert not await pinger.once(), "people wait for an answer"
    assert not await _pinger(world, outside.address, "tick").once(), "Telegram was never heard of"
    assert not await _pinger(world, "", "intake", "tick").once(), "nobody is to be told"
    assert len(outside.heard) == 1


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_what_goes_wrong_is_a_word_in_the_log_without_the_address(
    world: World, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    outside.status, nobody, written = 500, unused_port(), io.StringIO()
    with configured_logs(json=True, stream=written):
        assert not await _pinger(world, outside.address, "intake", "tick").once()
        assert not await _pinger(world, f"http://127.0.0.1:{nobody}{PATH}", "intake", "tick").once()
    lines = [json.loads(line) for line in written.getvalue().splitlines() if "ping-failed" in line]
    assert [line["result"] for line in lines] == ["refused", "unreachable"]
    said = capsys.readouterr()
    assert PATH not in written.getvalue() + said.out + said.err
