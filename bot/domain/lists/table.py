"""A table as it was read from a file, where its columns are, and what is wrong in which row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.screen import Phrase, phrase
from bot.domain.vietnamese import fold, nfc
from bot.domain.visible import visible

MOST_ROWS = 500
MOST_COLUMNS = 20
MOST_BYTES = 2 * 1024 * 1024
LONGEST_NAME = 80
# Lists have titles above their head; it is looked for in so many rows.
HEAD_WITHIN = 10
SHOWN = 40  # characters of a cell that a trouble quotes


class Unreadable(StrEnum):
    """Why a file is no table; the value is the text key's suffix."""

    TOO_BIG = "too_big"
    TOO_LONG = "too_long"
    OLD_EXCEL = "old_excel"
    LETTERS = "letters"  # in no encoding that is known
    BROKEN = "broken"
    EMPTY = "empty"
    NO_HEAD = "no_head"
    NOT_FETCHED = "not_fetched"


class Column(StrEnum):
    """A column that means something; the value is the text key's suffix."""

    NAME = "name"
    ALIASES = "aliases"
    ROLE = "role"
    HOME = "home"
    UNIT = "unit"
    PLACE = "place"  # a neighbourhood or a unit, whichever the role needs


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the file, counted from 1, and its cells by column."""

    number: int
    cells: Mapping[Column, str]

    def cell(self, *columns: Column) -> str:
        """What stands in the first of these columns that has anything."""
        return next((text for column in columns if (text := self.cells.get(column, ""))), "")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in a row, in which column, and what to write instead."""

    row: int
    column: Column
    cure: Phrase


@dataclass(frozen=True, slots=True)
class Wrong:
    """Everything that is wrong with a list, row by row."""

    troubles: tuple[Trouble, ...]


Cells = Sequence[Sequence[str]]


def plain(text: str) -> str:
    """Words without accents, signs and capitals, for comparing."""
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


def find_columns(cells: Cells, known: Mapping[str, Column], needed: Column) -> tuple[int, dict[int, Column]] | None:
    """The row with the head (an index) and what its columns mean; None when no row has the ``needed`` one."""
    for at, row in enumerate(cells[:HEAD_WITHIN]):
        found: dict[int, Column] = {}
        for place, cell in enumerate(row):
            column = known.get(plain(cell))
            if column is not None and column not in found.values():
                found[place] = column
        if needed in found.values():
            return at, found
    return None


def lines_below(cells: Cells, head: int, columns: Mapping[int, Column]) -> list[Line]:
    """The rows below the head that have anything in a column that means something."""
    lines = []
    for at, row in enumerate(cells[head + 1 :], start=head + 2):
        found = {column: _words(row[place]) for place, column in columns.items() if place < len(row)}
        if any(found.values()):
            lines.append(Line(at, found))
    return lines


def quoted(text: str) -> str:
    """So much of a cell as a trouble shows."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def missing(line: Line, column: Column) -> Trouble:
    """Nothing is written where something must be."""
    return Trouble(line.number, column, phrase(f"list-cure-no-{column}"))


def too_long(line: Line, column: Column) -> Trouble:
    """More is written than a name may have."""
    return Trouble(line.number, column, phrase("list-cure-too-long", most=LONGEST_NAME))


def repeated(line: Line, column: Column, first: int) -> Trouble:
    """The same stands in an earlier row."""
    return Trouble(line.number, column, phrase("list-cure-repeated", row=first))


def _words(cell: str) -> str:
    return " ".join(visible(nfc(cell)).split())
