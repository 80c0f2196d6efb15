"""Tells somebody outside once a minute that all is well; silence is the alarm, also when the whole machine is gone."""

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session

from bot.channels.ping import ping
from bot.clock import pause
from bot.health import LATEST_BEAT, troubles_of
from bot.heartbeat import Heartbeat
from bot.logs import traced
from bot.services.vitals import vitals
from bot.settings import Settings
from storage.database import Database
from storage.unit_of_work import UnitOfWork

EVERY_SECONDS = 60.0
PATIENCE = 5.0
log = structlog.get_logger()


class Pinger:
    """Pings the address of the settings, if there is one, as long as nothing is wrong."""

    def __init__(
        self, settings: Settings, database: Database, unit_of_work: Callable[[Session], UnitOfWork], heart: Heartbeat
    ) -> None:
        self._settings, self._database, self._unit_of_work, self._heart = settings, database, unit_of_work, heart

    async def run(self) -> None:
        """Ping for ever; at first after a minute, when it is known whether all is well."""
        while True:
            await pause(EVERY_SECONDS)
            await self.once()

    async def once(self) -> bool:
        """Ping, unless something is wrong. Returns whether a ping was taken."""
        address = self._settings.ping_url.get_secret_value()
        if not address or not await self._all_is_well():
            return False
        failed = await ping(address, self._settings.proxy)
        if failed:
            log.warning("ping-failed", result=failed)
        return not failed

    async def _all_is_well(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._database.run(lambda s: vitals(self._unit_of_work(s)), "pinger")
        except Exception as error:
            log.error("ping-failed", **traced(error))
            return False
        # A part that has not begun to work is not well either: silence must not pass for a start that takes long.
        return self._heart.begun(LATEST_BEAT) and not troubles_of(found, self._heart.ages())
