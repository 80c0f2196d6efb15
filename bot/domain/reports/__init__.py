"""The ward's periodic report: its figures and how numbers are printed. Pure."""

from bot.domain.reports.figures import Change, Figures, Handled, Standing, TipLine, change, share
from bot.domain.reports.numbers import day, minutes, percent, whole

__all__ = [
    "Change",
    "Figures",
    "Handled",
    "Standing",
    "TipLine",
    "change",
    "day",
    "minutes",
    "percent",
    "share",
    "whole",
]
