"""A full durable guided step against stock echo bots, side by side; and how soon the duty group sees a tip.

An echo bot sends one message for each it gets and keeps nothing, or one row. ``typed`` is one answer typed into a
report: the update is stored, handled in a transaction, the talk and the reply are committed, the reply is sent and
recorded: also one message for each. ``reports`` are whole reports, from the first word to the receipt, with the buttons
on the way: each press is answered, the question is edited down, the next one sent; tip, card and ladder are made. Three
to five requests an update.

Every bot has a process of its own, which is new in each round; the emulator and the people have another.
"""

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.people import Seen
from benchmarks.playing import Play, playing
from benchmarks.servers import Servers

ECHOES = (("aiogram", False), ("ptb", False), ("aiogram", True), ("ptb", True))
KINDS = ("sqlite", "postgresql")
ALONE = 10  # reports one after the other, nobody else about
Key = tuple[str, str]


@dataclass
class Figures:
    """What one contestant did: in each round, and of all rounds together."""

    per_second: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    cards: list[float] = field(default_factory=list)

    def add(self, seen: Seen, processor: float) -> None:
        """One more round."""
        self.per_second.append(len(seen.waits) / seen.seconds)
        self.processor.append(processor / len(seen.waits))
        self.waits += seen.waits
        self.cards += seen.cards


def part(numbers: Sequence[float], hundredths: int) -> float:
    """The smallest of them that so many of a hundred do not exceed (nearest rank)."""
    return sorted(numbers)[max(0, -(-len(numbers) * hundredths // 100) - 1)]


def race(servers: Servers, people: int, steps: int, rounds: int) -> dict[Key, Figures]:
    """Let all run in turns. Keys are what was done and by which bot, or on which database."""
    found: dict[Key, Figures] = defaultdict(Figures)
    for _ in range(rounds):
        for bot, keeps in ECHOES:
            with playing(bot, keeps=keeps) as play:
                play.order("types", 4, 8)
                _timed(play, found["echo kept" if keeps else "echo", bot], "types", people, steps)
        for kind in KINDS:
            with servers.database(kind) as database, playing("tinbao", database=database) as play:
                play.order("types", 4, 8)
                _timed(play, found["typed", kind], "types", people, steps)
                play.order("reports", 4, 1)
                _timed(play, found["reports", kind], "reports", people, max(1, steps // 8))
                _timed(play, found["alone", kind], "reports", 1, ALONE)
    return found


def _timed(play: Play, into: Figures, *order: str | int) -> None:
    used = play.processor_seconds()
    seen = play.order(*order)  # type: ignore[arg-type]
    into.add(seen, play.processor_seconds() - used)


def lines(found: dict[Key, Figures]) -> Iterator[tuple[str, str, str]]:
    """What to print: what was measured, then on SQLite and on PostgreSQL; what keeps no database is in the first."""
    stock = found["echo", "aiogram"]
    for (what, bot), name in _STOCK.items():
        yield name, _speed(found[what, bot], stock), ""
    for what, name in _OURS.items():
        yield name, *(_speed(found[what, kind], stock) for kind in KINDS)
    for what, name in _CARDS.items():
        yield name, *(_soon(found[what, kind].cards) for kind in KINDS)


def _speed(figures: Figures, stock: Figures) -> str:
    rate, beside = statistics.median(figures.per_second), _beside(figures.per_second, stock.per_second)
    cpu, cpu_beside = statistics.median(figures.processor) * 1000, _beside(figures.processor, stock.processor)
    waits = f"{part(figures.waits, 50) * 1000:.0f}/{part(figures.waits, 99) * 1000:.0f} ms"
    return f"{beside:.2f} × ({rate:.0f}/s); {waits}; {cpu:.1f} ms ({cpu_beside:.1f} ×)"


def _beside(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return statistics.median(our / their for our, their in zip(ours, theirs, strict=True))


def _soon(waits: Sequence[float]) -> str:
    return f"{part(waits, 50) * 1000:.0f}/{part(waits, 95) * 1000:.0f} ms"


_STOCK = {
    ("echo", "aiogram"): "Echo bot of aiogram's documentation: updates/s, wait p50/p99, processor time an update",
    ("echo", "ptb"): "Echo bot of python-telegram-bot's documentation",
    ("echo kept", "aiogram"): "aiogram echo with an SQLite row an update, committed",
    ("echo kept", "ptb"): "python-telegram-bot echo with the same",
}
_OURS = {"typed": "Ours: an answer typed, full durable step", "reports": "Ours: whole reports, 3–5 requests an update"}
_CARDS = {
    "alone": "From Gửi to the card in the group, p50/p95, nobody else about",
    "reports": "The same while everybody reports at once",
}
