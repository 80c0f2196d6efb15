"""What the fault suites share: the size of a run, and the figures printed at the end."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.faults.reporting import Report
from tests.first_days import FirstDays
from tests.world import World


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Iterator[Report]:
    """Where a test notes its runs; tests that differ in the kind of database alone are one line at the end."""
    noted = Report()
    yield noted
    kind = hasattr(request.node, "callspec") and request.node.callspec.params.get("database_kind")
    name = request.node.originalname + (f"[{kind}]" if kind else "")
    request.node.user_properties.append((name, noted.figures))


@pytest.fixture
async def world(database_kind: str, first_days: FirstDays, tmp_path: Path) -> AsyncIterator[World]:
    """A ward on its first day; here the stories are about what arrives, not about every word."""
    async with first_days.world(database_kind, tmp_path) as opened:
        yield opened
