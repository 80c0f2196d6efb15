"""All that a report is written from, read in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.periods import CutOffs, Period, previous, year_before
from bot.domain.reports import Figures, Table, TipLine, tables
from bot.domain.screen import Phrase
from storage.unit_of_work import UnitOfWork

# Turns a phrase into plain text.
Say: TypeAlias = Callable[[Phrase], str]


@dataclass(frozen=True, slots=True)
class Report:
    """One ward's period: its tables, and its tips without anything that was said."""

    ward: str
    code: str
    zone: ZoneInfo
    period: Period
    figures: Figures
    tables: tuple[Table, ...]
    lines: tuple[TipLine, ...]


def gather(uow: UnitOfWork, period: Period, cut_offs: CutOffs) -> Report:
    """Count a period beside the one before it and the same one a year before."""
    now, last, year = (
        uow.figures.of(p.start, p.end) for p in (period, previous(period, cut_offs), year_before(period, cut_offs))
    )
    ward = uow.ward.profile
    return Report(
        ward=ward.name,
        code=ward.code,
        zone=cut_offs.zone,
        period=period,
        figures=now,
        tables=tables(now, last, year),
        lines=tuple(uow.figures.lines(period.start, period.end)),
    )
