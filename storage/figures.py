"""A period's figures, counted in the database from columns alone: nothing sealed is opened."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.domain.casework.feedback import Verdict
from bot.domain.casework.outcomes import Outcome
from bot.domain.clocks import ClockKey
from bot.domain.reports import Figures, Handled, Standing, TipLine
from bot.domain.tip import IdentityMode
from storage.models import Decision, Neighbourhood, Tip, TipClock, Transfer
from storage.models.base import Moment

# A drill is no tip.
_REAL = Tip.drill.is_(False)


class FigureStore:
    """Counts a ward's tips of a period."""

    def __init__(self, session: Session, ward_id: int) -> None:
        self._session, self._ward_id = session, ward_id

    def of(self, start: datetime, end: datetime) -> Figures:
        """The figures from ``start`` up to but not including ``end`` (aware)."""
        life = _lives(self._ward_id, start, end)
        came_in = life.c.received_at >= literal(start, Moment())
        open_ = self._count(life, life.c.kept, life.c.closed.is_(False))
        waits = self._waits(life, came_in)
        by_place = self._count(life, life.c.neighbourhood, came_in)
        return Figures(
            start=start,
            end=end,
            carried_over=self._count(life, literal(1), ~came_in)[1],
            received=self._count(life, life.c.kind, came_in),
            acknowledged=len(waits),
            handled=self._handled(life),
            open_in_time=open_[1],
            open_overdue=open_[0],
            open_unknown=open_[None],
            median_wait=_rank(waits, 50),
            p90_wait=_rank(waits, 90),
            unidentified=self._count(life, life.c.identity_mode, came_in)[IdentityMode.WITHHELD],
            by_category=self._count(life, life.c.category, came_in),
            by_neighbourhood=by_place,
            by_channel=self._count(life, life.c.channel, came_in),
            decided=self._decided(start, end),
            undecided=self._undecided(end),
        )

    def lines(self, start: datetime, end: datetime) -> list[TipLine]:
        """Every tip that the figures count, as it stood at ``end``, the longest known first."""
        life = _lives(self._ward_id, start, end)
        rows = self._session.execute(select(life).order_by(life.c.received_at, life.c.code))
        return [_line(row) for row in rows]

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

    def _count(self, life: Subquery, by: ColumnElement[Any], where: ColumnElement[bool]) -> Counter[Any]:
        rows = self._session.execute(select(by, func.count()).select_from(life).where(where).group_by(by))
        return Counter({row[0]: row[1] for row in rows})

    def _handled(self, life: Subquery) -> dict[Outcome, Handled]:
        serious = life.c.serious.is_not(None)
        keys = (life.c.outcome, serious, life.c.kept)
        rows = self._session.execute(select(*keys, func.count()).where(life.c.closed).group_by(*keys))
        found: dict[Outcome, Handled] = {}
        for outcome, is_serious, kept, count in rows:
            cell = "unknown" if kept is None else "late" if not kept else "day_kept" if is_serious else "week_kept"
            line = found.get(outcome, Handled())
            found[outcome] = replace(line, **{cell: getattr(line, cell) + count})
        return found

    def _decided(self, start: datetime, end: datetime) -> Counter[Verdict]:
        """Row ids grow with time: the highest of a tip is its latest."""
        within = (Decision.entered_at >= start, Decision.entered_at < end)
        latest = (
            select(func.max(Decision.id))
            .join(Tip, Tip.id == Decision.tip_id)
            .where(Tip.ward_id == self._ward_id, _REAL, *within)
            .group_by(Decision.tip_id)
        )
        query = select(Decision.verdict, func.count()).where(Decision.id.in_(latest)).group_by(Decision.verdict)
        return Counter({row[0]: row[1] for row in self._session.execute(query)})

    def _undecided(self, end: datetime) -> int:
        known = select(Decision.id).where(Decision.tip_id == Tip.id, Decision.entered_at < end).exists()
        passed_on = (Tip.outcome == Outcome.INVESTIGATION, Tip.closed_at < end)
        query = select(func.count()).select_from(Tip).where(Tip.ward_id == self._ward_id, _REAL, *passed_on, ~known)
        return self._session.scalar(query) or 0

    def _waits(self, life: Subquery, came_in: ColumnElement[bool]) -> list[timedelta]:
        rows = self._session.execute(
            select(life.c.received_at, life.c.acknowledged_at).where(came_in, life.c.acknowledged_at.is_not(None))
        )
        return sorted(acknowledged - received for received, acknowledged in rows)


def _lives(ward_id: int, start: datetime, end: datetime) -> Subquery:
    """Every tip that was open at some time of the period, with what was known of it at the period's end.

    ``kept`` is 1, 0 or, without a limit, NULL.
    """
    closed, at_end = and_(Tip.closed_at.is_not(None), Tip.closed_at < end), literal(end, Moment())
    under_way = _last_sent(Transfer.sent_at < end, or_(Transfer.settled_at.is_(None), Transfer.settled_at >= end))
    passed_on = _last_sent(Transfer.outcome == Tip.outcome, Transfer.sent_at <= Tip.closed_at)
    limit = (
        select(TipClock.late_at)
        .where(TipClock.tip_id == Tip.id, TipClock.slot == ClockKey.TRANSFER_7D)
        .correlate(Tip)
        .scalar_subquery()
    )
    judged = case((closed, func.coalesce(passed_on, Tip.closed_at)), else_=func.coalesce(under_way, at_end))
    return (
        select(
            Tip.code,
            Tip.received_at,
            case((Tip.acknowledged_at < end, Tip.acknowledged_at)).label("acknowledged_at"),
            Tip.category,
            Tip.channel,
            Tip.kind,
            Tip.identity_mode,
            Tip.serious,
            Neighbourhood.name.label("neighbourhood"),
            case((closed, Tip.outcome)).label("outcome"),
            closed.label("closed"),
            under_way.is_not(None).label("under_way"),
            case((judged <= limit, 1), (judged > limit, 0)).label("kept"),
        )
        .outerjoin(Neighbourhood, Neighbourhood.id == Tip.neighbourhood_id)
        .where(
            Tip.ward_id == ward_id, _REAL, Tip.received_at < end, or_(Tip.closed_at.is_(None), Tip.closed_at >= start)
        )
        .subquery()
    )


def _last_sent(*conditions: ColumnElement[bool]) -> Any:
    sent = select(func.max(Transfer.sent_at)).where(Transfer.tip_id == Tip.id, *conditions)
    return sent.correlate(Tip).scalar_subquery()


def _line(row: Any) -> TipLine:
    if row.closed:
        standing = Standing.CLOSED
    elif row.under_way:
        standing = Standing.PASSED_ON
    else:
        standing = Standing.IN_HAND if row.acknowledged_at else Standing.NEW
    kept = None if row.kept is None else bool(row.kept)
    return TipLine(row.code, row.received_at, row.acknowledged_at, row.category, standing, row.outcome, kept)


def _rank(waits: Sequence[timedelta], hundredths: int) -> timedelta | None:
    """The smallest wait that so many of a hundred do not exceed (nearest rank); the list is in order."""
    return waits[ceil(len(waits) * hundredths / 100) - 1] if waits else None
