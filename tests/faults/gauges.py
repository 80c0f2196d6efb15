"""What a running bot takes of its machine: counted inside it when asked by a signal, and outside from /proc."""

import asyncio
import gc
import json
import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bot.scheduler
from bot import lanes

MARK = b"COUNTED "
ANSWERS_WITHIN = 120  # seconds; a bot that is well takes a fraction of one
LOOKS = 6  # over a second and a half: a round of the tick, a request, a commit are over by then
_kept: list[Any] = []


def counted() -> None:
    """At SIGUSR1 the bot writes to its log what only it can count. It ticks fast; its temporary files are its own."""
    bot.scheduler.TICK_SECONDS = 0.1  # type: ignore[assignment]
    tempfile.tempdir = os.environ["TMPDIR"] = os.path.join(tempfile.gettempdir(), f"soak-{os.getpid()}")
    os.makedirs(tempfile.tempdir, exist_ok=True)
    signal.signal(signal.SIGUSR1, lambda *_: os.write(1, _counts()))


def _counts() -> bytes:
    gc.collect()
    found = {"objects": len(gc.get_objects()), "tasks": len(asyncio.all_tasks())}
    return b"\n" + MARK + json.dumps(found).encode() + b"\n"


def keeps_updates() -> None:
    """A deliberate leak: whatever came in is remembered."""
    handle = lanes.Lanes._handle

    async def hoard(self: Any, row: Any) -> bool:
        _kept.append([[row.body] for _ in range(2_000)])
        return await handle(self, row)

    lanes.Lanes._handle = hoard  # type: ignore[method-assign]


def keeps_tasks() -> None:
    """A deliberate leak: something is begun for every update and never ends."""
    handle = lanes.Lanes._handle

    async def begin(self: Any, row: Any) -> bool:
        _kept.append(asyncio.ensure_future(asyncio.Event().wait()))
        return await handle(self, row)

    lanes.Lanes._handle = begin  # type: ignore[method-assign]


def keeps_files_open() -> None:
    """A deliberate leak: a file is opened for every update, left behind and never closed."""
    handle = lanes.Lanes._handle

    async def leave(self: Any, row: Any) -> bool:
        _kept.append(tempfile.NamedTemporaryFile())  # noqa: SIM115
        return await handle(self, row)

    lanes.Lanes._handle = leave  # type: ignore[method-assign]


LEAKS: dict[str, Callable[[], None]] = {
    "counted": counted,
    "keeps_updates": keeps_updates,
    "keeps_tasks": keeps_tasks,
    "keeps_files_open": keeps_files_open,
}


async def gauges(process_id: int, log: Path) -> dict[str, int]:
    """What it keeps: the least of several looks, because what is only under way is in none but one of them.

    Memory in kB; objects, tasks, threads, open files; files left in its temporary folder.
    Raises ProcessLookupError when the bot is gone, TimeoutError when it does not answer.
    """
    looks = [await _now(process_id, log)]
    while len(looks) < LOOKS:
        await asyncio.sleep(0.3)
        looks.append(await _now(process_id, log))
    return {name: min(look[name] for look in looks) for name in looks[0]}


async def _now(process_id: int, log: Path) -> dict[str, int]:
    before = log.read_bytes().count(MARK)
    os.kill(process_id, signal.SIGUSR1)
    async with asyncio.timeout(ANSWERS_WITHIN):
        while log.read_bytes().count(MARK) == before:
            os.kill(process_id, 0)
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)
    inside: dict[str, int] = json.loads(log.read_bytes().rpartition(MARK)[2].partition(b"\n")[0])
    process = Path("/proc") / str(process_id)
    status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    left = Path(tempfile.gettempdir()) / f"soak-{process_id}"
    return inside | {
        "memory": int(status["VmRSS"].split()[0]),
        "threads": int(status["Threads"]),
        "open files": len(list((process / "fd").iterdir())),
        "temporary files": len(list(left.iterdir())) if left.exists() else 0,
    }
