"""Runs units of work in database threads; units that are ready at the same time share one commit.

Group commit keeps each unit atomic: when one fails, or the commit does, all are undone and each runs again in a
transaction of its own, so a unit must be safe to run again. A SAVEPOINT for each would cost every unit two more
statements. Nobody is told that a unit is done before the commit that holds it.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from bot.failpoints import failpoint
from storage.traces import clear_traces

T = TypeVar("T")
MOST_TOGETHER = 64
# A transaction in which nothing happens any more, because its machine is gone or stands still, keeps the other
# processes from what it has locked: the server ends it.
_LONGEST_PAUSE = "SET idle_in_transaction_session_timeout = '30s'"


@dataclass
class _Job(Generic[T]):
    work: Callable[[Session], T]
    name: str
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    outcome: T | None = None
    error: Exception | None = None
    context: Context = field(default_factory=copy_context)

    def settle(self) -> None:
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.outcome)


class Database:
    """The way from the event loop to the database: one thread on SQLite (one writer), a few on PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        if engine.dialect.name == "postgresql":
            event.listen(engine, "connect", _limit_pauses)
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        count = 1 if engine.dialect.name == "sqlite" else 3
        self._threads = [threading.Thread(target=self._serve, name=f"database-{n}", daemon=True) for n in range(count)]

    def start(self) -> None:
        """Begin to take work."""
        for thread in self._threads:
            thread.start()

    async def stop(self) -> None:
        """Finish what was handed in, then close every connection."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        self.engine.dispose()

    async def run(self, work: Callable[[Session], T], name: str = "unit") -> T:
        """Run ``work`` in a transaction and return its result once that is committed.

        Raises whatever ``work`` raises, with nothing of it kept, or the database's error when the commit fails.
        The outcome of a commit that failed is unknown: that, too, is why a unit must be safe to run again.
        """
        loop = asyncio.get_running_loop()
        job = _Job(work, name, loop, loop.create_future())
        self._jobs.put(job)
        result: T = await job.future
        return result

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs, more = self._gather(first)
            self._commit_together(jobs)
            if not more:
                return

    def _gather(self, first: _Job[Any]) -> tuple[list[_Job[Any]], bool]:
        jobs = [first]
        while len(jobs) < MOST_TOGETHER:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return jobs, False
            jobs.append(job)
        return jobs, True

    def _commit_together(self, jobs: Sequence[_Job[Any]]) -> None:
        self._try_together(jobs)
        jobs[0].loop.call_soon_threadsafe(_settle_all, jobs)

    def _try_together(self, jobs: Sequence[_Job[Any]]) -> None:
        try:
            with self.engine.connect() as connection:
                with connection.begin():
                    for job in jobs:
                        _run_one(connection, job)
                    for job in jobs:
                        failpoint(f"{job.name}.before_commit", job.context)
                clear_traces(connection)
        except Exception as error:
            self._blame(jobs, error)
        else:
            for job in jobs:
                failpoint(f"{job.name}.after_commit", job.context)

    def _blame(self, jobs: Sequence[_Job[Any]], error: Exception) -> None:
        """A single unit failed of itself; of several, nobody knows which one did, so each tries alone."""
        if len(jobs) == 1:
            jobs[0].error = error
            return
        for job in jobs:
            self._try_together([job])


def _run_one(connection: Connection, job: _Job[Any]) -> None:
    with Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False) as session:
        job.outcome = job.context.run(job.work, session)
        session.flush()


def _limit_pauses(connection: Any, _: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LONGEST_PAUSE)
    connection.commit()


def _settle_all(jobs: Sequence[_Job[Any]]) -> None:
    for job in jobs:
        job.settle()
