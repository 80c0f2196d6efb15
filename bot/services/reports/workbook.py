"""The report as a workbook: a sheet a table, with its chart, and a line a tip.

Counts are numbers, so that they can be summed; their format prints 1.188 whatever language the spreadsheet speaks.
The same report gives the same bytes.
"""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from bot.domain.casework.outcomes import Outcome
from bot.domain.reports import Cell, Standing, Table, TipLine, period_name
from bot.domain.screen import Phrase, phrase
from bot.domain.tip import Category
from bot.services.reports.gather import Report, Say
from bot.services.reports.printing import printed

COUNT = '[>=1000000]0"."000"."000;[>=1000]0"."000;0'
MOMENT = 'dd"/"mm"/"yyyy hh":"mm'
# Letters, by title: of the first column, and of others that hold words.
FIRST_WIDTHS = {"paper-title-breaches": 16, "paper-title-tips": 16}
WIDTHS = {
    "paper-title-breaches": {1: 28, 3: 60},
    "paper-title-corrections": {1: 44},
    "paper-title-tips": {3: 26, 4: 34, 5: 34},
}
KEPT = {True: "yes", False: "no", None: "unknown"}
# A spreadsheet's time is a number of days; to have the library work that out takes longer than all the rest of a row.
DAY_ZERO, ONE_DAY = datetime(1899, 12, 30), timedelta(days=1)  # noqa: DTZ001  (local time, as there)
TOP = 3  # the row of a table's head; above it stand the title and the period


class WorkbookWriter:
    """Writes one report."""

    def __init__(self, report: Report, say: Say) -> None:
        self._report = report
        self._say = say
        self._known: dict[tuple[Standing, Category, Outcome | None, bool | None], list[str]] = {}
        self._file = BytesIO()
        self._book = Workbook(self._file, {"in_memory": True, "default_date_format": MOMENT})
        self._book.set_properties({"created": report.period.end.astimezone(UTC).replace(tzinfo=None)})
        make = self._book.add_format
        self._bold, self._title = (
            make({"bold": True, "text_wrap": True, "border": 1}),
            make({"bold": True, "font_size": 14}),
        )
        self._plain, self._count = make({"border": 1}), make({"border": 1, "num_format": COUNT})
        self._right, self._moment = make({"border": 1, "align": "right"}), make({"border": 1, "num_format": MOMENT})

    def write(self) -> bytes:
        """The whole file."""
        for table in self._report.tables:
            self._table(table)
        if self._report.corrections is not None:
            self._table(self._report.corrections)
        self._tips()
        self._book.close()
        return self._file.getvalue()

    def _table(self, table: Table) -> None:
        sheet = self._sheet(phrase(f"paper-sheet-{table.name}"), table.title, table.head)
        for number, row in enumerate(table.rows, start=TOP + 1):
            for column, cell in enumerate(row):
                self._cell(sheet, number, column, cell)
        if table.charted and table.rows:
            self._chart(sheet, table)

    def _tips(self) -> None:
        columns = ("code", "received", "acknowledged", "standing", "category", "outcome", "kept")
        heads = tuple(phrase(f"paper-tip-{column}") for column in columns)
        sheet = self._sheet(phrase("paper-sheet-tips"), phrase("paper-title-tips"), heads)
        for number, line in enumerate(self._report.lines, start=TOP + 1):
            self._tip(sheet, number, line)
        sheet.autofilter(TOP, 0, TOP + len(self._report.lines), len(columns) - 1)

    def _tip(self, sheet: Any, row: int, line: TipLine) -> None:
        sheet.write_string(row, 0, line.code, self._plain)
        for column, moment in ((1, line.received_at), (2, line.acknowledged_at)):
            if moment is None:
                sheet.write_blank(row, column, None, self._plain)
            else:
                local = moment.astimezone(self._report.zone).replace(tzinfo=None)
                sheet.write_number(row, column, (local - DAY_ZERO) / ONE_DAY, self._moment)
        for column, word in enumerate(self._told(line.standing, line.category, line.outcome, line.kept), start=3):
            sheet.write_string(row, column, word, self._plain)

    def _told(self, standing: Standing, category: Category, outcome: Outcome | None, kept: bool | None) -> list[str]:
        """A tip's last columns; what is said of one is said of thousands."""
        known = self._known.get((standing, category, outcome, kept))
        if known is None:
            phrases = (
                phrase(f"paper-standing-{standing}"),
                phrase(f"category-{category}"),
                phrase(f"outcome-{outcome}") if outcome else None,
                phrase(f"paper-kept-{KEPT[kept]}"),
            )
            known = [self._say(said) if said else "" for said in phrases]
            self._known[standing, category, outcome, kept] = known
        return known

    def _sheet(self, name: Phrase, title: Phrase, head: tuple[Phrase, ...]) -> Any:
        sheet = self._book.add_worksheet(self._say(name))
        sheet.write_string(0, 0, self._say(title), self._title)
        empty = self._say(phrase("paper-empty")) if self._report.figures.is_empty else ""
        period = self._say(phrase("paper-subtitle", ward=self._report.ward, period=period_name(self._report.period)))
        version = self._say(phrase("paper-version", version=self._report.version)) if self._report.version > 1 else ""
        sheet.write_string(1, 0, " ".join(filter(None, (period, version, empty))))
        for column, label in enumerate(head):
            sheet.write_string(TOP, column, self._say(label), self._bold)
        sheet.set_column(0, 0, FIRST_WIDTHS.get(title.key, 44))
        sheet.set_column(1, len(head), 18)
        for column, width in WIDTHS.get(title.key, {}).items():
            sheet.set_column(column, column, width)
        sheet.freeze_panes(TOP + 1, 0)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        # A name that begins with "=" must not become a formula.
        if isinstance(cell, int):
            sheet.write_number(row, column, cell, self._count)
        else:
            form = self._plain if isinstance(cell, str | Phrase) else self._right
            sheet.write_string(row, column, printed(cell, self._say), form)

    def _chart(self, sheet: Any, table: Table) -> None:
        name, last = self._say(phrase(f"paper-sheet-{table.name}")), TOP + len(table.rows)
        chart = self._book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": self._say(table.head[1]),
                "categories": [name, TOP + 1, 0, last, 0],
                "values": [name, TOP + 1, 1, last, 1],
                "data_labels": {"value": True, "num_format": COUNT},
            }
        )
        chart.set_title({"name": self._say(table.title)})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        sheet.insert_chart(TOP, len(table.head) + 1, chart)


def workbook(report: Report, say: Say) -> bytes:
    """A report as an .xlsx file."""
    return WorkbookWriter(report, say).write()
