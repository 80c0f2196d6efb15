"""Spreadsheets: .xlsx and .csv files of people → cells, and cells → an .xlsx file.

What comes is read within limits: a few kilobytes of a spreadsheet can unpack to gigabytes. openpyxl is imported when
there is something to read or write: it brings thirty megabytes along, for what a ward does a few times a year.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.lists.table import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Unreadable
from bot.domain.vietnamese import nfc
from bot.domain.visible import visible

MOST_UNPACKED = 20 * 1024 * 1024
MOST_PARTS = 200
LONGEST_CELL = 1000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# cp1258 stands last: it finds letters in nearly any bytes.
_ENCODINGS = ("utf-8-sig", "cp1258")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NoTable(Exception):
    """The file cannot be read as a table; ``why`` says in which way."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why)
        self.why = why


def read_table(data: bytes) -> list[list[str]]:
    """The cells of the first sheet, as text: empty rows included, nothing empty at the ends.

    Raises NoTable, and nothing else.
    """
    if len(data) > MOST_BYTES:
        raise NoTable(Unreadable.TOO_BIG)
    if data.startswith(_OLD_EXCEL):
        raise NoTable(Unreadable.OLD_EXCEL)
    return _read_xlsx(data) if data.startswith(_ZIP) else _read_csv(data)


def write_table(rows: Sequence[Sequence[str]]) -> bytes:
    """An .xlsx file. Every cell is text: nothing in it is ever a formula."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(row, column, visible(text))
            cell.data_type = "s"
    for column in range(1, max(map(len, rows), default=0) + 1):
        widest = max(len(row[column - 1]) for row in rows if len(row) >= column)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = min(widest + 2, 70)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _read_xlsx(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise NoTable(Unreadable.TOO_BIG)
        return _within_limits(_cells_of(data))
    except NoTable:
        raise
    except Exception:  # a damaged spreadsheet fails in many ways
        raise NoTable(Unreadable.BROKEN) from None


def _cells_of(data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that are not read, such as styles and pick lists
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a file says of its own size need not be true
            for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
                yield [_text(value) for value in row]
        finally:
            book.close()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)[:LONGEST_CELL].strip()


def _read_csv(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    if "\0" in text:
        raise NoTable(Unreadable.BROKEN)
    head = next((line for line in text.splitlines() if line.strip()), "")
    between = max(",;\t", key=head.count)
    read = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    try:
        return _within_limits([_text(cell) for cell in row[:MOST_COLUMNS]] for row in read)
    except csv.Error:
        raise NoTable(Unreadable.BROKEN) from None


def _within_limits(rows: Iterable[list[str]]) -> list[list[str]]:
    """The rows down to the last that has anything. No row is left out in silence. Raises NoTable."""
    kept: list[list[str]] = []
    for number, row in enumerate(rows, start=1):
        while row and not row[-1]:
            row.pop()
        if row and number > MOST_ROWS:
            raise NoTable(Unreadable.TOO_LONG)
        if row:
            kept += [[] for _ in range(number - 1 - len(kept))]
            kept.append(row)
    return kept


def _decoded(data: bytes) -> str:
    """The text in NFC: cp1258 writes the tone as a letter of its own."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return nfc(data.decode("utf-16", errors="replace"))
    for encoding in _ENCODINGS:
        try:
            return nfc(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise NoTable(Unreadable.LETTERS)
