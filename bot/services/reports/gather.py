"""All that a report is written from, read in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.periods import CutOffs, Period, previous, year_before
from bot.domain.reports import Cell, Correction, Figures, Frozen, Table, TipLine, corrections
from bot.domain.screen import Phrase, phrase
from bot.settings import Settings
from storage.issued_reports import Issued
from storage.journal import Head
from storage.unit_of_work import UnitOfWork

# Turns a phrase into plain text.
Say: TypeAlias = Callable[[Phrase], str]


@dataclass(frozen=True, slots=True)
class Report:
    """One ward's period: its tables, and its tips without anything that was said.

    ``issued_at`` (UTC) and ``journal`` are those of the issued version; a draft made on the server has none.
    ``corrections`` says what a later version says otherwise than the one before.
    """

    ward: str
    code: str
    zone: ZoneInfo
    period: Period
    figures: Figures
    tables: tuple[Table, ...]
    lines: tuple[TipLine, ...]
    version: int = 1
    issued_at: datetime | None = None
    journal: Head | None = None
    corrections: Table | None = None


def cut_offs_of(settings: Settings) -> CutOffs:
    """Where this installation cuts its periods."""
    return CutOffs(settings.timezone, month_day=settings.report_day)


def cut_offs_in(uow: UnitOfWork) -> CutOffs:
    """The same for a ward, with the hours of its own shifts."""
    return replace(cut_offs_of(uow.settings), shifts=uow.roster.shifts().hours)


def count(uow: UnitOfWork, period: Period, cut_offs: CutOffs) -> Frozen:
    """Count a period beside the one before it and the same one a year before: as these were issued, if they were."""
    now, lines = uow.figures.with_lines(period.start, period.end)
    return Frozen(
        now=now,
        previous=_figures(uow, previous(period, cut_offs)),
        year_before=_figures(uow, year_before(period, cut_offs)),
        clocks=uow.clock_figures.of(period.start, period.end),
        lines=tuple(lines),
    )


def gather(uow: UnitOfWork, period: Period, cut_offs: CutOffs) -> Report:
    """A report of a period as things stand now; nothing is issued by it."""
    return _report(uow, period, count(uow, period, cut_offs))


def issued_report(uow: UnitOfWork, report_id: int, *, lines: bool = True) -> Report:
    """A report as it was issued; its tips only where they are wanted. Raises NoResultFound."""
    issued = uow.issued_reports.get(report_id, lines=lines)
    before = uow.issued_reports.latest(issued.period, issued.version - 1)
    report = _report(uow, issued.period, issued.frozen)
    return replace(
        report,
        version=issued.version,
        issued_at=issued.issued_at,
        journal=issued.journal,
        corrections=_corrected(before, issued),
    )


def _report(uow: UnitOfWork, period: Period, frozen: Frozen) -> Report:
    ward = uow.ward.profile
    return Report(ward.name, ward.code, uow.settings.timezone, period, frozen.now, frozen.tables, frozen.lines)


def _figures(uow: UnitOfWork, period: Period) -> Figures:
    issued = uow.issued_reports.latest(period)
    return issued.frozen.now if issued is not None else uow.figures.of(period.start, period.end)


def _corrected(before: Issued | None, after: Issued) -> Table | None:
    if before is None:
        return None
    head = tuple(phrase(f"paper-head-{name}") for name in ("table", "row", "column", "before", "after"))
    rows = tuple(map(_row, corrections(before.frozen.tables, after.frozen.tables)))
    return Table("corrections", phrase("paper-title-corrections", version=before.version), head, rows)


def _row(found: Correction) -> tuple[Cell, ...]:
    return found.table, found.row, found.column, found.before, found.after
