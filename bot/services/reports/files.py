"""The files of a report. The libraries that write them are an extra, looked for when a file is wanted."""

from importlib.util import find_spec
from pathlib import Path

from bot.domain.periods import PeriodKind
from bot.domain.reports import Picture
from bot.services.papers.files import ExtraMissing, FaultyTemplate
from bot.services.papers.files import own_template as own_of
from bot.services.reports.gather import Report, Say
from bot.services.reports.pictures import report_picture
from bot.settings import Settings

LIBRARIES = ("docxtpl", "matplotlib", "xlsxwriter")
ENDINGS = ("docx", "xlsx", "png")
TEMPLATE = "bao-cao.docx"

__all__ = [
    "ENDINGS",
    "TEMPLATE",
    "FaultyTemplate",
    "draw_picture",
    "file_name",
    "has_extra",
    "make_file",
    "own_template",
]


def has_extra(libraries: tuple[str, ...] = LIBRARIES) -> bool:
    """Whether the libraries that write files are installed."""
    return all(map(find_spec, libraries))


def make_file(report: Report, ending: str, say: Say, own: Path | None = None) -> bytes:
    """One file; ``own`` is the ward's template for the document. Raises ExtraMissing, FaultyTemplate."""
    try:
        if ending == "docx":
            from bot.services.reports.document import document

            return document(report, say, own)
        if ending == "xlsx":
            from bot.services.reports.workbook import workbook

            return workbook(report, say)
    except ImportError as missing:
        raise ExtraMissing from missing
    return draw_picture(report_picture(report), say)


def draw_picture(picture: Picture, say: Say) -> bytes:
    """A chart as PNG. Raises ExtraMissing."""
    try:
        from bot.services.reports.chart import draw
    except ImportError as missing:
        raise ExtraMissing from missing
    return draw(picture, say)


def file_name(report: Report, ending: str) -> str:
    """Its name: the ward, the kind of period and its last day; a later version says which."""
    period = report.period
    # Two shifts may end on one day, and so may two stretches of one day.
    ended = f"{period.end:%Y-%m-%d-%Hh%M}" if period.kind is PeriodKind.SHIFT else f"{period.last_day:%Y-%m-%d}"
    if period.kind is PeriodKind.RANGE:
        ended = f"{period.start:%Y-%m-%d}-{ended}"
    version = f"-ban-{report.version}" if report.version > 1 else ""
    return f"bao-cao-{report.code}-{period.kind}-{ended}{version}.{ending}"


def own_template(settings: Settings, code: str) -> Path | None:
    """The ward's own template for the document, if it has one."""
    return own_of(settings, code, TEMPLATE)
