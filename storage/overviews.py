"""What people with the fast lane may know of tips: states and times, and no more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from bot.domain.people import Unit
from bot.domain.tip import Channel, Status
from storage.models import Tip, Transfer, Vault


@dataclass(frozen=True, slots=True)
class TipLine:
    """A tip without what it says. ``waited`` is from its receipt to its acknowledgement by somebody else than
    whoever wrote it down; ``own``: the reader's group or unit sent it. Times are UTC.
    """

    code: str
    status: Status
    received_at: datetime
    waited: timedelta | None
    own: bool


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """A tip that waits for a unit's confirmation. Times are UTC."""

    tip_id: int
    code: str
    sent_at: datetime
    return_by: datetime


class OverviewStore:
    """Reads lines of one ward's tips, in the order in which they came."""

    def __init__(self, session: Session, ward_id: int) -> None:
        self._session, self._ward_id = session, ward_id

    def of_group(self, neighbourhood_id: int, accounts: Collection[str], since: datetime) -> list[TipLine]:
        """Tips received since then that happened in a neighbourhood, or that its own people (``accounts``) sent."""
        own = self._sent_by(accounts)
        return self._lines(or_(Tip.neighbourhood_id == neighbourhood_id, own), since, own)

    def of_accounts(self, accounts: Collection[str], since: datetime) -> list[TipLine]:
        """Tips that these accounts sent since then."""
        return self._lines(own := self._sent_by(accounts), since, own)

    def of_unit(self, unit: Unit, since: datetime) -> list[TipLine]:
        """Tips that a unit handed over since then."""
        return self._lines(own := Tip.reporter_unit == unit, since, own)

    def incoming(self, unit: Unit) -> Sequence[IncomingLine]:
        """What was sent to a unit and is not confirmed or sent back, the most pressing first."""
        rows = self._session.execute(
            select(Tip.id, Tip.code, Transfer.sent_at, Transfer.return_by)
            .join(Transfer, Transfer.tip_id == Tip.id)
            .where(Tip.ward_id == self._ward_id, Transfer.settled_at.is_(None), Transfer.unit == unit.value)
            .order_by(Transfer.return_by)
        )
        return [IncomingLine(*row) for row in rows]

    def _sent_by(self, accounts: Collection[str]) -> ColumnElement[bool]:
        return Tip.id.in_(select(Vault.tip_id).where(Vault.account_key.in_(accounts)))

    def _lines(self, which: ColumnElement[bool], since: datetime, own: ColumnElement[bool]) -> list[TipLine]:
        rows = self._session.execute(
            select(Tip.code, Tip.status, Tip.received_at, Tip.acknowledged_at, Tip.channel, own.label("own"))
            .where(Tip.ward_id == self._ward_id, Tip.drill.is_(False), Tip.received_at >= since, which)
            .order_by(Tip.received_at, Tip.id)
        )
        return [TipLine(row.code, row.status, row.received_at, _waited(row), bool(row.own)) for row in rows]


def _waited(row: Any) -> timedelta | None:
    # Whoever takes a call has acknowledged it: that says nothing of how long people wait.
    if row.acknowledged_at is None or row.channel is not Channel.CHAT:
        return None
    waited: timedelta = row.acknowledged_at - row.received_at
    return waited
