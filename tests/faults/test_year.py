"""365 days with an outage every night, a whole day away every tenth day, Tết, days set by the ward, and a clock that
jumps: no stage of a clock, rung of a ladder, briefing or report comes early, twice or never."""

from collections import Counter
from datetime import timedelta

import pytest

from storage.engine import open_engine
from tests.databases import Databases, no_waiting_for_the_disk
from tests.faults.checker import Figures
from tests.faults.reporting import Report
from tests.faults.year_check import check, compare
from tests.faults.year_ladders import ORDER
from tests.faults.year_life import BEGIN, Life
from tests.faults.year_mutants import CAUGHT, Mutant
from tests.faults.year_people import begin_life

TIPS, TIPS_AT_NIGHT, SEEDS_AT_NIGHT = 24, 60, 20
FEW_SEED, FEW_DAYS, FEW_TIPS = 4, 60, 9
DEEDS = {"serious", "sent", "confirmed", "guided", "ward", "longer", "suspended", "resumed", "decided", "answered"}


def test_a_year(databases: Databases, report: Report, full: bool) -> None:
    sums: Counter[str] = Counter()
    done: set[str] = set()
    seeds = range(SEEDS_AT_NIGHT if full else 1)
    for seed in seeds:
        figures, troubles, life = _lived(databases, seed, 365, TIPS_AT_NIGHT if full else TIPS)
        report.add("365 days", seed, in_six(troubles))
        sums.update(figures)
        done.update(what for case in life.cases.values() for _, what in case.done)
    assert sums["stages"] > 100
    assert all(sums[ladder] for ladder in ORDER)
    assert done >= DEEDS
    report.must_be_clean(len(seeds))


def in_six(troubles: list[str]) -> Figures:
    """What was missed is lost, what was said twice is duplicated; whatever else is amiss was not expected."""
    figures = Figures()
    for trouble in troubles:
        missed, again = " missed: " in trouble or "said and not sent" in trouble, "(again)" in trouble
        (figures.lost if missed else figures.duplicated if again else figures.unexpected).append(trouble)
    return figures


def test_a_shorter_time_is_clean_too(databases: Databases) -> None:
    """What the deliberate bugs are held against."""
    _, troubles, _ = _lived(databases, FEW_SEED, FEW_DAYS, FEW_TIPS)
    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize(("mutant", "figure"), CAUGHT, ids=[mutant.__name__ for mutant, _ in CAUGHT])
def test_a_deliberate_bug_is_caught(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, mutant: Mutant, figure: str
) -> None:
    mutant(monkeypatch)
    figures, _, _ = _lived(databases, FEW_SEED, FEW_DAYS, FEW_TIPS)
    assert figures[figure]


def test_the_checker_notices_what_is_early_twice_or_missing() -> None:
    """A stage left out, one said again, one said an hour too soon."""
    nine = BEGIN + timedelta(hours=9)
    wanted = [(nine + timedelta(days=n), "transfer_7d warn") for n in range(3)]
    for said, what in (
        (wanted[1:], "missed"),
        ([*wanted, wanted[0]], "double"),
        ([(nine - timedelta(hours=1), "transfer_7d warn"), *wanted[1:]], "early"),
    ):
        found: Counter[str] = Counter()
        troubles: list[str] = []
        compare("it", wanted, said, found, troubles)
        assert found[what] == 1
        assert len(troubles) == 1


def _lived(databases: Databases, seed: int, days: int, tips: int) -> tuple[dict[str, int], list[str], Life]:
    url = databases.fresh("sqlite")
    engine = open_engine(url)
    life = begin_life(engine, seed, days)
    with no_waiting_for_the_disk():
        life.lives(tips)
    figures, troubles = check(life)
    engine.dispose()
    databases.drop(url)
    print(f"{days} days seed={seed} " + " ".join(f"{name}={number}" for name, number in figures.items()))
    return figures, troubles, life
