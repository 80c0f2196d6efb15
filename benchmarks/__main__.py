"""Every benchmark in one run, and one table for README.

    python -m benchmarks             # a quarter of an hour on two cores; --quick for a first look
    python -m benchmarks --full      # also a million tips

How far it is goes to standard error, the table to standard output.
"""

import argparse
import math
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from benchmarks import growth, guided_step, memory
from benchmarks.servers import Servers

Row = tuple[str, str, str]
Grown = dict[str, dict[int, dict[str, float]]]
PARTS = ("steps", "memory", "growth", "burst")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    people: int = 16
    steps: int = 48
    rounds: int = 3
    handled: int = 1000
    sqlite: tuple[int, ...] = (10_000, 100_000)
    postgresql: tuple[int, ...] = (10_000, 100_000)
    burst: tuple[str, ...] = ()


_FEW, _MANY = (1_000, 10_000), (10_000, 100_000, 1_000_000)
SIZES = {
    "quick": Size(8, 8, rounds=1, handled=160, sqlite=_FEW, postgresql=_FEW, burst=("--tips=40", "--seconds=15")),
    "usual": Size(),
    "full": Size(rounds=5, handled=10_000, sqlite=_MANY, postgresql=_MANY),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_const", dest="size", const="quick", default="usual")
    parser.add_argument("--full", action="store_const", dest="size", const="full")
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    asked = parser.parse_args()
    began, size = perf_counter(), SIZES[asked.size]
    rows = [row for part in PARTS if asked.only in {None, part} for row in MEASURES[part](size)]
    cores = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
    minutes = (perf_counter() - began) / 60
    print(f"| `python -m benchmarks{'' if asked.size == 'usual' else f' --{asked.size}'}`, {cores} cores, "
          f"{minutes:.0f} minutes | SQLite | PostgreSQL |\n|---|---|---|")  # fmt: skip
    for row in rows:
        print(f"| {' | '.join(row)} |")


def _steps(size: Size) -> Iterator[Row]:
    with Servers() as servers:
        yield from guided_step.lines(guided_step.race(servers, size.people, size.steps, size.rounds))


def _memory(size: Size) -> Iterator[Row]:
    started, more, tips = memory.measure(size.handled)
    yield "Memory of the bot after its start", f"{started:.0f} MiB", ""
    yield "More of it for every 10,000 tips handled", f"{more:+.0f} MiB (over {tips:,})", ""


def _growth(size: Size) -> Iterator[Row]:
    found: Grown = {}
    with Servers() as servers:
        for kind in guided_step.KINDS:
            sizes = getattr(size, kind)
            found[kind] = {tips: growth.measure(servers, kind, tips, _note) for tips in sizes}
    yield "In a ward with so many old tips, and how much more for ten times as many", *map(_counts, found.values())
    for name, step in _STEPS.items():
        yield name, *(_grown(found[kind], (step,)) for kind in found)
    searches = tuple(growth.REQUESTS)
    yield f"A search, the slowest of {len(searches)} kinds", *(_grown(found[kind], searches) for kind in found)
    yield "Memory while a report of all tips is made", *(_needed(found[kind]) for kind in found)


def _burst(size: Size) -> Iterator[Row]:
    """In real time, so mostly waiting: what its own command prints, line by line."""
    command = [sys.executable, "-m", "benchmarks.burst", *size.burst]
    for line in subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines():
        name, _, figure = line.partition(": ")
        yield f"Burst into a group that takes 20 messages a minute: {' '.join(name.split())}", figure, ""


def _counts(measured: dict[int, dict[str, float]]) -> str:
    return " / ".join(f"{tips:,}" for tips in measured)


def _grown(measured: dict[int, dict[str, float]], steps: Sequence[str]) -> str:
    """Each size's time, the slowest where there are several, and the factor for every tenfold of tips."""
    worst = {tips: max(seconds[step] for step in steps) for tips, seconds in measured.items()}
    factor = (worst[max(worst)] / worst[min(worst)]) ** (1 / math.log10(max(worst) / min(worst)))
    return f"{' / '.join(map(_duration, worst.values()))} (× {factor:.1f})"


def _needed(measured: dict[int, dict[str, float]]) -> str:
    return " / ".join(f"{found['MiB report']:.0f}" for found in measured.values()) + " MiB"


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _note(said: str) -> None:
    print(said, file=sys.stderr, flush=True)


_STEPS = {
    "A tick when nothing is due": "tick",
    "The morning briefing": "briefing",
    "A month's report, counted and frozen (8,000 tips a month)": "month",
    "A report of all tips, counted and frozen": "all counted",
    "Its Word draft": "all docx",
    "Its Excel, a line a tip": "all xlsx",
    "Its chart": "all png",
}
MEASURES = {"steps": _steps, "memory": _memory, "growth": _growth, "burst": _burst}

if __name__ == "__main__":
    main()
