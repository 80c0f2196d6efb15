"""``tinbao report``: a ward's periodic report as files, made on the server without the bot."""

import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import partial
from pathlib import Path

import typer

from bot.cli_database import looking_into
from bot.cli_files import write_private
from bot.cli_speech import tell, wording
from bot.domain.periods import CutOffs, Period, PeriodKind, period_at, previous
from bot.domain.reports import day, period_name
from bot.domain.screen import phrase
from bot.services.reports import Report, cut_offs_in, gather, issued_report
from bot.services.reports.files import TEMPLATE, FaultyTemplate, file_name, has_extra, make_file, own_template
from bot.settings import Settings
from bot.startup import NotReady, read_settings

Maker = Callable[[Report], bytes]


def write_report(kind: str, end: str | None, folder: Path, ward_code: str | None) -> None:
    """Write a period's report into a folder; without ``end`` that of the last period that is over. Raises NotReady."""
    settings = read_settings()
    wanted, day_in_it = _kind(kind), _day(end)
    makers = _makers(settings)
    report = _gathered(settings, ward_code or settings.ward_code, wanted, day_in_it)
    period = report.period
    paths = {ending: _path(folder, report, ending) for ending in makers}
    made = {}
    with typer.progressbar(makers.items(), file=sys.stderr, hidden=not sys.stderr.isatty()) as steps:
        for ending, make in steps:
            made[ending] = make(report)
    for ending, content in made.items():
        write_private(paths[ending], content)
    if report.figures.is_empty:
        tell(phrase("cli-report-empty", period=period_name(period)))
    for path in paths.values():
        tell(phrase("cli-report-written", period=period_name(period), path=str(path)))


def _kind(word: str) -> PeriodKind:
    try:
        kind = PeriodKind(word.replace("-", "_"))
    except ValueError:
        raise NotReady(phrase("cli-bad-kind")) from None
    if kind is PeriodKind.RANGE:
        raise NotReady(phrase("cli-bad-kind"))
    return kind


def _day(word: str | None) -> date | None:
    """A day as people write it, day first. Raises NotReady."""
    if word is None:
        return None
    try:
        return datetime.strptime(word, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise NotReady(phrase("cli-bad-end")) from None


def _period(kind: PeriodKind, holds: date | None, cut_offs: CutOffs, now: datetime) -> Period:
    """The period that holds a day, or the last one that is over. Raises NotReady for one that is not over."""
    if holds is None:
        found = period_at(kind, now, cut_offs)
        return found if found.end <= now else previous(found, cut_offs)
    found = period_at(kind, datetime.combine(holds, time(12), cut_offs.zone), cut_offs)
    if found.end > now:
        raise NotReady(phrase("cli-report-not-over", last=day(found.last_day)))
    return found


def _gathered(settings: Settings, code: str, kind: PeriodKind, holds: date | None) -> Report:
    with looking_into(settings, code) as uow:
        cut_offs = cut_offs_in(uow)
        period = _period(kind, holds, cut_offs, uow.now)
        issued = uow.issued_reports.latest(period)
        return issued_report(uow, issued.id) if issued is not None else gather(uow, period, cut_offs)


def _makers(settings: Settings) -> Mapping[str, Maker]:
    """What writes which file. Raises NotReady when the libraries are not installed: they are an extra."""
    if not has_extra():
        raise NotReady(phrase("cli-report-extra"))
    return {ending: partial(_made, settings, ending) for ending in ("xlsx", "docx", "png")}


def _made(settings: Settings, ending: str, report: Report) -> bytes:
    own = own_template(settings, report.code)
    try:
        return make_file(report, ending, wording, own)
    except FaultyTemplate as error:
        raise NotReady(phrase("cli-report-template", path=str(own or TEMPLATE), why=error.why)) from None


def _path(folder: Path, report: Report, ending: str) -> Path:
    """Where a file will stand. Raises NotReady rather than replace one."""
    path = folder / file_name(report, ending)
    if path.exists():
        raise NotReady(phrase("cli-file-exists", path=str(path)))
    return path
