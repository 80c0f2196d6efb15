"""Twelve kinds of bad weather over everything the bot asks of Telegram, while residents report and officers work."""

from functools import partial
from pathlib import Path
from random import Random
from zlib import crc32

from tests.databases import KINDS, Databases
from tests.faults.checker import check
from tests.faults.experiment import people_at_work, stories_of, until_all_is_done
from tests.faults.reporting import Report, side_by_side
from tests.faults.ward import open_ward
from tests.faults.weather import KINDS_OF_WEATHER, Weather

SEEDS, SEEDS_AT_NIGHT = 1, 20


async def test_nothing_is_lost_in_any_weather(databases: Databases, tmp_path: Path, report: Report, full: bool) -> None:
    assert len(KINDS_OF_WEATHER) == 12
    seeds = range(SEEDS_AT_NIGHT if full else SEEDS)
    runs = [(name, seed) for seed in seeds for name in KINDS_OF_WEATHER]
    await side_by_side(partial(_one_run, name, seed, databases, tmp_path, report) for name, seed in runs)
    report.must_be_clean(len(runs))


async def _one_run(name: str, number: int, databases: Databases, folder: Path, report: Report) -> None:
    seed = crc32(f"{name}:{number}".encode())
    kind = KINDS[(number + list(KINDS_OF_WEATHER).index(name)) % len(KINDS)]
    url = databases.fresh(kind)
    async with open_ward(url, folder / f"{name}-{number}", seed) as ward:
        weather = Weather(kinds=KINDS_OF_WEATHER[name], random=Random(seed))
        ward.stage.telegram.faults = weather
        stories = stories_of(ward)
        bot = ward.starts(mutant="impatient")
        async with people_at_work(ward, stories, seed, wants_files=True):
            await until_all_is_done(ward, stories)
        assert bot.alive, f"{name}: the bot sits it out"
        assert weather.struck > 2, f"{name}: it was fine all the time"
        report.add(f"{name}, {kind}", seed, check(ward, stories))
    databases.drop(url)
