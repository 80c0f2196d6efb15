"""What the fault suites share: the size of a run, and the figures printed at the end."""

import pytest

from tests.faults.reporting import Report

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
