"""``kill -9`` at any moment, again and again, while several residents report at once."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from random import Random

from tests.databases import KINDS, Databases
from tests.faults.checker import check
from tests.faults.experiment import people_at_work, stories_of, until_all_is_done
from tests.faults.people import Story
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
    url = databases.fresh(kind)
    async with open_ward(url, folder / str(seed), seed, residents=5) as ward:
        stories = stories_of(ward)
        async with people_at_work(ward, stories, seed):
            killed = await _lives_a_while(ward, stories, random)
            ward.starts()
            await until_all_is_done(ward, stories)
        report.add(f"{kind} kill -9", seed, check(ward, stories), killed=killed)
    databases.drop(url)


async def _lives_a_while(ward: Ward, stories: Sequence[Story], random: Random) -> bool:
    """A life that ends after some number of requests, at a moment between two of them as likely as within one.

    Or when all is done before: how many requests that takes depends on how many updates come at a time.
    """
    bot = ward.starts()
    ends = [_requests(ward, random.randrange(3, 150)), until_all_is_done(ward, stories)]
    ended, later = await asyncio.wait(map(asyncio.ensure_future, ends), return_when=asyncio.FIRST_COMPLETED)
    for end in later:
        end.cancel()
    for end in ended:
        end.result()
    await asyncio.sleep(random.uniform(0, 0.05))
    await bot.kill()
    if not bot.was_killed:
        print(bot.last_words)
    return bot.was_killed


async def _requests(ward: Ward, number: int) -> None:
    goal = len(ward.stage.telegram.calls) + number
    while len(ward.stage.telegram.calls) < goal:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
