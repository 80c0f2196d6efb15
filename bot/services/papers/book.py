"""The register as a workbook to be printed on A3; everything that was told is text, whatever it begins with."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from bot.domain.reports import day, period_name
from bot.domain.screen import Phrase, phrase
from bot.domain.visible import visible
from bot.services.papers.register import COLUMNS, Register

HEAD = 4  # the row of the table's head; above it stand title, month and what the register is not
MOST = 32_000  # characters in a cell (Excel: 32.767)
WIDTHS = (5, 12, 11, 13, 11, 15, 9, 11, 14, 15, 38, 20, 14, 18, 5, 11, 19, 15, 12)  # characters
LINE, HIGHEST = 14, 400  # points; Excel takes no row above 409


def write_book(register: Register, say: Callable[[Phrase], str]) -> bytes:
    """The register as .xlsx; the same register gives the same bytes."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"created": register.period.end.astimezone(UTC).replace(tzinfo=None)})
    base = {"font_name": "Times New Roman", "font_size": 10}
    cell = base | {"border": 1, "text_wrap": True, "valign": "top"}
    head = book.add_format(cell | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E8EDF3"})
    text, moment = book.add_format(cell), book.add_format(cell | {"num_format": 'hh":"mm" "dd"/"mm"/"yyyy'})
    sheet = book.add_worksheet(say(phrase("register-sheet")))
    _titles(sheet, register, say, book.add_format(base | {"bold": True, "font_size": 15}), book.add_format(base))
    for column, name in enumerate(COLUMNS):
        sheet.write_string(HEAD, column, say(phrase(f"register-{name}")), head)
        sheet.set_column(column, column, WIDTHS[column])
    sheet.set_row(HEAD, 4 * LINE)
    for number, row in enumerate(register.rows, start=HEAD + 1):
        said = [say(value) if isinstance(value, Phrase) else value for value in row]
        for column, value in enumerate(said):
            _put(sheet, number, column, value, moment if isinstance(value, datetime) else text)
        sheet.set_row(number, _height(said))
    _pages(sheet, len(register.rows))
    book.close()
    return file.getvalue()


def _titles(sheet: Any, register: Register, say: Callable[[Phrase], str], title: Any, plain: Any) -> None:
    period = register.period
    said = phrase(
        "register-period",
        ward=register.ward,
        period=period_name(period),
        first=day(period.start),
        last=day(period.last_day),
    )
    sheet.write_string(0, 0, say(phrase("register-title")), title)
    sheet.write_string(1, 0, say(said), plain)
    sheet.write_string(2, 0, say(phrase("register-helper" if register.rows else "register-empty")), plain)


def _put(sheet: Any, row: int, column: int, value: str | int | datetime, form: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), form)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, form)
    else:
        # Never write(): words that begin with "=" must not become a formula, nor an address a link.
        sheet.write_string(row, column, visible(value)[:MOST], form)


def _height(row: Sequence[str | int | datetime]) -> int:
    """Points that the longest cell needs: not every spreadsheet finds that out when it opens a file."""
    lines = [
        sum(-(-max(1, len(line)) // (width * 5 // 4)) for line in value.split("\n"))
        for value, width in zip(row, WIDTHS, strict=True)
        if isinstance(value, str)
    ]
    return min(HIGHEST, LINE * max(2, *lines))


def _pages(sheet: Any, rows: int) -> None:
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.autofilter(HEAD, 0, HEAD + rows, len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer("&R&P/&N")
