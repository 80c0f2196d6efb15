"""Answers that pile up: whoever gets more than they can read waits for the later ones, and nobody else does.

The first answer that waits in a chat goes out by its kind's priority. The next one goes behind everything that other
people wait for, the one after it further behind, so that the chats take turns; within a chat the order stays.
"""

from sqlalchemy import ColumnElement, FromClause, bindparam, case, func, insert, select

from bot.domain.delivery import RULES, Kind
from storage.dialect import spelled
from storage.models import OUTBOX, OutboxState

PILING = frozenset({Kind.ANSWER, Kind.ANSWERED, Kind.PRESS_ANSWER})
BEHIND_ALL = max(rule.priority for rule in RULES.values()) + 1
DEEP, DEEPEST = BEHIND_ALL + 10, BEHIND_ALL + 30


def is_waiting(outbox: FromClause = OUTBOX) -> ColumnElement[bool]:
    """Not settled."""
    return outbox.c.state == spelled(OutboxState.WAITING)


_PILE = OUTBOX.alias("pile")
_LAST = func.max(_PILE.c.priority)
_PLACE = select(
    case((_LAST < BEHIND_ALL, BEHIND_ALL), (_LAST >= DEEPEST, DEEPEST), else_=_LAST + 1),
).where(
    is_waiting(_PILE),
    _PILE.c.lane == bindparam("of_lane"),
    _PILE.c.kind.in_(PILING),
    # What is written in one transaction belongs together.
    _PILE.c.created_at < bindparam("earlier_than", type_=OUTBOX.c.created_at.type),
)
# The question that somebody will find answered by the next one before they can see it.
OVERTAKEN = (
    select(OUTBOX.c.id, OUTBOX.c.payload)
    .where(
        is_waiting(),
        OUTBOX.c.lane == bindparam("of_lane"),
        OUTBOX.c.kind == Kind.ANSWER,
        OUTBOX.c.created_at < bindparam("earlier_than", type_=OUTBOX.c.created_at.type),
        OUTBOX.c.lease_until.is_(None),
        OUTBOX.c.ambiguous == 0,
    )
    .order_by(OUTBOX.c.id.desc())
    .limit(1)
    .with_for_update()
)


# The row with the priority that its place in the pile of its chat gives it: ``own_priority`` when it is the first.
ADD_TO_PILE = (
    insert(OUTBOX)
    .values(priority=func.coalesce(_PLACE.scalar_subquery(), bindparam("own_priority")))
    .returning(OUTBOX.c.id, OUTBOX.c.priority)
)
