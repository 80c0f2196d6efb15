"""What the charts show: of a report, of a digest. They are drawn only when they go out."""

from bot.domain.reports import Picture, Table, period_name
from bot.domain.reports.pictures import panel_of
from bot.domain.screen import phrase
from bot.services.reports.gather import Report

CHARTED = ("categories", "outcomes", "places")


def report_picture(report: Report) -> Picture:
    """What came in by category and place, and what became of it."""
    return Picture(
        phrase("chart-title-report", ward=report.ward),
        phrase("chart-subtitle", period=period_name(report.period)),
        tuple(panel_of(table) for table in _charted(report)),
    )


def _charted(report: Report) -> list[Table]:
    named = {table.name: table for table in report.tables}
    return [named[name] for name in CHARTED]
