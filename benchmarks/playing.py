"""A bot and the emulated Telegram, each in a fresh process; what the system says about the bot's."""

import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.bots import BOTS, Where
from benchmarks.people import Seen, emulate

MIB = 1024 * 1024
_FRESH = multiprocessing.get_context("spawn")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Play:
    """A bot that serves, and the people who talk to it."""

    people: Connection
    bot_pid: int

    def order(self, what: str, *sizes: int) -> Seen:
        """Let people do something and wait until it is done."""
        self.people.send((what, *sizes))
        seen: Seen = self.people.recv()
        return seen

    def processor_seconds(self) -> float:
        """What the bot's process has used of the processors."""
        fields = Path(f"/proc/{self.bot_pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """What the bot's process has in memory now, in MiB."""
        return memory_of(self.bot_pid, "VmRSS")


def memory_of(pid: int | str, what: str) -> float:
    """VmRSS (now) or VmHWM (at most so far) of a process, in MiB (proc_pid_status(5))."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) * 1024 / MIB


@contextmanager
def playing(bot: str, *, keeps: bool = False, database: str = "") -> Iterator[Play]:
    """Raise the curtain: the emulator, then the bot; at the end both are gone."""
    people, theirs = _FRESH.Pipe()
    emulator = _FRESH.Process(target=emulate, args=(theirs,), daemon=True)
    emulator.start()
    base, token, group = people.recv()
    with tempfile.TemporaryDirectory(prefix="tinbao-benchmark-") as folder:
        line, its = _FRESH.Pipe()
        where = Where(base, token, group, Path(folder), database)
        process = _FRESH.Process(target=BOTS[bot], args=(its, where, keeps), daemon=True)
        process.start()
        its.close()
        line.recv()
        assert process.pid is not None, "it has just said that it is ready"
        yield Play(people, process.pid)
        line.send("stop")
        process.join(20)
        process.kill()
    people.send(None)
    emulator.join(5)
    emulator.kill()
