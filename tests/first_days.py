"""The first day of a ward, lived through once on each kind of database; every story begins with a copy of it."""

import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.databases import Databases, no_waiting_for_the_disk
from tests.world import World, open_world, open_world_again


@dataclass(frozen=True)
class FirstDay:
    """What is left of it: the bot's database and key, and (pickled) the emulated Telegram and its clock."""

    database_url: str
    key: bytes
    stage_and_clock: bytes


@dataclass
class FirstDays:
    """Opens worlds that had their first day already."""

    databases: Databases
    folders: pytest.TempPathFactory
    _known: dict[str, FirstDay] = field(default_factory=dict)

    @asynccontextmanager
    async def world(self, kind: str, folder: Path) -> AsyncIterator[World]:
        """A ward that has just begun, on a database of this kind."""
        if kind not in self._known:
            self._known[kind] = await self._live_through(kind)
        day = self._known[kind]
        url = self.databases.copy(day.database_url)
        stage, clock = pickle.loads(day.stage_and_clock)
        with no_waiting_for_the_disk():
            async with open_world_again(url, folder, stage, clock, day.key) as world:
                yield world
        self.databases.drop(url)

    async def _live_through(self, kind: str) -> FirstDay:
        url, folder = self.databases.fresh(kind), self.folders.mktemp("first-day")
        async with open_world(url, folder) as world:
            pass
        key = world.app.settings.master_key_file.read_bytes()
        return FirstDay(url, key, pickle.dumps((world.stage, world.clock)))
