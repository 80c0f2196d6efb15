"""Charts, free of any library: panels of bars, labels by key. Nothing in them says who, where exactly, or what."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.reports.tables import Table
from bot.domain.screen import Phrase, phrase

MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it counts, and how many. A plain string is a name that is data; ``pale``: it stands for several."""

    label: Phrase | str
    count: int
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of bars; ``upright`` ones follow each other in time."""

    title: Phrase
    bars: tuple[Bar, ...]
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what it is about, and its panels from top to bottom."""

    title: Phrase
    subtitle: Phrase
    panels: tuple[Panel, ...]


def panel_of(table: Table) -> Panel:
    """The counts of a charted table without its zeros; what does not fit is put together at the end."""
    found = [(row[0], row[1]) for row in table.rows]
    return panel(table.title, ((label, n) for label, n in found if isinstance(label, Phrase | str) and n))  # type: ignore[misc]


def panel(title: Phrase, counts: Iterable[tuple[Phrase | str, int]]) -> Panel:
    """Bars from the longest to the shortest."""
    bars = sorted((Bar(label, count) for label, count in counts), key=lambda bar: -bar.count)
    if len(bars) > MOST_BARS:
        rest = sum(bar.count for bar in bars[MOST_BARS - 1 :])
        bars = [*bars[: MOST_BARS - 1], Bar(phrase("chart-others"), rest, pale=True)]
    return Panel(title, tuple(bars))
