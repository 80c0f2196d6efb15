"""A bot in a process of its own that writes down, in one file, what it commits, what it asks of Telegram, and what the
disk was told to keep: ``python -m tests.faults.kept_life DATABASE FOLDER LOG [MUTANT]``, with ``sync_log.c`` loaded.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from bot.sandbox.calls import Call
from storage import evidence
from storage.engine import SQLITE_PRAGMAS
from tests.world import open_world

LOGGER, ROOT = Path(__file__).with_name("sync_log.c"), Path(__file__).parents[2]
COMMITTED, PRESSED, SENT, CONFIRMED, KEPT = "committed", "pressed", "receipt", "confirmed", "kept "
MUTANTS: Mapping[str, Callable[[], Any]] = {
    "": lambda: patch.dict({}),
    "commits do not wait": lambda: patch.dict(SQLITE_PRAGMAS, {"synchronous": ("NORMAL", 1)}),
    "files do not wait": lambda: patch.object(evidence.os, "fsync", lambda _: None),
    "names do not wait": lambda: patch.object(evidence, "sync_folder", lambda _: None),
}


def lived(database: str, folder: Path, mutant: str = "") -> list[str]:
    """What was written down, line by line, in the order in which it happened."""
    library, log = folder / "sync_log.so", folder / "log"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(LOGGER), "-ldl"], check=True)
    environment = os.environ | {"LD_PRELOAD": str(library), "SYNC_LOG": str(log)}
    life = [sys.executable, "-m", __name__, database, str(folder), str(log), mutant]
    subprocess.run(life, env=environment, cwd=ROOT, check=True)
    return log.read_text().splitlines()


async def _tell(database: str, folder: Path, log: Path) -> None:
    """Somebody reports, and adds a photo."""

    def note(what: str) -> None:
        with log.open("a") as file:
            file.write(f"{what}\n")

    def begins(connection: Connection) -> None:
        connection.info[COMMITTED] = _changes(connection)

    def commits(connection: Connection) -> None:
        if _changes(connection) != connection.info[COMMITTED]:
            note(COMMITTED)

    event.listen(Engine, "begin", begins)
    event.listen(Engine, "commit", commits)
    async with open_world(database, folder) as world:
        world.telegram.calls = _Calls(note)
        note(PRESSED)
        await world.lan.reports()
        await world.lan.acts(world.lan.person.sends_photo())


def _changes(connection: Connection) -> int:
    """How many rows were changed over it until now, also by what was rolled back."""
    driver: Any = connection.connection.driver_connection
    return int(driver.total_changes)


class _Calls(list[Call]):
    """Notes what must not come before the disk has it: a receipt, and the word to Telegram that it may forget."""

    def __init__(self, note: Callable[[str], None]) -> None:
        super().__init__()
        self._note, self._offset = note, 0

    def append(self, call: Call) -> None:
        super().append(call)
        if "Xác nhận đã nhận" in str(call.params.get("text")):
            self._note(SENT)
        offset = int(call.params.get("offset", 0)) if call.method == "getUpdates" else 0
        if offset > self._offset:
            self._offset = offset
            self._note(CONFIRMED)


if __name__ == "__main__":
    database, folder, log, mutant = sys.argv[1:]
    with MUTANTS[mutant]():
        asyncio.run(_tell(database, Path(folder), Path(log)))
