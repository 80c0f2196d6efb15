"""Whose turn it is: lanes one after the other, found by seeking through an index from lane to lane.

However much waits in a lane, at most ``MOST_OF_A_LANE`` of it are looked at: one chat with ten thousand messages costs
as much to look at as one with five.
"""

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    select,
)

from storage.dialect import spelled
from storage.models import INBOX, InboxState

MOST_OF_A_LANE = 5  # so that one chat with a hundred messages does not keep the others waiting

_HASH = func.abs(cast(func.hashtext(literal_column("lanes.lane")), BigInteger))
_BY_SHARE = func.mod(_HASH, bindparam("parts")) == bindparam("rest")


def is_new(inbox: FromClause = INBOX) -> ColumnElement[bool]:
    """Not handled yet."""
    return inbox.c.state == spelled(InboxState.NEW)


def waiting(dialect: str, *, shared: bool = False) -> Select[tuple[object, ...]]:
    """The next updates of each lane whose head is not waiting for a time, every lane's first before any second.

    Lanes take turns: first those after the lane ``after``, in the order of the index; at most ``most`` in all, of those
    lanes alone that are one's share when they are ``shared``.
    """
    queued = _queued(_ready(_lanes(), shared))
    row = _row_of(queued, dialect)
    return (
        select(*row.c)
        .select_from(queued)
        .join(row, row.c.id == queued.c.id)
        .order_by(queued.c.turn, queued.c.lane <= bindparam("after"), queued.c.lane)
        .limit(bindparam("most", type_=Integer))
    )


def _row_of(queued: FromClause, dialect: str) -> FromClause:
    """The rows of what is queued. PostgreSQL, which cannot guess how few those are, is not to read the whole inbox."""
    names = ("id", "bot_id", "external_id", "lane", "payload", "received_at", "tries")
    rows = select(*(INBOX.c[name] for name in names))
    if dialect == "sqlite":
        return rows.subquery("waiting")
    return rows.where(INBOX.c.id == queued.c.id).limit(1).lateral("waiting")


def _ready(lanes: FromClause, shared: bool) -> FromClause:
    late = INBOX.alias("late")
    is_late = exists().where(late.c.lane == lanes.c.lane, is_new(late), late.c.next_try_at > bindparam("now"))
    return (
        select(lanes.c.lane)
        .where(lanes.c.lane.is_not(None), ~is_late, *([_BY_SHARE] if shared else []))
        .order_by(lanes.c.lane <= bindparam("after"), lanes.c.lane)
        .limit(bindparam("most", type_=Integer))
        .cte("ready")
    )


def _lanes() -> FromClause:
    """Every lane in which something waits, and NULL."""
    first = select(func.min(INBOX.c.lane)).where(is_new()).scalar_subquery()
    lanes = select(first.label("lane")).cte("lanes", recursive=True)
    after = select(func.min(INBOX.c.lane)).where(is_new(), INBOX.c.lane > lanes.c.lane).scalar_subquery()
    return lanes.union_all(select(after).where(lanes.c.lane.is_not(None)))


def _queued(ready: FromClause) -> FromClause:
    """The first few of each lane with their places, and NULL where a lane has no more."""
    first = select(func.min(INBOX.c.id)).where(is_new(), INBOX.c.lane == ready.c.lane).scalar_subquery()
    queued = select(ready.c.lane, first.label("id"), literal_column("1").label("turn")).cte("queued", recursive=True)
    behind = (
        select(func.min(INBOX.c.id))
        .where(is_new(), INBOX.c.lane == queued.c.lane, INBOX.c.id > queued.c.id)
        .scalar_subquery()
    )
    more = select(queued.c.lane, behind, queued.c.turn + 1)
    return queued.union_all(more.where(queued.c.turn < MOST_OF_A_LANE, queued.c.id.is_not(None)))


# Statements of the hot path are built once: building them costs more than running them.
WAITING = {dialect: waiting(dialect) for dialect in ("sqlite", "postgresql")}
WAITING_MINE = waiting("postgresql", shared=True)
