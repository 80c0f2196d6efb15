"""The list of neighbourhoods: a name and the other names people use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.lists.table import (
    LONGEST_NAME,
    Cells,
    Column,
    Line,
    Trouble,
    Unreadable,
    Wrong,
    find_columns,
    lines_below,
    missing,
    plain,
    quoted,
    repeated,
    too_long,
)
from bot.domain.places import Neighbourhood
from bot.domain.screen import phrase

LONGEST_ALIASES = 400  # as they are kept, one a line
# Heads as they are written, without accents and signs.
HEADS = {
    **dict.fromkeys(
        ("ten to dan pho", "to dan pho", "tdp", "ten tdp", "ten to", "ten", "khu dan cu", "ten khu dan cu"),
        Column.NAME,
    ),
    **dict.fromkeys(
        ("ten khac", "ten goi khac", "ten thuong goi", "ten cu", "ten goi khac neu co", "bi danh", "aliases"),
        Column.ALIASES,
    ),
}
_BETWEEN = re.compile(r"[;,/\n]")


@dataclass(frozen=True, slots=True)
class NewNeighbourhood:
    """A row of the list."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What the list does to the ward's own: how many are new, are called otherwise, stay as they are."""

    new: int
    changed: int
    same: int


def read_neighbourhoods(cells: Cells) -> list[NewNeighbourhood] | Wrong | Unreadable:
    """The list, or everything that is wrong with it. A list with one trouble is no list."""
    found = find_columns(cells, HEADS, Column.NAME)
    if found is None:
        return Unreadable.NO_HEAD
    lines = lines_below(cells, *found)
    if not lines:
        return Unreadable.EMPTY
    rows = [_row(line) for line in lines]
    troubles = [trouble for line in lines for trouble in _wrong_with(line)]
    troubles += _clashes(lines, rows)
    return Wrong(tuple(sorted(troubles, key=lambda trouble: trouble.row))) if troubles else rows


def changes(rows: Sequence[NewNeighbourhood], known: Sequence[Neighbourhood]) -> Changes:
    """What would come of the list."""
    named = {plain(place.name): place for place in known}
    new = sum(plain(row.name) not in named for row in rows)
    same = sum(
        (place := named.get(plain(row.name))) is not None and (place.name, place.aliases) == (row.name, row.aliases)
        for row in rows
    )
    return Changes(new, len(rows) - new - same, same)


def _row(line: Line) -> NewNeighbourhood:
    said = (" ".join(part.split()) for part in _BETWEEN.split(line.cell(Column.ALIASES)))
    return NewNeighbourhood(line.cell(Column.NAME), tuple(dict.fromkeys(filter(None, said))))


def _wrong_with(line: Line) -> list[Trouble]:
    name, aliases = line.cell(Column.NAME), line.cell(Column.ALIASES)
    troubles = []
    if not plain(name):
        troubles.append(missing(line, Column.NAME))
    if len(name) > LONGEST_NAME:
        troubles.append(too_long(line, Column.NAME))
    if len(aliases) > LONGEST_ALIASES:
        troubles.append(Trouble(line.number, Column.ALIASES, phrase("list-cure-too-long", most=LONGEST_ALIASES)))
    return troubles


def _clashes(lines: Sequence[Line], rows: Sequence[NewNeighbourhood]) -> list[Trouble]:
    """Names that stand for two rows: nobody could tell which one is meant."""
    troubles, names = [], dict[str, int]()
    for line, row in zip(lines, rows, strict=True):
        key = plain(row.name)
        if key and key in names:
            troubles.append(repeated(line, Column.NAME, names[key]))
        names.setdefault(key, line.number)
    aliases = dict[str, int]()
    for line, row in zip(lines, rows, strict=True):
        for alias in row.aliases:
            key = plain(alias)
            taken = names.get(key) if names.get(key) != line.number else None
            taken = taken or (aliases.get(key) if aliases.get(key) != line.number else None)
            if taken is not None:
                cure = phrase("list-cure-taken", typed=quoted(alias), row=taken)
                troubles.append(Trouble(line.number, Column.ALIASES, cure))
            aliases.setdefault(key, line.number)
    return troubles
