"""What every suite shares: databases, the world of a scenario."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import KINDS, Databases
from tests.world import World, open_world


def pytest_addoption(parser: pytest.Parser) -> None:
    """The nightly sizes of the suites that have one."""
    parser.addoption("--full", action="store_true", help="run the suites at their nightly size")
    parser.addoption("--pictures", help="a folder in which the browser tests keep their screenshots")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """The databases of this run."""
    return Databases(tmp_path_factory.mktemp("databases"))


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """A fresh database, on each of the two in turn."""
    return databases.fresh(request.param)


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """A ward on its first day: everybody enrolled, the group linked. Fails on any message nobody looked at."""
    async with open_world(database_url, tmp_path) as opened:
        yield opened
        opened.nobody_missed_anything()
