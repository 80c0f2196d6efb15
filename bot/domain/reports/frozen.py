"""What a report was issued with: everything its tables are made of, so that it can be made again; and corrections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.domain.reports.clocks import ClockFigures
from bot.domain.reports.figures import Figures, TipLine
from bot.domain.reports.tables import Cell, Table, tables
from bot.domain.screen import Phrase


@dataclass(frozen=True, slots=True)
class Frozen:
    """Figures of a period, of the one before and of the same one a year before; its limits; its tips.

    ``lines`` may be left unread where nothing but the tables is wanted.
    """

    now: Figures
    previous: Figures
    year_before: Figures
    clocks: ClockFigures = field(default_factory=ClockFigures)
    lines: tuple[TipLine, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the report."""
        return tables(self.now, self.previous, self.year_before, self.clocks)


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell of a table that says something else than in the version before."""

    table: Phrase
    row: Cell
    column: Phrase
    before: Cell
    after: Cell


def corrections(before: Sequence[Table], after: Sequence[Table]) -> tuple[Correction, ...]:
    """Every cell that differs, row by row; a row that is only in one of them is nothing in the other."""
    old = {table.name: table for table in before}
    return tuple(c for table in after for c in _of_table(old.get(table.name), table))


def _of_table(before: Table | None, after: Table) -> Iterator[Correction]:
    then = {_name(row): row for row in before.rows} if before else {}
    now = {_name(row): row for row in after.rows}
    for name in dict.fromkeys((*now, *then)):
        row, old = now.get(name), then.get(name)
        some = row or old
        assert some is not None, "it is in one of them"
        for at in range(1, len(after.head)):
            cells = old[at] if old else None, row[at] if row else None
            if cells[0] != cells[1]:
                yield Correction(after.title, some[0], after.head[at], *cells)


def _name(row: tuple[Cell, ...]) -> str:
    label = row[0]
    return label.key if isinstance(label, Phrase) else str(label)
