"""How long what a tip says, and who reported it, is kept after the tip was closed.

No law of the field sets a number (Luật 91/2025, NĐ 356/2025): the ward does. Months are calendar months.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase

WARNED_BEFORE = timedelta(days=30)
# One warning names what would need one within the following week too: no message every day.
TOGETHER = timedelta(days=7)
KEPT_MONTHS = 12


class Erasing(StrEnum):
    """What is erased of a tip."""

    IDENTITY = "identity"  # who reported it
    ALL = "all"  # what it says, and everything but what is counted


class TipErased(Refused, LookupError):
    """The tip's time is over: all that is left of it is what is counted. ``day`` is a local date in words."""

    def __init__(self, code: str, day: str) -> None:
        super().__init__(Alert(phrase("refused-erased", code=code, day=day), loud=True))


@dataclass(frozen=True, slots=True)
class Policy:
    """Months after closing; 0 is for ever. The identity is never kept longer than the rest."""

    all_months: int
    identity_months: int

    @property
    def stages(self) -> tuple[tuple[Erasing, int], ...]:
        """What is erased after how many months. What goes with everything else is no stage of its own."""
        everything = ((Erasing.ALL, self.all_months),) if self.all_months else ()
        apart = self.identity_months and (not self.all_months or self.identity_months < self.all_months)
        return (*everything, *(((Erasing.IDENTITY, self.identity_months),) if apart else ()))


def shifted(moment: datetime, months: int) -> datetime:
    """So many months later, or earlier; the last day of a month that is too short."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def kept_until(closed_at: datetime, months: int, kept: datetime | None, now: datetime) -> datetime:
    """The end (aware) of another year: from when the tip would be erased, or from now if that is over or never."""
    ends = [now, *((kept,) if kept else ()), *((shifted(closed_at, months),) if months else ())]
    return shifted(max(ends), KEPT_MONTHS)
