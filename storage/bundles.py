"""Cards that wait for the group together, and the tips that one message shows as lines."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import String, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.domain.bundles import Waiting
from bot.domain.delivery import CARDS, Kind
from bot.domain.tip import Category, Status, Urgency
from storage.models import OUTBOX, Posting, Tip, Vault
from storage.outbox import to_group
from storage.piles import is_waiting

_DANGER = case((Tip.urgency == Urgency.DANGER, 1), else_=0)
# Who called or came in person has no account: each of them stands alone.
_SENDER = func.coalesce(Vault.account_key, literal("t") + cast(Tip.id, String(20)))
_STANDS = exists().where(Posting.tip_id == Tip.id)
# A card that stands is offered again because somebody asked for it: it is to be seen whole. One that tells of a danger
# that was none before is as good as new. An exercise must look like one tip.
_FRESH = and_(
    Tip.status == Status.NEW,
    Tip.drill.is_(False),
    or_(~_STANDS, and_(OUTBOX.c.kind == Kind.DANGER_CARD, OUTBOX.c.once.is_(None))),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a line says of a tip, without what the tip itself says: lines must be drawn even when a key is lost.

    Nothing of its sender either: that two tips are one person's may say who that is. Times are UTC.
    """

    id: int
    code: str
    urgency: Urgency
    category: Category
    neighbourhood_id: int | None
    version: int
    revision: int
    received_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: int | None


class BundleStore:
    """Looks into one ward's waiting cards; it gives away nobody's account."""

    def __init__(self, session: Session, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now

    def waiting(self, first: int, most: int) -> list[Waiting]:
        """Cards that may go out as lines with the row ``first``, after it: danger before the others, and of each
        sender one, then of each the next, and so on. None when that row must stand alone."""
        nth = func.row_number().over(partition_by=(_DANGER, _SENDER), order_by=OUTBOX.c.id).label("nth")
        query = (
            select(OUTBOX.c.id, OUTBOX.c.tip_id, _DANGER.label("danger"), nth)
            .select_from(OUTBOX)
            .join(Tip, Tip.id == OUTBOX.c.tip_id)
            .outerjoin(Vault, Vault.tip_id == Tip.id)
            .where(
                is_waiting(),
                OUTBOX.c.lane == to_group(self._ward_id).lane,
                OUTBOX.c.kind.in_(CARDS),
                OUTBOX.c.due_at <= self._now,
                or_(OUTBOX.c.id == first, OUTBOX.c.lease_until.is_(None), OUTBOX.c.lease_until <= self._now),
                OUTBOX.c.plain.is_(False),
                _FRESH,
            )
        ).subquery()
        order = (query.c.id != first, query.c.danger.desc(), query.c.nth, query.c.id)
        rows = self._session.execute(select(query).order_by(*order).limit(most)).all()
        return [Waiting(row.id, row.tip_id, bool(row.danger)) for row in rows] if rows and rows[0].id == first else []

    def listed(self, tip_ids: Collection[int]) -> list[Listed]:
        """The tips of a message, danger first, the oldest first."""
        query = select(Tip).where(Tip.id.in_(tip_ids)).order_by(_DANGER.desc(), Tip.id)
        tips = self._session.scalars(query.execution_options(populate_existing=True))
        return [Listed(**{each.name: getattr(tip, each.name) for each in fields(Listed)}) for tip in tips]
