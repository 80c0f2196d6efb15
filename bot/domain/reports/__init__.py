"""The ward's periodic report: its figures and how numbers are printed. Pure."""

from bot.domain.reports.clocks import (
    Breach,
    ClockFigures,
    Shift,
    ShiftTally,
    Tally,
    shift_finder,
    shift_name,
    shifts_of,
)
from bot.domain.reports.figures import Change, Figures, Handled, Standing, TipLine, change, share
from bot.domain.reports.frozen import Correction, Frozen, corrections
from bot.domain.reports.names import period_name
from bot.domain.reports.numbers import day, hours, minutes, percent, signed, whole
from bot.domain.reports.pictures import Panel, Picture
from bot.domain.reports.suppression import Suppressed, suppressed
from bot.domain.reports.tables import Cell, Table, tables

__all__ = [
    "Breach",
    "Cell",
    "Change",
    "ClockFigures",
    "Correction",
    "Figures",
    "Frozen",
    "Handled",
    "Panel",
    "Picture",
    "Shift",
    "ShiftTally",
    "Standing",
    "Suppressed",
    "Table",
    "Tally",
    "TipLine",
    "change",
    "corrections",
    "day",
    "hours",
    "minutes",
    "percent",
    "period_name",
    "share",
    "shift_finder",
    "shift_name",
    "shifts_of",
    "signed",
    "suppressed",
    "tables",
    "whole",
]
