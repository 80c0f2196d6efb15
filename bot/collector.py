"""Fetches what people sent as evidence, stores the originals, sealed, with their SHA-256, and removes the discarded.

Lists that admins bring in are fetched here too; they are read at once and not stored.
"""

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session

from bot.channels.tables import NoTable, read_table
from bot.channels.telegram import Telegram, TelegramError
from bot.clock import pause
from bot.domain.lists.table import Cells, Unreadable
from bot.domain.outcome import Result
from bot.failpoints import about
from bot.logs import traced
from bot.services.file_not_fetched import file_not_fetched
from bot.services.people.importing import list_not_fetched, list_read
from storage.database import Database
from storage.evidence import EvidenceFolder, WantedFile
from storage.unit_of_work import UnitOfWork
from storage.uploads import WantedList

AT_ONCE = 4
IDLE_SECONDS = 1
log = structlog.get_logger()


class Collector:
    """Empties the lists of wanted and of discarded files."""

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
        await self._sweep()
        while True:
            try:
                fetched = await self.drain()
            except Exception as error:
                log.error("collector-failed", **traced(error))
                fetched = 0
            await pause(IDLE_SECONDS if not fetched else 0)

    async def drain(self) -> int:
        """Fetch what is wanted now, remove what is not. Returns how many files that was."""
        claimed = await self._database.run(lambda s: self._claim(self._unit_of_work(s)), "collector.claim")
        wanted, discarded, lists = claimed
        async with asyncio.TaskGroup() as fetching:
            for one in lists:
                fetching.create_task(self._read(one))
            for file in wanted:
                fetching.create_task(self._fetch(file))
            for evidence_id in discarded:
                fetching.create_task(self._remove(evidence_id))
        return len(wanted) + len(discarded) + len(lists)

    def _claim(self, uow: UnitOfWork) -> tuple[list[WantedFile], list[int], list[WantedList]]:
        evidence = uow.evidence
        wanted = evidence.claim_wanted(AT_ONCE)
        if wanted:
            about("file")
        return wanted, evidence.claim_discarded(AT_ONCE), uow.uploads.claim_wanted(AT_ONCE)

    async def _read(self, wanted: WantedList) -> None:
        cells: Cells | Unreadable
        try:
            cells = await asyncio.to_thread(read_table, await self._telegram.download(wanted.file_id))
        except NoTable as found:
            cells = found.why
        except Exception as error:
            result = error.outcome.result if isinstance(error, TelegramError) else None
            log.warning("not-fetched", result=result and result.name, **traced(error))
            refused = result in {Result.REJECTED, Result.TOO_BIG}
            await self._database.run(
                lambda s: list_not_fetched(self._unit_of_work(s), wanted, refused=refused), "collector.failed"
            )
            return
        await self._database.run(lambda s: list_read(self._unit_of_work(s), wanted, cells), "collector.stored")

    async def _fetch(self, file: WantedFile) -> None:
        try:
            data = await self._telegram.download(file.file_id)
            sha256, size = await asyncio.to_thread(self._folder.write, file.id, file.wrapped_key, data)
        except Exception as error:
            # A full disk or a file that breaks something is that file's trouble: the others go on.
            result = error.outcome.result if isinstance(error, TelegramError) else None
            log.warning("not-fetched", evidence=file.id, result=result and result.name, **traced(error))
            await self._database.run(
                lambda s: file_not_fetched(self._unit_of_work(s), file, result), "collector.failed"
            )
            return
        kept = await self._database.run(
            lambda s: self._unit_of_work(s).evidence.stored(file.id, sha256, size), "collector.stored"
        )
        if not kept:
            await self._remove(file.id)

    async def _sweep(self) -> None:
        try:
            await asyncio.to_thread(self._folder.sweep)
        except OSError as error:
            log.error("not-swept", **traced(error))

    async def _remove(self, evidence_id: int) -> None:
        try:
            await asyncio.to_thread(self._folder.remove, evidence_id)
        except OSError as error:
            log.error("not-removed", evidence=evidence_id, **traced(error))
