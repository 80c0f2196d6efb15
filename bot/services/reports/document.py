"""The report as a document for an officer to complete and sign (layout of NĐ 30/2020): never issued by itself.

The template is a Word file that a ward may replace by its own; what it may name is what ``_context`` gives. Number,
place, date, recipients and signature are left to the officer. The same report gives the same bytes.
"""

from collections.abc import Mapping
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from bot.domain.reports import Table, day, percent, period_name, whole
from bot.domain.screen import phrase
from bot.services.papers.files import read_template
from bot.services.reports.files import TEMPLATE
from bot.services.reports.gather import Report, Say
from bot.services.reports.printing import printed
from bot.services.word import filled

MOST_ROWS = 100  # of a table on paper; the workbook has them all


def document(report: Report, say: Say, own: Path | None = None) -> bytes:
    """A report as a .docx file, by the ward's ``own`` template or the usual one. Raises FaultyTemplate."""
    template = read_template(own) if own else _usual()
    return _undated(filled(template, _context(report, say)))


def _usual() -> bytes:
    return files("bot.services.reports").joinpath("templates", TEMPLATE).read_bytes()


def _context(report: Report, say: Say) -> dict[str, Any]:
    figures = report.figures
    return {
        "ward": report.ward,
        "ward_capitals": report.ward.upper(),
        "period": say(period_name(report.period)),
        "first_day": day(report.period.start),
        "last_day": day(report.period.last_day),
        "empty": say(phrase("paper-empty")) if figures.is_empty else "",
        "carried_over": whole(figures.carried_over),
        "received": whole(figures.received_total),
        "handled": whole(figures.handled_total),
        "open": whole(figures.open_total),
        "overdue": whole(figures.open_overdue),
        "handling_rate": percent(figures.handling_rate),
        "on_time_rate": percent(figures.on_time_rate),
        "version": report.version,
        "journal": _journal(report, say),
        "tables": {table.name: _table(table, say) for table in report.tables},
        "corrections": _table(report.corrections, say) if report.corrections else None,
    }


def _journal(report: Report, say: Say) -> str:
    """How far the journal reached: whoever keeps the paper notices a later cut."""
    head = report.journal
    return say(phrase("paper-journal", count=whole(head.count), mark=head.mark)) if head else ""


def _table(table: Table, say: Say) -> Mapping[str, Any]:
    left = len(table.rows) - MOST_ROWS
    return {
        "title": say(table.title),
        "head": [say(label) for label in table.head],
        "rows": [[printed(cell, say) for cell in row] for row in table.rows[:MOST_ROWS]],
        "more": say(phrase("paper-more-rows", count=whole(left))) if left > 0 else "",
    }


def _undated(packed: bytes) -> bytes:
    """The same archive with no time in it."""
    bare = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(bare, "w") as new:
        for entry in old.infolist():
            plain = ZipInfo(entry.filename)
            plain.compress_type = entry.compress_type
            new.writestr(plain, old.read(entry))
    return bare.getvalue()
