"""A list of people to be invited, as wards write it; everything that is wrong is said at once."""

import pytest

from bot.domain.lists.people import NewPerson, home_named, read_people
from bot.domain.lists.reading import NewList, read_list
from bot.domain.lists.table import Unreadable, Wrong
from bot.domain.people import Role, Unit
from bot.domain.places import Neighbourhood
from bot.texts import load_texts

HOMES = [
    Neighbourhood(1, "Tổ dân phố số 1", ("Xóm Chùa",)),
    Neighbourhood(2, "Tổ dân phố số 2"),
    Neighbourhood(12, "Tổ dân phố số 12"),
]
HEAD = ("Họ và tên", "Vai trò", "Tổ dân phố", "Đơn vị")


def _troubles(*rows: tuple[str, ...]) -> list[tuple[int, str, str]]:
    read = read_people([HEAD, *rows], HOMES)
    assert isinstance(read, Wrong), read
    return [(t.row, t.column.value, t.cure.key) for t in read.troubles]


def test_each_role_with_what_it_needs() -> None:
    cells = [
        HEAD,
        ("Đỗ An", "Trực ban"),
        ("Ngô Hải", "chi huy"),
        ("Đặng Sơn", "Trưởng Công an phường"),
        ("Vũ Thắng", "TỔ TRƯỞNG", "TDP 2"),
        ("Lê Cường", "Tổ bảo vệ ANTT", "xóm chùa"),
        ("Trần Mai", "Cán bộ đơn vị", "", "Phòng Văn hóa – Xã hội"),
        ("Bùi Tâm", "Quản trị viên", "không cần"),
        ("Hồ Lâm", "Giám sát"),
    ]
    assert read_people(cells, HOMES) == [
        NewPerson("Đỗ An", Role.OFFICER),
        NewPerson("Ngô Hải", Role.COMMANDER),
        NewPerson("Đặng Sơn", Role.CHIEF),
        NewPerson("Vũ Thắng", Role.GROUP_LEADER, 2),
        NewPerson("Lê Cường", Role.SECURITY_TEAM, 1),
        NewPerson("Trần Mai", Role.UNIT, None, Unit.CULTURE),
        NewPerson("Bùi Tâm", Role.ADMIN),
        NewPerson("Hồ Lâm", Role.OVERSIGHT),
    ]


def test_one_column_may_hold_the_neighbourhood_or_the_unit() -> None:
    cells = [("Ho ten", "Chuc vu", "TDP/Đơn vị"), ("An", "tổ trưởng", "1"), ("Mai", "cán bộ đơn vị", "MTTQ")]
    assert read_people(cells, HOMES) == [
        NewPerson("An", Role.GROUP_LEADER, 1),
        NewPerson("Mai", Role.UNIT, None, Unit.FRONT),
    ]


def test_every_trouble_is_told_with_its_row_and_column() -> None:
    assert _troubles(
        ("", "trực ban"),
        ("An", ""),
        ("Bình", "lớp trưởng"),
        ("Cường", "tổ trưởng", ""),
        ("Dũng", "tổ trưởng", "Tổ dân phố số 99"),
        ("Mai", "cán bộ đơn vị", "", ""),
        ("Lan", "cán bộ đơn vị", "", "Phòng Giáo dục"),
        ("Hoa", "trực ban"),
        ("Hoa", "Trực ban"),
        ("", "", "Tổ dân phố số 1"),
    ) == [
        (2, "name", "list-cure-no-name"),
        (3, "role", "list-cure-no-role"),
        (4, "role", "list-cure-role"),
        (5, "home", "list-cure-no-home"),
        (6, "home", "list-cure-home"),
        (7, "unit", "list-cure-no-unit"),
        (8, "unit", "list-cure-unit"),
        (10, "name", "list-cure-repeated"),
        (11, "name", "list-cure-no-name"),
        (11, "role", "list-cure-no-role"),
    ]


def test_a_list_without_names_is_no_list_of_people() -> None:
    assert read_people([("Vai trò",), ("trực ban",)], HOMES) is Unreadable.NO_HEAD
    assert read_people([HEAD], HOMES) is Unreadable.EMPTY


@pytest.mark.parametrize(
    ("said", "home"),
    [
        ("Tổ dân phố số 1", 1), ("to dan pho so 1", 1), ("TDP1", 1), ("tdp 1", 1), ("Tổ 12", 12), ("01", 1),
        ("12", 12),
        ("Xóm chùa", 1), ("Tổ dân phố số 3", None), ("", None), ("tổ dân phố", None),
    ],
)  # fmt: skip
def test_a_neighbourhood_is_known_by_name_other_name_or_number(said: str, home: int | None) -> None:
    found = home_named(said, HOMES)
    assert (found.id if found else None) == home


def test_a_column_of_roles_makes_it_a_list_of_people() -> None:
    assert read_list([HEAD, ("An", "trực ban")], HOMES) == NewList(people=(NewPerson("An", Role.OFFICER),))
    homes = read_list([("Tổ dân phố",), ("Tổ 7",)], HOMES)
    assert isinstance(homes, NewList)
    assert [home.name for home in homes.homes] == ["Tổ 7"]
    assert read_list([("Tên gì đó",)], HOMES) is Unreadable.NO_HEAD


def test_what_the_bot_says_to_write_is_what_it_understands() -> None:
    """Roles and units as the help and the cures name them."""
    said = load_texts().raw("list-cure-no-role").partition("một trong: ")[2].split(", ")
    roles = [read_people([HEAD, ("An", role, "1", "MTTQ")], HOMES) for role in said]
    assert all(isinstance(one, list) for one in roles)
    assert {one[0].role for one in roles if isinstance(one, list)} == set(Role)
    units = load_texts().raw("list-cure-no-unit").partition("một trong: ")[2].split(", ")
    found = [read_people([HEAD, ("An", "cán bộ đơn vị", "", unit)], HOMES) for unit in units]
    assert {one[0].unit for one in found if isinstance(one, list)} == set(Unit)


def test_a_name_is_what_can_be_seen_of_it() -> None:
    """Else it could be no name in a table of links, nor on a paper."""
    cells = [HEAD, ("Đỗ\x01 A\u200bn\u202e", "Trực ban"), ("a" + "\u0336" * 70, "Trực ban")]
    assert read_people(cells, HOMES) == [
        NewPerson("Đỗ An", Role.OFFICER),
        NewPerson("a" + "\u0336" * 3, Role.OFFICER),
    ]
    assert isinstance(read_people([HEAD, ("\u200b\u3164\x01", "Trực ban")], HOMES), Wrong)
