"""APScheduler as a clock only: each tick asks the database what is due. The truth is rows, never jobs."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.orm import Session

from bot.services.run_due import PARTS, give_up_on_talk, speak_up, talks_due
from storage.database import Database
from storage.unit_of_work import UnitOfWork

TICK_SECONDS = 1
T = TypeVar("T")
log = structlog.get_logger()


class Scheduler:
    """Runs what is due, every second."""

    def __init__(
        self, database: Database, unit_of_work: Callable[[Session], UnitOfWork], wrote: Callable[[], None]
    ) -> None:
        self._database, self._unit_of_work, self._wrote = database, unit_of_work, wrote

    async def run(self) -> None:
        """Tick for ever."""
        clockwork = AsyncIOScheduler()
        # A late tick must run all the same, and only one at a time: APScheduler's defaults drop it after a second.
        clockwork.add_job(
            self._tick, "interval", seconds=TICK_SECONDS, misfire_grace_time=None, coalesce=True, max_instances=1
        )
        clockwork.start()
        try:
            await asyncio.Event().wait()
        finally:
            clockwork.shutdown(wait=False)

    async def _tick(self) -> None:
        try:
            await self.drain()
        except Exception as error:
            log.error("tick-failed", error=type(error).__name__)

    async def drain(self) -> int:
        """Do all that is due now. Returns how many things that was."""
        # Side by side, so that those with nothing to do share a commit.
        done = await asyncio.gather(*map(self._repeat, PARTS))
        return sum(done) + await self._look_after_talks()

    async def _repeat(self, part: Callable[[UnitOfWork], int]) -> int:
        done = 0
        try:
            while some := await self._run(part):
                done += some
        except Exception as error:
            log.error("tick-failed", kind=part.__name__, error=type(error).__name__)
        return done

    async def _look_after_talks(self) -> int:
        due = await self._run(talks_due)
        for account_key in due:
            try:
                await self._run(partial(speak_up, account_key=account_key))
            except Exception as error:
                log.error("talk-unreadable", error=type(error).__name__)
                await self._run(partial(give_up_on_talk, account_key=account_key))
        return len(due)

    async def _run(self, work: Callable[[UnitOfWork], T]) -> T:
        done = await self._database.run(lambda session: work(self._unit_of_work(session)), "scheduler.tick")
        self._wrote()
        return done
