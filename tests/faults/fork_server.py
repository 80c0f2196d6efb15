"""Imported once by the process that all bots are forked from: everything a bot needs, and nothing to clean up."""

import asyncio
import gc
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy.dialects.postgresql import psycopg as psycopg_dialect

from tests.databases import Databases
from tests.faults import bot_process, mutants
from tests.world import open_world

__all__ = ["bot_process", "mutants", "psycopg", "psycopg_dialect"]


async def _tell_one_story(folder: Path) -> None:
    """To a bot in this very process: what is built at its first use is built then, and inherited by all."""
    async with open_world(Databases(folder, folder / "lock").fresh("sqlite"), folder) as world:
        await world.lan.reports()


with TemporaryDirectory() as name:
    asyncio.run(_tell_one_story(Path(name)))
# The forked bot looks through its memory for garbage; what it finds here already it would copy page by page.
gc.collect()
gc.freeze()
