"""Reporting periods: half-open intervals of local time."""

from bot.domain.periods.cut_offs import CutOffs, PeriodKind
from bot.domain.periods.days import day_ends, next_day_end
from bot.domain.periods.periods import (
    Period,
    days,
    ended_between,
    following,
    period_at,
    previous,
    report_due,
    until,
    year_before,
)
from bot.domain.periods.words import read_range

__all__ = [
    "CutOffs",
    "Period",
    "PeriodKind",
    "day_ends",
    "days",
    "ended_between",
    "following",
    "next_day_end",
    "period_at",
    "previous",
    "read_range",
    "report_due",
    "until",
    "year_before",
]
