"""Messages, presses (double, stale), officers, time, crashes, lost replies, 429, leaving and coming back: any order."""

from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from storage.outbox import OutboxStore
from tests.faults import mutants
from tests.faults.checker import Figures
from tests.faults.model import LEASE_SECONDS, MISFORTUNES, Ship
from tests.faults.reporting import Report
from tests.faults.test_mutants_in_stories import last_one_wins
from tests.first_days import FirstDays

SEED = 7
LIVES, LIVES_AT_NIGHT, STEPS = {"sqlite": 8, "postgresql": 4}, 200, 40
TRANSITIONS = {
    "message", "press", "double press", "stale press", "officer, card", "officer, form", "officer, old card", "time",
    "a night", "crash", "crash while sending", "an officer leaves", "an officer comes back", *MISFORTUNES,
}  # fmt: skip


def test_in_whatever_order_it_happens(
    database_kind: str, first_days: FirstDays, tmp_path: Path, report: Report, asked_for: int | None
) -> None:
    lives = asked_for or LIVES[database_kind]
    Ship.hits.clear()
    _lead(lives, database_kind, first_days, tmp_path, partial(_must_be_clean, report))
    print(f"{database_kind} seed={SEED} " + " ".join(f"{name}={n}" for name, n in sorted(Ship.hits.items())))
    assert Ship.hits.keys() <= TRANSITIONS
    if lives >= LIVES_AT_NIGHT:
        assert Ship.hits.keys() == TRANSITIONS
    elif database_kind == "sqlite":
        assert len(Ship.hits) > len(TRANSITIONS) - 4, "almost all of them, in a few lives"
    # Lives that Hypothesis cuts short are checked like all others, but do not count as those asked for.
    report.must_be_clean(max(lives, len(report.lines)))


@pytest.fixture
def asked_for(request: pytest.FixtureRequest, full: bool) -> int | None:
    """How many lives the command line wants."""
    lives: int | None = request.config.getoption("--lives")
    return lives or (LIVES_AT_NIGHT if full else None)


def sent_before_sending(patch: pytest.MonkeyPatch) -> None:
    """The same, until the test is over."""
    patch.setattr(OutboxStore, "claim", OutboxStore.claim)
    mutants.sent_before_sending()


@pytest.mark.parametrize(
    ("mutant", "lives", "figure"), [(last_one_wins, 3, "duplicated"), (sent_before_sending, 1, "lost")]
)
def test_a_deliberate_bug_is_caught(
    mutant: Callable[[pytest.MonkeyPatch], None],
    lives: int,
    figure: str,
    first_days: FirstDays,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In fewer lives than are lived each time."""
    mutant(monkeypatch)
    report = Report()
    _lead(lives, "sqlite", first_days, tmp_path, partial(_note, report))
    assert report.sums[figure]


@pytest.fixture(autouse=True)
def _short_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.leases.SECONDS", LEASE_SECONDS)


def _lead(lives: int, kind: str, first_days: FirstDays, folder: Path, done: Callable[[str, Figures], None]) -> None:
    numbers = count()

    @seed(SEED)
    def ship() -> Ship:
        number = next(numbers)
        return Ship(first_days, kind, folder / str(number), partial(done, f"{kind} life {number}"))

    chosen = settings(
        max_examples=lives,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # a life takes a second: what fails is told as it was, and not made smaller
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(ship, settings=chosen)


def _note(report: Report, name: str, figures: Figures) -> None:
    report.add(name, SEED, figures)


def _must_be_clean(report: Report, name: str, figures: Figures) -> None:
    _note(report, name, figures)
    if not figures.clean:
        pytest.fail(f"{name}\n{figures.explained()}")
