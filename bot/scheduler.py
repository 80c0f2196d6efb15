"""APScheduler as a clock only: each tick asks the database what is due. The truth is rows, never jobs."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.heartbeat import Heartbeat
from bot.logs import traced
from bot.services.run_due import PARTS, UNHURRIED, Part, give_up_on_talk, speak_up, talks_due
from bot.services.stalls import Stuck
from storage.database import Database
from storage.restorations import caught_up
from storage.unit_of_work import UnitOfWork

TICK_SECONDS = 1
T = TypeVar("T")
log = structlog.get_logger()


class Scheduler:
    """Runs what is due, every second, and what is not so urgent at the beginning of every minute.

    ``catching_up``: what is due at first may have been done before the database was restored from a backup.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        unit_of_work: Callable[[Session], UnitOfWork],
        wrote: Callable[[], None],
        heart: Heartbeat,
        *,
        catching_up: bool = False,
    ) -> None:
        self._database, self._clock, self._unit_of_work, self._wrote = database, clock, unit_of_work, wrote
        self._heart, self._catching_up = heart, catching_up
        self._failed = False
        self._minute: datetime | None = None

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
            self._heart.beat("tick")
        except Exception as error:
            log.error("tick-failed", **traced(error))

    async def drain(self) -> int:
        """Do all that is due now. Returns how many things that was."""
        self._failed = False
        # Side by side, so that those with nothing to do share a commit.
        done = await asyncio.gather(*map(self._repeat, self._due_parts()))
        talks = await self._look_after_talks()
        if self._catching_up and not self._failed:
            await self._run(lambda uow: caught_up(uow.session, uow.now))
            self._catching_up = False
        return sum(done) + talks

    def _due_parts(self) -> Sequence[Part]:
        minute = self._clock.now().replace(second=0, microsecond=0)
        if minute == self._minute:
            return PARTS
        self._minute = minute
        return (*PARTS, *UNHURRIED)

    async def _repeat(self, part: Part) -> int:
        done = 0
        try:
            while some := await self._run_or_make_room(part):
                done += some
        except Exception as error:
            log.error("tick-failed", kind=part.__name__, **traced(error))
            self._failed = True
        return done

    async def _run_or_make_room(self, part: Part) -> int:
        """Work that is stuck rests, and counts as done: what stands behind it has its turn."""
        try:
            return await self._run(part)
        except Stuck as stuck:
            log.error("tick-failed", kind=part.__name__, **traced(stuck.__cause__ or stuck))
            await self._run(stuck.make_room)
            return 1

    async def _look_after_talks(self) -> int:
        due = await self._run(talks_due)
        for account_key in due:
            try:
                await self._run(partial(speak_up, account_key=account_key))
            except Exception as error:
                log.error("talk-unreadable", **traced(error))
                await self._run(partial(give_up_on_talk, account_key=account_key))
        return len(due)

    async def _run(self, work: Callable[[UnitOfWork], T]) -> T:
        unit, doubtful = self._unit_of_work, self._catching_up
        done = await self._database.run(lambda session: work(unit(session).doubting(doubtful)), "scheduler.tick")
        self._wrote()
        return done
