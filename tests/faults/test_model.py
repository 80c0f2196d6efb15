"""Messages, presses (double, stale), officers, time, crashes, lost replies, 429, leaving and coming back: any order."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.checker import Figures
from tests.faults.model import LEASE_SECONDS, MISFORTUNES, Ship
from tests.faults.reporting import Report
from tests.first_days import FirstDays

SEED = 7
LIVES, STEPS = {"sqlite": 4, "postgresql": 2}, 40
LIVES_AT_NIGHT, STEPS_AT_NIGHT = 200, 40
TRANSITIONS = {
    "message", "press", "double press", "stale press", "officer, card", "officer, form", "officer, old card", "time",
    "a night", "crash", "crash while sending", "an officer leaves", "an officer comes back", *MISFORTUNES,
}  # fmt: skip


def test_in_whatever_order_it_happens(
    database_kind: str,
    first_days: FirstDays,
    tmp_path: Path,
    report: Report,
    full: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.leases.SECONDS", LEASE_SECONDS)
    lives, steps = (LIVES_AT_NIGHT, STEPS_AT_NIGHT) if full else (LIVES[database_kind], STEPS)
    numbers: Iterator[int] = count()
    Ship.hits.clear()

    @seed(SEED)
    def ship() -> Ship:
        number = next(numbers)
        done = partial(_noted, report, f"{database_kind} life {number}")
        return Ship(first_days, database_kind, tmp_path / str(number), done)

    chosen = settings(
        max_examples=lives,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # a life takes a second: what fails is told as it was, and not made smaller
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(ship, settings=chosen)
    print(f"{database_kind} seed={SEED} " + " ".join(f"{name}={n}" for name, n in sorted(Ship.hits.items())))
    assert Ship.hits.keys() <= TRANSITIONS
    if full:
        assert Ship.hits.keys() == TRANSITIONS
    elif database_kind == "sqlite":
        assert len(Ship.hits) > len(TRANSITIONS) - 4, "almost all of them, in a few lives"
    report.must_be_clean(len(report.lines))


def _noted(report: Report, name: str, figures: Figures) -> None:
    report.add(name, SEED, figures)
    if not figures.clean:
        pytest.fail(f"{name}\n{figures.explained()}")
