"""What the running bot answers over HTTP: Telegram's webhook, ``/healthz`` and ``/metrics``."""

import asyncio
from collections.abc import Callable

import structlog
from aiohttp import web
from sqlalchemy.orm import Session

from bot.health import troubles_of
from bot.heartbeat import Heartbeat
from bot.logs import traced
from bot.metrics import exposition
from bot.services.vitals import Vitals, vitals
from bot.settings import Settings
from bot.webhook import LARGEST_UPDATE, PATH, Webhook
from storage.database import Database
from storage.unit_of_work import UnitOfWork, Workplace

PATIENCE = 5.0
log = structlog.get_logger()


class PortTaken(Exception):
    """Nothing can be served at the address of the settings."""


class Web:
    """Serves at ``listen`` ("host:port")."""

    def __init__(
        self,
        listen: str,
        database: Database,
        unit_of_work: Callable[[Session], UnitOfWork],
        heart: Heartbeat,
        webhook: Webhook | None,
    ) -> None:
        host, _, port = listen.rpartition(":")
        self._host, self._port = host.strip("[]"), int(port)
        self._database, self._unit_of_work, self._heart = database, unit_of_work, heart
        self._webhook = webhook

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._port

    async def run(self) -> None:
        """Serve until cancelled; an update that is being stored then is stored. Raises PortTaken."""
        app = web.Application(client_max_size=LARGEST_UPDATE)
        app.router.add_get("/healthz", self._health)
        app.router.add_get("/metrics", self._metrics)
        if self._webhook is not None:
            app.router.add_post(PATH, self._webhook.take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self._host, self._port)
            try:
                await site.start()
            except OSError:
                raise PortTaken from None
            self._port = runner.addresses[0][1]
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _health(self, _request: web.Request) -> web.Response:
        """200 when people are being served; 503 and the names of what is not."""
        try:
            found = await self._vitals()
        except Exception as error:
            log.error("vitals-failed", **traced(error))
            return web.json_response({"troubles": ["database"]}, status=503)
        troubles = troubles_of(found, self._heart.ages())
        return web.json_response({"troubles": troubles}, status=503 if troubles else 200)

    async def _metrics(self, _request: web.Request) -> web.Response:
        try:
            body = exposition(await self._vitals(), self._heart.ages())
        except Exception as error:
            log.error("vitals-failed", **traced(error))
            return web.Response(status=503)
        return web.Response(body=body, content_type="text/plain", charset="utf-8")

    async def _vitals(self) -> Vitals:
        async with asyncio.timeout(PATIENCE):
            return await self._database.run(lambda s: vitals(self._unit_of_work(s)), "web")


def web_of(
    settings: Settings, database: Database, workplace: Workplace, heart: Heartbeat, stored: Callable[[], None]
) -> Web | None:
    """What is answered over HTTP, where the settings ask for it."""
    if not settings.listen:
        return None
    token = settings.token.get_secret_value()
    webhook = Webhook(database, workplace.keyring, workplace.clock, token, stored) if settings.webhook_url else None
    return Web(settings.listen, database, workplace.unit, heart, webhook)
