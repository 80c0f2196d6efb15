"""Outbox row → draw → pace → send → record. One row a lane at a time, so that a chat reads in order."""

import asyncio
import math
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import structlog
from sqlalchemy.orm import Session

from bot.clock import pause
from bot.domain.outcome import Outcome, Result
from bot.failpoints import about, failpoint
from bot.logs import traced
from bot.pacing import Pacing
from bot.services.claim_letters import Letter, claim_letters
from bot.services.settle_letter import settle_letter
from storage import leases
from storage.database import Database
from storage.unit_of_work import UnitOfWork

MOST_AT_ONCE = 30
IDLE_SECONDS = 0.5
# A second apart, for nearly as long as the lease: a known outcome must not become an unknown one because the
# database was away for a moment.
RECORD_TRIES = 50
WORK = "delivery"
log = structlog.get_logger()


class Channel(Protocol):
    """A way to people's phones."""

    async def send(self, letter: Letter) -> Outcome:
        """Send one letter and say how it ended; never raises."""
        ...


class Delivery:
    """Empties the outbox as fast as the channel's limits allow."""

    def __init__(
        self, database: Database, channel: Channel, pacing: Pacing, unit_of_work: Callable[[Session], UnitOfWork]
    ) -> None:
        self._database, self._channel, self._pacing = database, channel, pacing
        self._unit_of_work = unit_of_work
        self._in_hand: set[str] = set()
        # When this process last asked whether it is the one that delivers (the event loop's seconds); and whether
        # nothing is under way any more of what the one before it began.
        self._asked_at, self._alone = -math.inf, False
        self._wake = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """There is something new in the outbox."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver until cancelled; what is under way then is finished, so that nothing counts as unknown."""
        async with asyncio.TaskGroup() as sending:
            sending.create_task(self._keep_sending(sending))
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            self._stopping = True
            self._wake.set()

    async def _keep_sending(self, sending: asyncio.TaskGroup) -> None:
        while not self._stopping:
            await self._round(sending)

    async def _round(self, sending: asyncio.TaskGroup) -> None:
        self._wake.clear()
        try:
            started = await self._start_ready(sending)
        except Exception as error:  # a database that is away is waited for; the rows are safe
            log.error("delivery-failed", **traced(error))
            await pause(1)
            return
        if not started:
            await self._wait_for_more()

    async def drain(self) -> int:
        """Send everything that may go now and wait for the answers. Returns how many letters that was."""
        sent = 0
        while True:
            async with asyncio.TaskGroup() as sending:
                started = await self._start_ready(sending)
            if not started:
                return sent
            sent += started

    async def _start_ready(self, sending: asyncio.TaskGroup) -> int:
        room = min(MOST_AT_ONCE - len(self._in_hand), self._pacing.room())
        now = asyncio.get_running_loop().time()
        silent = now - self._asked_at
        # Also with both hands full: who is silent for as long as the lease lasts is taken for dead.
        if room < 1 and silent < leases.SECONDS / 5:
            return 0
        alone = self._alone and silent < leases.SECONDS / 2
        self._asked_at, self._alone = now, False
        mine, busy = frozenset(self._in_hand), self._pacing.blocked()
        letters, self._alone = await self._database.run(
            lambda s: self._claim(self._unit_of_work(s), room, busy, mine, alone=alone), "delivery.claim"
        )
        for letter in letters:
            self._in_hand.add(letter.lane)
            self._pacing.spend(letter.lane, group=letter.row.route.is_group)
            sending.create_task(self._deliver(letter))
        return len(letters)

    def _claim(
        self, uow: UnitOfWork, room: int, busy: set[str], mine: frozenset[str], *, alone: bool
    ) -> tuple[list[Letter], bool]:
        # Telegram's limits are per bot: whatever their number, one process delivers, and another when that one dies.
        if not uow.leases.hold(WORK):
            return [], False
        # What the other one has begun may still arrive: in those chats nothing must overtake it.
        others = set() if alone else uow.outbox.lanes_under_way() - mine
        letters = claim_letters(uow, room, busy | mine | others) if room > 0 else []
        return letters, not others

    async def _deliver(self, letter: Letter) -> None:
        about(letter.row.kind)
        try:
            failpoint("delivery.before_send")
            outcome = await self._channel.send(letter)
            failpoint("delivery.after_send")
            if outcome.result is Result.WAIT:
                self._pacing.hold(letter.lane, outcome.seconds)
            await self._record(letter, outcome)
        finally:
            self._in_hand.discard(letter.lane)
            self._wake.set()

    async def _record(self, letter: Letter, outcome: Outcome) -> None:
        if outcome.result not in {Result.SENT, Result.UNCHANGED}:
            log.warning("not-sent", outbox=letter.row.id, kind=letter.row.kind, result=outcome.result.name)
        for _ in range(RECORD_TRIES):
            try:
                await self._database.run(
                    lambda s: settle_letter(self._unit_of_work(s), letter, outcome), "delivery.record"
                )
            except Exception as error:
                log.error("not-recorded", outbox=letter.row.id, **traced(error))
                await pause(1)
            else:
                return

    async def _wait_for_more(self) -> None:
        seconds = min(IDLE_SECONDS, self._pacing.wait())
        try:
            async with asyncio.timeout(max(seconds, 0.01)):
                await self._wake.wait()
        except TimeoutError:
            pass
