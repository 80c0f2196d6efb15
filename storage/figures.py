"""A period's figures, from columns alone: nothing sealed is opened. Its tips are read once and counted here: to let the
database count each cell would have it find out anew, each time, how every tip stood."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome
from bot.domain.reports import Figures, Handled, TipLine
from bot.domain.tip import IdentityMode
from storage.dialect import found_first
from storage.lives import Life, lives_of
from storage.models import Decision, Tip

# A drill is no tip.
_REAL = Tip.drill.is_(False)


class FigureStore:
    """Counts a ward's tips of a period, from ``start`` up to but not including ``end`` (aware)."""

    def __init__(self, session: Session, ward_id: int) -> None:
        self._session, self._ward_id = session, ward_id

    def of(self, start: datetime, end: datetime) -> Figures:
        """The figures of a period."""
        return self._counted(self._lives(start, end), start, end)

    def lines(self, start: datetime, end: datetime) -> list[TipLine]:
        """Every tip that the figures count, as it stood at ``end``, the longest known first."""
        return [life.line(end.astimezone(UTC)) for life in self._lives(start, end)]

    def with_lines(self, start: datetime, end: datetime) -> tuple[Figures, list[TipLine]]:
        """Both at the price of one."""
        lives = self._lives(start, end)
        return self._counted(lives, start, end), [life.line(end.astimezone(UTC)) for life in lives]

    def by_day(self, start: datetime, end: datetime, zone: ZoneInfo) -> list[tuple[date, int]]:
        """What came in on each day, also on those on which nothing did; a day begins at the local hour of ``start``."""
        came_in = (Tip.ward_id == self._ward_id, _REAL, Tip.received_at >= start, Tip.received_at < end)
        first, found = start.astimezone(zone), Counter[date]()
        since_midnight = timedelta(hours=first.hour, minutes=first.minute)
        for received in self._session.scalars(select(Tip.received_at).where(*came_in)):
            found[(received.astimezone(zone) - since_midnight).date()] += 1
        last = (end.astimezone(zone) - since_midnight - timedelta(microseconds=1)).date()
        days = (first.date() + timedelta(days=n) for n in range((last - first.date()).days + 1))
        return [(day, found[day]) for day in days]

    def _lives(self, start: datetime, end: datetime) -> list[Life]:
        return lives_of(self._session, self._ward_id, start.astimezone(UTC), end.astimezone(UTC))

    def _counted(self, lives: Sequence[Life], start: datetime, end: datetime) -> Figures:
        start_utc, end_utc = start.astimezone(UTC), end.astimezone(UTC)
        new = [life for life in lives if life.received_at >= start_utc]
        waits = sorted(life.acknowledged_at - life.received_at for life in new if life.acknowledged_at)
        still_open = Counter(life.kept(end_utc) for life in lives if life.closed_at is None)
        return Figures(
            start=start,
            end=end,
            carried_over=len(lives) - len(new),
            received=Counter(life.kind for life in new),
            acknowledged=len(waits),
            handled=_handled(lives, end_utc),
            open_in_time=still_open[True],
            open_overdue=still_open[False],
            open_unknown=still_open[None],
            median_wait=_rank(waits, 50),
            p90_wait=_rank(waits, 90),
            unidentified=sum(life.identity_mode is IdentityMode.WITHHELD for life in new),
            by_category=Counter(life.category for life in new),
            by_neighbourhood=Counter(life.neighbourhood for life in new),
            by_channel=Counter(life.channel for life in new),
            decided=self._decided(start, end),
            undecided=self._undecided(end),
        )

    def _decided(self, start: datetime, end: datetime) -> Counter[Verdict]:
        """Row ids grow with time: the highest of a tip is its latest."""
        entered = select(func.max(Decision.id).label("id"), Decision.tip_id).group_by(Decision.tip_id)
        latest = found_first(entered.where(Decision.entered_at >= start, Decision.entered_at < end))
        query = (
            select(Decision.verdict, func.count())
            .join(latest, latest.c.id == Decision.id)
            .join(Tip, Tip.id == latest.c.tip_id)
            .where(Tip.ward_id == self._ward_id, _REAL)
            .group_by(Decision.verdict)
        )
        return Counter({row[0]: row[1] for row in self._session.execute(query)})

    def _undecided(self, end: datetime) -> int:
        known = select(Decision.id).where(Decision.tip_id == Tip.id, Decision.entered_at < end).exists()
        passed_on = (Tip.outcome == Outcome.INVESTIGATION, Tip.closed_at < end)
        query = select(func.count()).select_from(Tip).where(Tip.ward_id == self._ward_id, _REAL, *passed_on, ~known)
        return self._session.scalar(query) or 0


def _handled(lives: Sequence[Life], end: datetime) -> dict[Outcome, Handled]:
    cells = Counter((life.outcome, _cell(life, end)) for life in lives if life.outcome is not None)
    found: dict[Outcome, Handled] = {}
    for (outcome, cell), count in cells.items():
        found[outcome] = replace(found.get(outcome, Handled()), **{cell: count})
    return found


def _cell(life: Life, end: datetime) -> str:
    kept = life.kept(end)
    if kept is None:
        return "unknown"
    return "late" if not kept else "day_kept" if life.serious else "week_kept"


def _rank(waits: Sequence[timedelta], hundredths: int) -> timedelta | None:
    """The smallest wait that so many of a hundred do not exceed (nearest rank); the list is in order."""
    return waits[ceil(len(waits) * hundredths / 100) - 1] if waits else None
