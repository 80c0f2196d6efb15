"""``kill -9`` at any moment, again and again, while several residents report at once."""

import asyncio
from functools import partial
from pathlib import Path
from random import Random

from tests.databases import KINDS, Databases
from tests.faults.checker import check
from tests.faults.experiment import people_at_work, stories_of, until_all_is_done
from tests.faults.reporting import Report, side_by_side
from tests.faults.ward import Ward, open_ward

RUNS, RUNS_AT_NIGHT = 30, 1000


async def test_nothing_is_lost_whenever_the_bot_is_killed(
    databases: Databases, tmp_path: Path, report: Report, full: bool
) -> None:
    seeds = range(RUNS_AT_NIGHT if full else RUNS)
    await side_by_side(partial(_one_run, seed, databases, tmp_path, report) for seed in seeds)
    report.must_be_clean(len(seeds))


async def _one_run(seed: int, databases: Databases, folder: Path, report: Report) -> None:
    kind, random = KINDS[seed % len(KINDS)], Random(seed)
    async with open_ward(databases.fresh(kind), folder / str(seed), seed, residents=5) as ward:
        stories = stories_of(ward)
        async with people_at_work(ward, stories, seed):
            killed = await _lives_a_while(ward, random)
            ward.starts()
            await until_all_is_done(ward, stories)
        report.add(f"{kind} kill -9", seed, check(ward, stories), killed=killed)


async def _lives_a_while(ward: Ward, random: Random) -> bool:
    """A life that ends after some number of requests, at a moment between two of them as likely as within one."""
    bot = ward.starts()
    goal = len(ward.stage.telegram.calls) + random.randrange(3, 150)
    while len(ward.stage.telegram.calls) < goal and bot.alive:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await asyncio.sleep(random.uniform(0, 0.05))
    await bot.kill()
    return bot.was_killed
