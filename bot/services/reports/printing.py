"""Cells as text."""

from datetime import timedelta
from fractions import Fraction

from bot.domain.reports import Cell, minutes, percent, whole
from bot.domain.reports.numbers import NOTHING
from bot.domain.screen import Phrase
from bot.domain.visible import visible
from bot.services.reports.gather import Say


def printed(cell: Cell, say: Say) -> str:
    """A cell as Vietnamese papers print it; a duration in minutes."""
    match cell:
        case None:
            return NOTHING
        case int():
            return whole(cell)
        case Fraction():
            return percent(cell)
        case timedelta():
            return minutes(cell)
        case Phrase():
            return say(cell)
    return visible(cell)
