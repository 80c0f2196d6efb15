"""The real bot in a process of its own, so that it can be killed as a power cut would.

Importing the product takes seconds, so one process imports it once and every bot is forked from that one.
"""

import asyncio
import importlib
import multiprocessing
import os
import signal
import time
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import bot.collector
import bot.delivery
import bot.intake
import storage.leases
from bot import failpoints
from bot.app import running_app
from bot.demo.stage import keyring_of
from bot.logs import configure_logs
from bot.settings import Settings
from tests.faults.flood_mutants import FLOOD_MUTANTS
from tests.faults.gauges import LEAKS
from tests.faults.misfortunes import MISFORTUNES
from tests.faults.mutants import MUTANTS
from tests.faults.shared_clock import SharedClock

LAST_LINES = 20
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["pytest", "tests.faults.fork_server"])


@dataclass(frozen=True)
class Order:
    """How one life of the bot is to be led. ``failpoint`` is ``name:hit``; ``mutant`` names a bug, a misfortune,
    or several of them joined by ``+``."""

    settings: Settings
    clock: Path
    log: Path
    failpoint: str = ""
    mutant: str = ""


class BotProcess:
    """One life of the bot."""

    def __init__(self, order: Order) -> None:
        self._process: BaseProcess = _forks.Process(target=live, args=(order,), daemon=True)
        self._process.start()
        self._log = order.log

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.is_alive()

    @property
    def process_id(self) -> int:
        """Its number on this machine."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def was_killed(self) -> bool:
        """Whether it died by SIGKILL, and of nothing else."""
        return self._process.exitcode == -signal.SIGKILL

    async def killed_itself(self, within: float) -> bool:
        """Wait until it dies; false when it did not die by SIGKILL within so many seconds."""
        await self._ended(within)
        return self.was_killed

    def stop(self) -> None:
        """Tell it to end, as Ctrl-C does."""
        os.kill(self.process_id, signal.SIGINT)

    def kill_now(self) -> None:
        """Take it out of the world at once."""
        self._process.kill()

    async def kill(self) -> None:
        """The same, and wait until it is gone."""
        self.kill_now()
        await self._ended(within=10)

    async def _ended(self, within: float) -> None:
        """Look for it in this thread alone: whoever comes second to read from the fork server how a process ended finds
        the pipe empty, and takes 255 for its exit code; and every start of another process looks for those that ended.
        """
        give_up = time.monotonic() + within
        while self.alive and time.monotonic() < give_up:  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    @property
    def last_words(self) -> str:
        """How it ended, if it did, and the end of what all lives wrote so far."""
        lines = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        return "\n".join([f"{self._log}: exit code {self._process.exitcode}", *lines[-LAST_LINES:]])


def live(order: Order) -> None:
    """The life of a bot, in the forked process: the whole app, until something ends it."""
    log = os.open(order.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    configure_logs(json=True)
    os.environ["TINBAO_FAILPOINT"] = order.failpoint
    importlib.reload(failpoints)
    _hurry()
    for name in filter(None, order.mutant.split("+")):
        (MUTANTS | FLOOD_MUTANTS | MISFORTUNES | LEAKS)[name]()
    asyncio.run(_serve(order))


async def _serve(order: Order) -> None:
    clock = SharedClock(order.clock)
    async with running_app(order.settings, keyring_of(order.settings), clock) as app:
        await app.run()


def _hurry() -> None:
    """Idle loops look around more often: hundreds of lives must fit into minutes."""
    bot.collector.IDLE_SECONDS = 0.3  # type: ignore[assignment]
    bot.delivery.IDLE_SECONDS = 0.3
    storage.leases.SECONDS = 2.0  # the next life waits for what the last one held
    bot.intake.LONGEST_PAUSE = 0.3  # type: ignore[assignment]
