"""The briefing as it is read in the duty group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.balance import Balance
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.screens.balance import balance_line
from bot.domain.screens.reminders import Late, late_lines
from bot.domain.screens.times import clock_time, how_long
from bot.domain.tip import Category


@dataclass(frozen=True, slots=True)
class BriefingView:
    """A period from ``start`` up to but not including ``end`` (aware), and what is open at its end.

    ``journal_lines`` and ``journal_mark`` say how far the journal reaches: whoever keeps the message notices a cut.
    """

    ward: str
    start: datetime
    end: datetime
    received: Mapping[Category, int]
    acknowledged: int
    being_handled: int
    waiting: tuple[Late, ...]
    median: timedelta | None
    balance: Balance
    journal_lines: int
    journal_mark: str


def briefing(view: BriefingView, zone: ZoneInfo) -> Screen:
    """Figures first, then what waits, most overdue first. An empty period says so."""
    total = sum(view.received.values())
    late = [tip for tip in view.waiting if tip.late > timedelta()]
    return Screen(
        (
            phrase("brief-title", ward=view.ward),
            phrase("brief-period", start=clock_time(view.start, zone), end=clock_time(view.end, zone)),
            phrase("brief-received", count=total) if total else phrase("brief-nothing"),
            *_by_category(view.received),
            phrase("brief-acknowledged", count=view.acknowledged),
            *((phrase("brief-median", span=how_long(view.median)),) if view.median is not None else ()),
            phrase("brief-handled", count=view.being_handled),
            phrase("brief-waiting", count=len(view.waiting), late=len(late)),
            *late_lines(sorted(view.waiting, key=lambda tip: tip.late, reverse=True)),
            balance_line(view.balance),
            phrase("brief-journal", count=f"{view.journal_lines:,}".replace(",", "."), mark=view.journal_mark),
        )
    )


def _by_category(received: Mapping[Category, int]) -> tuple[Phrase, ...]:
    ranked = sorted(received.items(), key=lambda item: (-item[1], item[0]))
    return tuple(phrase("brief-category", category=phrase(f"category-{c}"), count=n) for c, n in ranked)
