"""The tips of a period, each as it stood at the period's end; from columns alone, nothing sealed is opened."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select, union_all
from sqlalchemy.orm import Session

from bot.domain.casework.outcomes import Outcome, Serious, TipKind
from bot.domain.clocks import ClockKey
from bot.domain.reports import Standing, TipLine
from bot.domain.tip import Category, Channel, IdentityMode
from storage.dialect import found_first
from storage.models import Neighbourhood, Tip, TipClock, Transfer


class Life(NamedTuple):
    """One tip at the end of a period. Times are UTC; what had not happened by then is None.

    ``limit`` is when the time for passing it on ran out, ``sent_at`` when it was last sent: to whom it ended with, if
    it was closed, otherwise to whom had still to confirm it.
    """

    code: str
    received_at: datetime
    acknowledged_at: datetime | None
    closed_at: datetime | None
    outcome: Outcome | None
    category: Category
    channel: Channel
    kind: TipKind | None
    identity_mode: IdentityMode
    serious: Serious | None
    neighbourhood: str | None
    limit: datetime | None
    sent_at: datetime | None

    def kept(self, end: datetime) -> bool | None:
        """Whether it was passed on, or closed, in time; what is open is judged by the period's ``end`` (UTC)."""
        return None if self.limit is None else (self.sent_at or self.closed_at or end) <= self.limit

    def line(self, end: datetime) -> TipLine:
        """The same for the workbook."""
        if self.closed_at is not None:
            standing = Standing.CLOSED
        elif self.sent_at is not None:
            standing = Standing.PASSED_ON
        else:
            standing = Standing.IN_HAND if self.acknowledged_at else Standing.NEW
        return TipLine(
            self.code, self.received_at, self.acknowledged_at, self.category, standing, self.outcome, self.kept(end)
        )


def lives_of(session: Session, ward_id: int, start: datetime, end: datetime) -> list[Life]:
    """Every tip of a ward that was open at some time of the period (UTC), the longest known first; drills apart."""
    closed = Tip.closed_at < end
    limit = and_(TipClock.tip_id == Tip.id, TipClock.slot == ClockKey.TRANSFER_7D)
    confirmed = _last_sent(Transfer.outcome == Tip.outcome, Transfer.sent_at <= Tip.closed_at)
    under_way = _last_sent(Transfer.sent_at < end, or_(Transfer.settled_at.is_(None), Transfer.settled_at >= end))
    ids = select(Tip.id).where(Tip.ward_id == ward_id)
    known = found_first(union_all(ids.where(Tip.closed_at.is_(None)), ids.where(Tip.closed_at >= start)))
    session.flush()
    rows = session.connection().execute(  # as plain rows: there may be a hundred thousand
        select(
            Tip.code,
            Tip.received_at,
            case((Tip.acknowledged_at < end, Tip.acknowledged_at)),
            case((closed, Tip.closed_at)),
            case((closed, Tip.outcome)),
            Tip.category,
            Tip.channel,
            Tip.kind,
            Tip.identity_mode,
            Tip.serious,
            Neighbourhood.name,
            TipClock.late_at,
            case((closed, confirmed), else_=under_way),
        )
        .outerjoin(Neighbourhood, Neighbourhood.id == Tip.neighbourhood_id)
        .outerjoin(TipClock, limit)
        .join(known, known.c.id == Tip.id)
        .where(Tip.drill.is_(False), Tip.received_at < end)
    )
    return sorted(map(Life._make, rows), key=lambda life: (life.received_at, life.code))


def _last_sent(*conditions: ColumnElement[bool]) -> Any:
    sent = select(func.max(Transfer.sent_at)).where(Transfer.tip_id == Tip.id, *conditions)
    return sent.correlate(Tip).scalar_subquery()
