"""The list of people to be invited: a name, a role, and the neighbourhood or unit that some roles are for."""

import re
from collections.abc import Mapping, Sequence
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
from bot.domain.people import OF_A_GROUP, Role, Unit
from bot.domain.places import Neighbourhood
from bot.domain.screen import phrase

# Heads and cells as they are written, without accents and signs.
HEADS: Mapping[str, Column] = {
    **dict.fromkeys(("ho ten", "ho va ten", "ten", "ho va ten can bo", "ho ten can bo", "nguoi"), Column.NAME),
    **dict.fromkeys(("vai tro", "chuc vu", "chuc danh", "nhiem vu", "lam gi"), Column.ROLE),
    **dict.fromkeys(("to dan pho", "tdp", "ten to dan pho", "dia ban"), Column.HOME),
    **dict.fromkeys(("don vi", "co quan", "phong ban"), Column.UNIT),
    **dict.fromkeys(("to dan pho don vi", "tdp don vi", "to dan pho hoac don vi", "tdp hoac don vi"), Column.PLACE),
}
_ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("truc ban", "can bo truc ban", "can bo", "can bo cong an"), Role.OFFICER),
    **dict.fromkeys(("chi huy", "chi huy ca truc", "pho truong cong an phuong", "pho truong"), Role.COMMANDER),
    **dict.fromkeys(("truong cong an phuong", "truong cong an", "truong cap"), Role.CHIEF),
    **dict.fromkeys(("quan tri", "quan tri vien", "admin"), Role.ADMIN),
    **dict.fromkeys(("to truong", "to truong to dan pho", "to truong tdp", "to truong dan pho"), Role.GROUP_LEADER),
    **dict.fromkeys(
        (
            "to bao ve", "bao ve", "to bao ve an ninh trat tu", "to bao ve antt", "to bao ve anttcs",
            "to bao ve an ninh trat tu o co so", "thanh vien to bao ve", "to truong to bao ve",
        ),
        Role.SECURITY_TEAM,
    ),
    **dict.fromkeys(("can bo don vi", "don vi", "can bo phuong"), Role.UNIT),
    **dict.fromkeys(("theo doi", "giam sat", "theo doi giam sat"), Role.OVERSIGHT),
}  # fmt: skip
_UNITS: Mapping[str, Unit] = {
    **dict.fromkeys(
        ("ban chqs phuong", "ban chqs", "ban chi huy quan su", "ban chi huy quan su phuong", "quan su", "chqs"),
        Unit.MILITARY,
    ),
    **dict.fromkeys(("phong van hoa xa hoi", "van hoa xa hoi", "phong vhxh", "phong vh xh", "vhxh"), Unit.CULTURE),
    **dict.fromkeys(("bo phan tiep cong dan", "tiep cong dan", "ban tiep cong dan"), Unit.RECEPTION),
    **dict.fromkeys(
        ("mat tran to quoc va doan the", "mat tran to quoc", "mat tran", "mttq", "ubmttq", "doan the"), Unit.FRONT
    ),
}
_NUMBER = re.compile(r"(?:to dan pho|tdp|to|khu dan cu|khu)?\s*(?:so)?\s*0*(\d+[a-z]?)")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A row of the list: somebody who gets an invitation."""

    name: str
    role: Role
    home_id: int | None = None
    unit: Unit | None = None


def read_people(cells: Cells, homes: Sequence[Neighbourhood]) -> list[NewPerson] | Wrong | Unreadable:
    """The list, or everything that is wrong with it. A list with one trouble is no list."""
    found = find_columns(cells, HEADS, Column.ROLE)
    if found is None or Column.NAME not in found[1].values():
        return Unreadable.NO_HEAD
    lines = lines_below(cells, *found)
    if not lines:
        return Unreadable.EMPTY
    people, troubles, seen = [], list[Trouble](), dict[NewPerson, int]()
    for line in lines:
        wrong = _wrong_with(line, homes)
        troubles += wrong
        if wrong:
            continue
        person = _person(line, homes)
        if person in seen:
            troubles.append(repeated(line, Column.NAME, seen[person]))
        seen.setdefault(person, line.number)
        people.append(person)
    return Wrong(tuple(troubles)) if troubles else people


def home_named(text: str, homes: Sequence[Neighbourhood]) -> Neighbourhood | None:
    """The one neighbourhood that a cell means: by its name, another name, or its number."""
    wanted = plain(text)
    named = [h for h in homes if wanted in {plain(name) for name in (h.name, *h.aliases)}]
    if not named and (number := _number(wanted)) is not None:
        named = [h for h in homes if _number(plain(h.name)) == number]
    return named[0] if len(named) == 1 else None


def _number(text: str) -> str | None:
    match = _NUMBER.fullmatch(text)
    return match[1] if match else None


def _person(line: Line, homes: Sequence[Neighbourhood]) -> NewPerson:
    role = _ROLES[plain(line.cell(Column.ROLE))]
    home = home_named(line.cell(Column.HOME, Column.PLACE), homes) if role in OF_A_GROUP else None
    unit = _UNITS[plain(line.cell(Column.UNIT, Column.PLACE))] if role is Role.UNIT else None
    return NewPerson(line.cell(Column.NAME), role, home.id if home else None, unit)


def _wrong_with(line: Line, homes: Sequence[Neighbourhood]) -> list[Trouble]:
    name, said = line.cell(Column.NAME), line.cell(Column.ROLE)
    troubles = []
    if not plain(name):
        troubles.append(missing(line, Column.NAME))
    if len(name) > LONGEST_NAME:
        troubles.append(too_long(line, Column.NAME))
    role = _ROLES.get(plain(said))
    if role is None:
        cure = phrase("list-cure-role", typed=quoted(said)) if said else phrase("list-cure-no-role")
        troubles.append(Trouble(line.number, Column.ROLE, cure))
    elif role in OF_A_GROUP:
        troubles += _wrong_home(line, homes)
    elif role is Role.UNIT:
        troubles += _wrong_unit(line)
    return troubles


def _wrong_home(line: Line, homes: Sequence[Neighbourhood]) -> list[Trouble]:
    said = line.cell(Column.HOME, Column.PLACE)
    if not said:
        return [missing(line, Column.HOME)]
    if home_named(said, homes) is None:
        return [Trouble(line.number, Column.HOME, phrase("list-cure-home", typed=quoted(said)))]
    return []


def _wrong_unit(line: Line) -> list[Trouble]:
    said = line.cell(Column.UNIT, Column.PLACE)
    if plain(said) in _UNITS:
        return []
    cure = phrase("list-cure-unit", typed=quoted(said)) if said else phrase("list-cure-no-unit")
    return [Trouble(line.number, Column.UNIT, cure)]
