"""The disk under the database is really full for a while: nothing is lost, the bot says so and goes on by itself."""

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.databases import Databases
from tests.faults.checker import Figures, check
from tests.faults.experiment import people_at_work, stories_of, until_all_is_done
from tests.faults.reporting import Report
from tests.faults.small_disk import NoSmallDisk, fill, left_on, make_room, small_disk
from tests.faults.ward import Ward, open_ward

MEGABYTES = 16
TOLD_WITHIN = 60  # seconds, on a busy machine


async def test_a_full_disk_loses_nothing(databases: Databases, tmp_path: Path, report: Report) -> None:
    report.add("disk full", 4, await _on_a_full_disk(databases, tmp_path))
    report.must_be_clean(1)


async def test_an_update_forgotten_before_it_is_stored_is_missed_on_a_full_disk(
    databases: Databases, tmp_path: Path
) -> None:
    assert (await _on_a_full_disk(databases, tmp_path, mutant="offset_before_commit")).lost


async def _on_a_full_disk(databases: Databases, folder: Path, mutant: str = "") -> Figures:
    fresh = Path(str(make_url(databases.fresh("sqlite")).database))
    try:
        with small_disk(folder / "disk", MEGABYTES) as disk:
            shutil.copy(fresh, disk / "tinbao")
            async with open_ward(f"sqlite:///{disk / 'tinbao'}", folder / "ward", seed=4) as ward:
                return await _fills_up(ward, disk, mutant)
    except NoSmallDisk:
        pytest.skip("only a machine that lets one mount a small disk can show this")


async def _fills_up(ward: Ward, disk: Path, mutant: str) -> Figures:
    first, *others = stories_of(ward, ())
    bot = ward.starts(mutant=mutant)
    async with people_at_work(ward, [first], seed=4) as tell:
        while not first.code:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        fill(disk)
        tell(others)
        async with asyncio.timeout(TOLD_WITHIN):
            while b"OperationalError" not in ward.log.read_bytes():
                fill(disk)
                await asyncio.sleep(0.2)
        await asyncio.sleep(2)
        assert left_on(disk) == 0
        assert bot.alive, "the bot sits it out"
        assert not any(story.code for story in others), "nobody is told of what could not be stored"
        make_room(disk)
        await until_all_is_done(ward, [first, *others])
        assert bot.alive
    return check(ward, [first, *others])
