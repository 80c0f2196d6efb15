"""A list of neighbourhoods, as wards write it; everything that is wrong is said at once."""

import pytest

from bot.domain.lists.neighbourhoods import Changes, NewNeighbourhood, changes, read_neighbourhoods
from bot.domain.lists.table import Unreadable, Wrong
from bot.domain.places import Neighbourhood

HEADS = [
    ("Tổ dân phố", "Tên khác"),
    ("TO DAN PHO", "TEN KHAC"),
    ("Tên TDP", "Tên gọi khác (nếu có)"),
    ("tdp", "Bí danh"),
]


def _troubles(*rows: tuple[str, ...]) -> list[tuple[int, str, str]]:
    read = read_neighbourhoods([("Tổ dân phố", "Tên khác"), *rows])
    assert isinstance(read, Wrong), read
    return [(t.row, t.column.value, t.cure.key) for t in read.troubles]


@pytest.mark.parametrize("head", HEADS)
def test_heads_are_found_with_or_without_accents(head: tuple[str, str]) -> None:
    cells = [("UBND PHƯỜNG BẠCH ĐẰNG", ""), ("", ""), ("STT", *head), ("1", " Tổ  dân phố số 1", "Xóm Chùa; xóm trên")]
    assert read_neighbourhoods(cells) == [NewNeighbourhood("Tổ dân phố số 1", ("Xóm Chùa", "xóm trên"))]


def test_columns_may_stand_in_any_order_and_empty_rows_are_nothing() -> None:
    cells = [("Tên khác", "Ghi chú", "Tổ dân phố"), ("", "", ""), ("Xóm Bến", "ven sông", "Tổ 2"), (), ("", "bỏ", "")]
    assert read_neighbourhoods(cells) == [NewNeighbourhood("Tổ 2", ("Xóm Bến",))]


def test_without_a_head_or_a_row_it_is_no_list() -> None:
    assert read_neighbourhoods([("Tổ dân phố số 1", "Xóm Chùa")]) is Unreadable.NO_HEAD
    assert read_neighbourhoods([]) is Unreadable.NO_HEAD
    assert read_neighbourhoods([("Tổ dân phố",), ("",)]) is Unreadable.EMPTY


def test_every_trouble_is_told_with_its_row_and_column() -> None:
    assert _troubles(("", "Xóm Chùa"), ("Tổ 2", ""), ("to 2", ""), ("x" * 81, ""), ("Tổ 5", "y" * 401)) == [
        (2, "name", "list-cure-no-name"),
        (4, "name", "list-cure-repeated"),
        (5, "name", "list-cure-too-long"),
        (6, "aliases", "list-cure-too-long"),
    ]


def test_a_name_that_stands_for_two_is_refused() -> None:
    assert _troubles(("Tổ 1", "Xóm Đình"), ("Tổ 2", "xom dinh"), ("Tổ 3", "Tổ 1"), ("Tổ 4", "Tổ 4")) == [
        (3, "aliases", "list-cure-taken"),
        (4, "aliases", "list-cure-taken"),
    ]


def test_what_would_come_of_it() -> None:
    known = [Neighbourhood(1, "Tổ 1", ("Xóm Chùa",)), Neighbourhood(2, "Tổ 2"), Neighbourhood(3, "Tổ 3")]
    rows = [NewNeighbourhood("Tổ 1", ("Xóm Chùa",)), NewNeighbourhood("TỔ 2"), NewNeighbourhood("Tổ 9")]
    assert changes(rows, known) == Changes(new=1, changed=1, same=1)
