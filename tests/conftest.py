"""What every suite shares: workers and figures of a run, databases, the world of a scenario.

The parts of the product are imported where they are needed: a test of the domain alone need not wait for them.
"""

import os
import zlib
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.kinds import KINDS

if TYPE_CHECKING:
    from tests.databases import Databases
    from tests.first_days import FirstDays
    from tests.world import World

MOST_WORKERS = 4


def pytest_addoption(parser: pytest.Parser) -> None:
    """The nightly sizes of the suites that have one."""
    parser.addoption("--full", action="store_true", help="run the suites at their nightly size")
    parser.addoption("--lives", type=int, help="how many lives the model lives on each database, instead of 200 or few")
    parser.addoption("--pictures", help="a folder in which the browser tests keep their screenshots")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The whole suite is shared among the cores and one more, for what waits for other processes most of the time.

    For anything less it is not worth starting workers.
    """
    narrowed = any(config.getoption(name, None) for name in ("keyword", "markexpr", "lf", "collectonly"))
    if narrowed or config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return 0
    cores = len(os.sched_getaffinity(0))
    return min(cores + 1, MOST_WORKERS) if cores > 1 else 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the whole suite every story is told on SQLite and one in eight on PostgreSQL as well; all with ``--full``.

    What differs between the two is tried on both elsewhere: ``tests/storage``, ``tests/services``, ``tests/faults``.
    """
    if config.getoption("--full") or config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    left_out = [item for item in items if _told_at_night(item)]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


def _told_at_night(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    if callspec is None or not item.nodeid.startswith("tests/scenarios/"):
        return False
    return callspec.params.get("database_kind") == "postgresql" and zlib.crc32(item.nodeid.encode()) % 8 > 0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests have noted, summed up by what they are of, also when all is well."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in (report for reports in terminalreporter.stats.values() for report in reports):
        if getattr(report, "when", "") == "teardown":
            for name, figures in report.user_properties:
                sums[name].update(figures)
    for name, figures in sums.items():
        terminalreporter.write_line(f"{name}: " + " ".join(f"{what}={count}" for what, count in figures.items()))


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether this is the nightly size."""
    return bool(request.config.getoption("--full"))


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Databases]":
    """The databases of this run."""
    from tests.databases import Databases

    opened = Databases(tmp_path_factory.mktemp("databases"), tmp_path_factory.getbasetemp().parent / "postgresql.lock")
    yield opened
    opened.close()


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """A kind of database, each of the two in turn."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def database_url(database_kind: str, databases: "Databases") -> Iterator[str]:
    """A fresh database, on each of the two in turn."""
    url = databases.fresh(database_kind)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def first_days(databases: "Databases", tmp_path_factory: pytest.TempPathFactory) -> "FirstDays":
    """What the worlds of all stories begin with."""
    from tests.first_days import FirstDays

    return FirstDays(databases, tmp_path_factory)


@pytest.fixture
async def world(database_kind: str, first_days: "FirstDays", tmp_path: Path) -> "AsyncIterator[World]":
    """A ward on its first day: everybody enrolled, the group linked. Fails on any message nobody looked at."""
    async with first_days.world(database_kind, tmp_path) as opened:
        yield opened
        opened.nobody_missed_anything()
