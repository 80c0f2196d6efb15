"""Which list a table is, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.lists import people
from bot.domain.lists.neighbourhoods import NewNeighbourhood, read_neighbourhoods
from bot.domain.lists.people import NewPerson, read_people
from bot.domain.lists.table import Cells, Column, Unreadable, Wrong, find_columns
from bot.domain.places import Neighbourhood


@dataclass(frozen=True, slots=True)
class NewList:
    """A list without a trouble: of one kind or of the other."""

    homes: tuple[NewNeighbourhood, ...] = ()
    people: tuple[NewPerson, ...] = ()


def read_list(cells: Cells, homes: Sequence[Neighbourhood]) -> NewList | Wrong | Unreadable:
    """A table with a column of roles is a list of people, any other one of neighbourhoods."""
    if find_columns(cells, people.HEADS, Column.ROLE) is not None:
        named = read_people(cells, homes)
        return NewList(people=tuple(named)) if isinstance(named, list) else named
    found = read_neighbourhoods(cells)
    return NewList(homes=tuple(found)) if isinstance(found, list) else found
