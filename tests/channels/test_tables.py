"""Spreadsheets that people send: read whatever wrote them, within limits, and never as anything but text."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.channels.tables import MOST_UNPACKED, NoTable, read_table, write_table
from bot.domain.lists.table import MOST_BYTES, MOST_ROWS, Unreadable

TEXT = "Tổ dân phố,Tên khác\r\nTổ dân phố số 1,Xóm Đường\r\n"
CELLS = [["Tổ dân phố", "Tên khác"], ["Tổ dân phố số 1", "Xóm Đường"]]
# The same in Windows' Vietnamese: the tone is a letter of its own.
CP1258 = "Tô\u0309 dân phô\u0301,Tên kha\u0301c\r\nTô\u0309 dân phô\u0301 sô\u0301 1,Xo\u0301m Đươ\u0300ng\r\n".encode(
    "cp1258"
)


def _xlsx(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _why(data: bytes) -> Unreadable:
    with pytest.raises(NoTable) as refused:
        read_table(data)
    return refused.value.why


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(), TEXT.encode("utf-8-sig"), CP1258, TEXT.encode("utf-16"), TEXT.replace(",", ";").encode(),
     TEXT.replace(",", "\t").encode(), TEXT.replace("\r\n", "\n").encode(), _xlsx([*CELLS])],
)  # fmt: skip
def test_a_table_is_read_whatever_wrote_it(data: bytes) -> None:
    assert read_table(data) == CELLS


def test_numbers_and_dates_of_a_spreadsheet_are_words() -> None:
    rows = read_table(_xlsx([["Tổ", 5], [5.0, None], [date(2026, 3, 2), "  x  "], [None, None]]))
    assert rows == [["Tổ", "5"], ["5"], ["2026-03-02 00:00:00", "x"]]


def test_a_cell_may_hold_what_separates_cells() -> None:
    assert read_table('a,b\n"x, y","dòng 1\ndòng 2"\n'.encode()) == [["a", "b"], ["x, y", "dòng 1\ndòng 2"]]


def test_what_is_too_much_is_refused() -> None:
    assert _why(b"x" * (MOST_BYTES + 1)) is Unreadable.TOO_BIG
    assert _why(b"a\n" * (MOST_ROWS + 1)) is Unreadable.TOO_LONG
    assert _why(_xlsx([["a"]] * (MOST_ROWS + 1))) is Unreadable.TOO_LONG
    assert len(read_table(b"a\n" * MOST_ROWS + b"\n" * 9)) == MOST_ROWS
    assert _why(b"a\n" + b"\n" * MOST_ROWS + b"b\n") is Unreadable.TOO_LONG, "nothing is left out in silence"
    assert read_table(b"\n\na\n\nb") == [[], [], ["a"], [], ["b"]]
    assert len(read_table(("x," * 1000).encode())[0]) <= 20


def test_a_few_kilobytes_that_unpack_to_gigabytes_are_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (MOST_UNPACKED + 1))
    assert len(bomb.getvalue()) < 100_000
    assert _why(bomb.getvalue()) is Unreadable.TOO_BIG


def test_what_is_no_table_is_said_to_be_none() -> None:
    assert _why(b"\xd0\xcf\x11\xe0 an old spreadsheet") is Unreadable.OLD_EXCEL
    assert _why(b"PK\x03\x04 not a zip") is Unreadable.BROKEN
    assert _why(_xlsx([["a"]])[:-200]) is Unreadable.BROKEN
    assert _why(b"a\0b") is Unreadable.BROKEN
    assert _why(b"\x8d\x8e\x8f") is Unreadable.LETTERS
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert _why(other.getvalue()) is Unreadable.BROKEN


@given(st.binary(max_size=2000))
def test_whatever_comes_is_read_or_refused(data: bytes) -> None:
    try:
        rows = read_table(data)
    except NoTable:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row)


def test_what_is_written_is_never_a_formula() -> None:
    rows = [["Họ và tên", "Lời mời"], ["=HYPERLINK(1)", "+84"], ["@an", "https://t.me/x?start=y"]]
    sheet = load_workbook(io.BytesIO(write_table(rows))).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == rows
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert read_table(write_table(rows)) == rows
