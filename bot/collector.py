"""Fetches what people sent as evidence and stores the originals, sealed, with their SHA-256."""

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session

from bot.channels.telegram import Telegram, TelegramError
from bot.clock import pause
from storage.database import Database
from storage.evidence import EvidenceFolder, WantedFile
from storage.unit_of_work import UnitOfWork

AT_ONCE = 4
IDLE_SECONDS = 1
log = structlog.get_logger()


class Collector:
    """Empties the list of wanted files."""

    def __init__(
        self,
        database: Database,
        telegram: Telegram,
        folder: EvidenceFolder,
        unit_of_work: Callable[[Session], UnitOfWork],
    ) -> None:
        self._database, self._telegram, self._folder = database, telegram, folder
        self._unit_of_work = unit_of_work

    async def run(self) -> None:
        """Fetch for ever."""
        while True:
            try:
                fetched = await self.drain()
            except Exception as error:
                log.error("collector-failed", error=type(error).__name__)
                fetched = 0
            await pause(IDLE_SECONDS if not fetched else 0)

    async def drain(self) -> int:
        """Fetch what is wanted now. Returns how many files that was."""
        wanted = await self._database.run(
            lambda s: self._unit_of_work(s).evidence.claim_wanted(AT_ONCE), "collector.claim"
        )
        async with asyncio.TaskGroup() as fetching:
            for file in wanted:
                fetching.create_task(self._fetch(file))
        return len(wanted)

    async def _fetch(self, file: WantedFile) -> None:
        try:
            data = await self._telegram.download(file.file_id)
            sha256, key = await asyncio.to_thread(self._folder.write, file.id, data)
        except Exception as error:
            # A full disk or a file that breaks something is that file's trouble: the others go on.
            result = error.outcome.result.name if isinstance(error, TelegramError) else None
            log.warning("not-fetched", evidence=file.id, result=result, error=type(error).__name__)
            await self._database.run(
                lambda s: self._unit_of_work(s).evidence.failed(file.id, file.tries), "collector.failed"
            )
            return
        size = len(data)
        await self._database.run(
            lambda s: self._unit_of_work(s).evidence.stored(file.id, sha256, key, size), "collector.stored"
        )
