"""Replicas as processes on one PostgreSQL, killed one after the other while residents report and officers take on."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from aiohttp import web

from bot.channels.telegram import Telegram
from bot.sandbox.server import serve_app
from bot.webhook import PATH, secret_of, set_webhook
from tests.databases import Databases
from tests.faults.bot_process import BotProcess, Order
from tests.faults.checker import check
from tests.faults.experiment import people_at_work, stories_of, until_all_is_done
from tests.faults.replicas import handed_on
from tests.faults.reporting import Report
from tests.faults.ward import Ward, open_ward

REPLICAS, SEED = 3, 11
TELLERS, KILLS = 5, 3  # in a round: so many tell a story at once, meanwhile so many kills
ROUNDS, ROUNDS_AT_NIGHT = 3, 100


@dataclass
class Fleet:
    """So many processes, each at an address of its own, behind a balancer."""

    ward: Ward
    ports: list[int]
    random: Random
    url: str = ""
    lives: dict[int, BotProcess] = field(default_factory=dict)

    def starts(self, port: int) -> None:
        """The replica at an address begins another life."""
        place = {"listen": f"127.0.0.1:{port}", "webhook_url": self.url}
        settings = self.ward.settings.model_copy(update=place)
        self.lives[port] = self.ward.bot = BotProcess(Order(settings, self.ward.clock.path, self.ward.log))

    async def kills_one(self) -> bool:
        """Whichever it is: ``kill -9``, and it is started again, as a supervisor would. Whether it died of that."""
        port = self.random.choice(self.ports)
        life = self.lives[port]
        await life.kill()
        self.starts(port)
        return life.was_killed

    async def balance(self, request: web.Request) -> web.Response:
        """To any of them that answers."""
        ports = self.random.sample(self.ports, len(self.ports))
        return await handed_on(request, [f"http://127.0.0.1:{port}" for port in ports])


@asynccontextmanager
async def _fleet(ward: Ward, ports: list[int]) -> AsyncIterator[Fleet]:
    fleet, balancer = Fleet(ward, ports, Random(SEED)), web.Application()
    balancer.router.add_post(PATH, fleet.balance)
    async with serve_app(balancer) as fleet.url:
        await _brings_to(ward, fleet.url)
        for port in ports:
            fleet.starts(port)
        try:
            yield fleet
        finally:
            for life in fleet.lives.values():
                await life.kill()


async def _brings_to(ward: Ward, url: str) -> None:
    token = ward.settings.token.get_secret_value()
    telegram = Telegram(str(ward.settings.api_base), token)
    await telegram.start()
    await set_webhook(telegram, url, secret_of(token))
    await telegram.stop()


async def test_nothing_is_lost_whichever_replica_is_killed(
    databases: Databases, tmp_path: Path, report: Report, full: bool, unused_tcp_port_factory: Callable[[], int]
) -> None:
    ports = [unused_tcp_port_factory() for _ in range(REPLICAS)]
    rounds, random, killed = ROUNDS_AT_NIGHT if full else ROUNDS, Random(SEED), True
    async with (
        open_ward(databases.fresh("postgresql"), tmp_path / "ward", SEED, residents=rounds * TELLERS) as ward,
        _fleet(ward, ports) as fleet,
        people_at_work(ward, (), SEED) as tell,
    ):
        stories = stories_of(ward)
        for first in range(0, len(stories), TELLERS):
            tell(stories[first : first + TELLERS])
            for _ in range(KILLS):
                await asyncio.sleep(random.uniform(0.2, 1.5))
                killed &= await fleet.kills_one()
            await until_all_is_done(ward, stories[: first + TELLERS])
        report.add("replicas, kill -9", SEED, check(ward, stories), killed=killed)
    report.must_be_clean(1)
