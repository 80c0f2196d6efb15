"""What a period's report counts (Chỉ thị 12-CT/TU; the columns follow the ward's plan).

In time means: passed on, or closed, before the limit of TTLT 01/2017 Điều 8.5 ran out: 24 hours for the serious class,
7 days for all others. A tip that is open when the period ends is judged by that moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome, TipKind
from bot.domain.tip import Category, Channel


class Standing(StrEnum):
    """Where a tip stood at a period's end. The value is the text key's suffix."""

    NEW = "new"  # chưa ai tiếp nhận
    IN_HAND = "in_hand"
    PASSED_ON = "passed_on"  # sent to another body, which had not confirmed it
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Handled:
    """Tips that ended in one way: within 24 hours (serious class), within 7 days (others), late.

    ``unknown`` are those for which no limit ran.
    """

    day_kept: int = 0
    week_kept: int = 0
    late: int = 0
    unknown: int = 0

    @property
    def kept(self) -> int:
        """In time."""
        return self.day_kept + self.week_kept

    @property
    def total(self) -> int:
        """All of them."""
        return self.kept + self.late + self.unknown


@dataclass(frozen=True, slots=True)
class TipLine:
    """One tip as it stood at the period's end, without anything that was said. Times are UTC.

    ``kept`` is None when no limit ran.
    """

    code: str
    received_at: datetime
    acknowledged_at: datetime | None
    category: Category
    standing: Standing
    outcome: Outcome | None
    kept: bool | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A ward's figures from ``start`` up to but not including ``end`` (aware), as things stood at ``end``.

    ``received``: by what a tip is in law, None while nobody has said so. ``by_neighbourhood``: by name, None where the
    tip names none. Maps hold what is there, never zeros. What was reopened after the period counts as never closed.

    ``decided``: tips of which the ward wrote a decision of the investigating body down in the period, by the latest of
    them. ``undecided``: tips that were closed by passing them to it before ``end`` and have no decision by then.
    """

    start: datetime
    end: datetime
    carried_over: int
    received: Mapping[TipKind | None, int]
    acknowledged: int
    handled: Mapping[Outcome, Handled]
    open_in_time: int
    open_overdue: int
    open_unknown: int
    median_wait: timedelta | None
    p90_wait: timedelta | None
    unidentified: int
    by_category: Mapping[Category, int]
    by_neighbourhood: Mapping[str | None, int]
    by_channel: Mapping[Channel, int]
    decided: Mapping[Verdict, int]
    undecided: int

    @property
    def received_total(self) -> int:
        """What came in during the period."""
        return sum(self.received.values())

    @property
    def total(self) -> int:
        """All that there was to handle."""
        return self.carried_over + self.received_total

    @property
    def handled_total(self) -> int:
        """What was closed in the period."""
        return sum(line.total for line in self.handled.values())

    @property
    def open_total(self) -> int:
        """What was still open at its end."""
        return self.open_in_time + self.open_overdue + self.open_unknown

    @property
    def acknowledgement_rate(self) -> Fraction | None:
        """How much of what came in was taken on by the end; the plan asks for all."""
        return share(self.acknowledged, self.received_total)

    @property
    def handling_rate(self) -> Fraction | None:
        """How much of all there was to handle was closed; the plan asks for more than 90 %."""
        return share(self.handled_total, self.total)

    @property
    def on_time_rate(self) -> Fraction | None:
        """How much of what was closed, and had a limit, was closed or passed on in time."""
        kept = sum(line.kept for line in self.handled.values())
        return share(kept, kept + sum(line.late for line in self.handled.values()))

    @property
    def is_empty(self) -> bool:
        """Nothing came in, was left to do, or was heard of ("kỳ này không phát sinh")."""
        return not self.total and not self.decided


@dataclass(frozen=True, slots=True)
class Change:
    """A count beside that of another period."""

    now: int
    then: int

    @property
    def difference(self) -> int:
        """How many more; negative for fewer."""
        return self.now - self.then

    @property
    def rate(self) -> Fraction | None:
        """The difference as a part of what there was; None when there was nothing."""
        return share(self.difference, self.then)


def change(now: Figures, then: Figures) -> Mapping[str, Change]:
    """The main counts beside those of another period, by text key suffix."""
    return {
        "received": Change(now.received_total, then.received_total),
        "handled": Change(now.handled_total, then.handled_total),
        "open": Change(now.open_total, then.open_total),
        "overdue": Change(now.open_overdue, then.open_overdue),
        "unidentified": Change(now.unidentified, then.unidentified),
    }


def share(part: int, whole: int) -> Fraction | None:
    """One number as a part of another; None of nothing."""
    return Fraction(part, whole) if whole else None
