"""The ward's periodic report: its figures and how numbers are printed. Pure."""

from bot.domain.reports.figures import Change, Figures, Handled, Standing, TipLine, change, share
from bot.domain.reports.names import period_name
from bot.domain.reports.numbers import day, minutes, percent, whole
from bot.domain.reports.tables import Cell, Table, tables

__all__ = [
    "Cell",
    "Change",
    "Figures",
    "Handled",
    "Standing",
    "Table",
    "TipLine",
    "change",
    "day",
    "minutes",
    "percent",
    "period_name",
    "share",
    "tables",
    "whole",
]
