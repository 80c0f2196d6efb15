"""What the fault suites share: the size of a run, and the figures printed at the end."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.reporting import Report
from tests.world import World, open_world

_reports: dict[str, Report] = {}


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Where a test notes its runs."""
    return _reports.setdefault(request.node.name, Report())


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether this is the nightly size."""
    return bool(request.config.getoption("--full"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures of every suite, also when all is well."""
    for name, found in _reports.items():
        terminalreporter.write_line(f"{name}: {found}")


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """A ward on its first day; here the stories are about what arrives, not about every word."""
    async with open_world(database_url, tmp_path) as opened:
        yield opened
