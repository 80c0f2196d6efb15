"""Several replicas on one PostgreSQL, here in one process, behind a balancer to which Telegram brings its updates."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

import aiohttp
from aiohttp import web

from bot.app import App, running_app
from bot.demo.stage import keyring_of
from bot.sandbox.server import serve_app
from bot.webhook import PATH, SECRET_HEADER, secret_of, set_webhook
from tests.world import World


@dataclass
class Replica:
    """One bot with everything in it."""

    app: App
    task: asyncio.Task[None]
    closing: AsyncExitStack

    @property
    def address(self) -> str:
        """Where it listens."""
        assert self.app.web is not None
        return f"http://127.0.0.1:{self.app.web.port}"

    async def stops(self) -> None:
        """As told to."""
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task
        await self.closing.aclose()

    async def dies(self) -> None:
        """Without a word to the others."""
        self.app.leave = lambda: None  # type: ignore[method-assign]
        await self.stops()


@dataclass
class Replicas:
    """The replicas and the balancer, which hands each update to any of them and passes on what it says."""

    world: World
    random: Random
    url: str = ""
    all: list[Replica] = field(default_factory=list)

    async def starts(self) -> Replica:
        """One more."""
        chosen = self.world.app.settings.model_copy(update={"listen": "127.0.0.1:0", "webhook_url": self.url})
        closing = AsyncExitStack()
        app = await closing.enter_async_context(running_app(chosen, keyring_of(chosen), self.world.clock))
        replica = Replica(app, asyncio.create_task(app.run()), closing)
        while app.web is None or app.web.port == 0:
            assert not replica.task.done(), replica.task.exception()
            await asyncio.sleep(0.01)
        self.all.append(replica)
        return replica

    async def stop(self, replica: Replica) -> None:
        """No update goes there any more; what it has begun it ends."""
        self.all.remove(replica)
        await replica.stops()

    async def balance(self, request: web.Request) -> web.Response:
        """To a replica that answers."""
        return await handed_on(request, [one.address for one in self.random.sample(self.all, len(self.all))])


async def handed_on(request: web.Request, addresses: Sequence[str]) -> web.Response:
    """What Telegram brings, to the first of them that answers; 503 when none does, as a balancer would say."""
    body = await request.read()
    headers = {SECRET_HEADER: request.headers.get(SECRET_HEADER, "")}
    async with aiohttp.ClientSession(headers=headers) as session:
        for address in addresses:
            with suppress(aiohttp.ClientError):
                async with session.post(address + PATH, data=body) as answer:
                    return web.Response(status=answer.status)
    return web.Response(status=503)


@asynccontextmanager
async def several(world: World, count: int, seed: int) -> AsyncIterator[Replicas]:
    """So many replicas, to which Telegram brings what people write."""
    replicas = Replicas(world, Random(seed))
    balancer = web.Application()
    balancer.router.add_post(PATH, replicas.balance)
    async with serve_app(balancer) as replicas.url:
        await set_webhook(world.app.telegram, replicas.url, secret_of(world.stage.bot.token))
        for _ in range(count):
            await replicas.starts()
        try:
            yield replicas
        finally:
            await world.app.telegram.call("deleteWebhook", {"drop_pending_updates": False})
            for replica in list(replicas.all):
                await replicas.stop(replica)
