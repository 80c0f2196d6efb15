"""Which tips of all wards are to be erased: found from columns alone, warned of, and claimed by one conditional update.

A tip that others were joined to goes with them, and not before the last of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, exists, func, not_, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.domain.retention import WARNED_BEFORE, Erasing, shifted
from bot.domain.reveals import RUNNING
from bot.domain.tip import Status
from storage.dialect import insert_into
from storage.models import OUTBOX, Erasure, Reveal, Tip
from storage.piles import is_waiting

_JOINED = aliased(Tip)


@dataclass(frozen=True, slots=True)
class OldTip:
    """A tip whose time comes; ``closed_at`` is UTC."""

    id: int
    ward_id: int
    code: str
    closed_at: datetime


class RetentionStore:
    """Finds, warns of, claims and keeps."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def to_warn(
        self,
        what: Erasing,
        closed_by: datetime,
        most: int,
        ward_id: int | None = None,
        ahead: timedelta = WARNED_BEFORE,
    ) -> Sequence[OldTip]:
        """Tips closed by then (aware) of which nobody was warned since they were closed, the longest closed first."""
        warned = exists().where(Erasure.tip_id == Tip.id, Erasure.what == what, Erasure.warned_at >= Tip.closed_at)
        here = (Tip.ward_id == ward_id,) if ward_id is not None else ()
        query = select(*_COLUMNS).where(*_old(closed_by, self._now + ahead), ~warned, *here)
        return [OldTip(*row) for row in self._session.execute(query.order_by(Tip.closed_at, Tip.id).limit(most))]

    def warn(self, tip_ids: Collection[int], what: Erasing) -> Collection[int]:
        """Those of these tips of which the command is to be told now: each is one caller's only."""
        rows = [{"tip_id": tip_id, "what": what, "warned_at": self._now} for tip_id in tip_ids]
        if not rows:
            return ()
        new = insert_into(self._session, Erasure).on_conflict_do_nothing(index_elements=["tip_id", "what"])
        first = self._session.scalars(new.returning(Erasure.tip_id), rows).all()
        closed_since = exists().where(Tip.id == Erasure.tip_id, Tip.closed_at > Erasure.warned_at)
        anew = update(Erasure).where(Erasure.tip_id.in_(tip_ids), Erasure.what == what, closed_since)
        told = anew.values(warned_at=self._now, done_at=None).returning(Erasure.tip_id)
        again = self._session.scalars(told, execution_options={"synchronize_session": False})
        return frozenset((*first, *again))

    def warned(self, tip_ids: Collection[int], what: Erasing, at: datetime) -> None:
        """The command was told of these tips ``at`` (aware), whatever is known of that here."""
        rows = [{"tip_id": tip_id, "what": what, "warned_at": at} for tip_id in tip_ids]
        if rows:
            new = insert_into(self._session, Erasure)
            change = {"warned_at": new.excluded.warned_at, "done_at": None}
            told = new.on_conflict_do_update(index_elements=["tip_id", "what"], set_=change)
            self._session.execute(told, rows)

    def due(self, what: Erasing, closed_by: datetime, most: int, late: timedelta = timedelta()) -> Sequence[OldTip]:
        """Tips closed by then (aware) of which the command was warned long enough ago, and ``late`` longer."""
        query = (
            select(*_COLUMNS)
            .join(Erasure, Erasure.tip_id == Tip.id)
            .where(
                Erasure.what == what,
                Erasure.done_at.is_(None),
                Erasure.warned_at <= self._now - WARNED_BEFORE - late,
                Erasure.warned_at >= Tip.closed_at,
                *_old(closed_by, self._now - late),
                ~_in_somebodys_hands(self._now),
            )
        )
        return [OldTip(*row) for row in self._session.execute(query.order_by(Erasure.warned_at, Tip.id).limit(most))]

    def claim(self, tip: OldTip, what: Erasing, closed_by: datetime) -> bool:
        """Take a tip to be erased: true for one caller only, and only if nobody kept or opened it meanwhile."""
        unchanged = (Tip.id == tip.id, Tip.closed_at == tip.closed_at, *_old(closed_by, self._now))
        values = {"erased_at": self._now} if what is Erasing.ALL else {"revision": Tip.revision + 1}
        mine = self._changes(update(Tip).where(*unchanged).values(**values))
        waits = (Erasure.tip_id == tip.id, Erasure.what == what, Erasure.done_at.is_(None))
        return mine and self._changes(update(Erasure).where(*waits).values(done_at=self._now))

    def erased(self, tip_ids: Collection[int]) -> None:
        """Those that were joined to one that was claimed."""
        self._changes(update(Tip).where(Tip.id.in_(tip_ids)).values(erased_at=self._now))

    def kept(self, tip_id: int) -> datetime | None:
        """Until when (UTC) somebody has decided to keep a tip."""
        return self._session.scalar(select(Tip.kept_until).where(Tip.id == tip_id))

    def keep(self, tip_id: int, until: datetime) -> bool:
        """Keep a tip until then (aware); before that, the command is warned again. False when it is erased."""
        kept = self._changes(update(Tip).where(Tip.id == tip_id, Tip.erased_at.is_(None)).values(kept_until=until))
        waits = (Erasure.tip_id == tip_id, Erasure.done_at.is_(None))
        # As if the warning had been for a former life of the tip.
        self._session.execute(update(Erasure).where(*waits).values(warned_at=_LONG_AGO))
        return kept

    def ran_out(self, what: Erasing, months: int, after: datetime, by: datetime) -> int:
        """The time of tips ran out between (aware) where a backup came from: the command was warned there, and they
        were erased. Returns how many.
        """
        done = exists().where(Erasure.tip_id == Tip.id, Erasure.what == what, Erasure.done_at.is_not(None))
        over, over_before = _old(shifted(by, -months), by), _old(shifted(after, -months), after)
        found = self._session.scalars(select(Tip.id).where(*over, not_(and_(*over_before)), ~done)).all()
        self.warned(found, what, self._now - WARNED_BEFORE)
        return len(found)

    def counts(self) -> tuple[int, int]:
        """How many tips wait for being erased after a warning, and how many were erased."""
        waiting = (
            select(func.count(Erasure.tip_id.distinct()))
            .join(Tip, Tip.id == Erasure.tip_id)
            .where(Erasure.done_at.is_(None), Erasure.warned_at >= Tip.closed_at, Tip.erased_at.is_(None))
        )
        erased = select(func.count()).select_from(Tip).where(Tip.erased_at.is_not(None))
        return self._session.scalar(waiting) or 0, self._session.scalar(erased) or 0

    def _changes(self, change: Update) -> bool:
        done = self._session.execute(change.execution_options(synchronize_session=False))
        return bool(done.rowcount)  # type: ignore[attr-defined]


_COLUMNS: tuple[ColumnElement[Any], ...] = (Tip.id, Tip.ward_id, Tip.code, Tip.closed_at)  # type: ignore[assignment]
_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _old(closed_by: datetime, kept_by: datetime) -> tuple[ColumnElement[bool], ...]:
    """Closed by then with all that was joined to it, not erased, and not kept any longer. A drill says nothing."""
    columns = (_JOINED.id, _JOINED.closed_at)
    joined = select(*columns).where(_JOINED.duplicate_of == Tip.id).correlate(Tip)
    every = joined.cte("joined", recursive=True, nesting=True)
    every = every.union(select(*columns).join(every, _JOINED.duplicate_of == every.c.id))
    later = select(every.c.id).where(or_(every.c.closed_at.is_(None), every.c.closed_at > closed_by)).exists()
    return (
        Tip.closed_at <= closed_by,
        Tip.erased_at.is_(None),
        Tip.status == Status.CLOSED,
        Tip.drill.is_(False),
        Tip.duplicate_of.is_(None),
        or_(Tip.kept_until.is_(None), Tip.kept_until <= kept_by),
        ~later,
    )


def _in_somebodys_hands(now: datetime) -> ColumnElement[bool]:
    """A message about it, or about what was joined to it, is on its way at this moment, or somebody is being told who
    reported that: soon over."""
    held = select(OUTBOX.c.tip_id).where(is_waiting(), OUTBOX.c.lease_until > now).cte("held", recursive=True)
    told = select(Reveal.tip_id).where(Reveal.state.in_(RUNNING))
    original = select(_JOINED.duplicate_of).join(held, _JOINED.id == held.c.tip_id)
    every = held.union(told, original)
    return Tip.id.in_(select(every.c.tip_id).where(every.c.tip_id.is_not(None)))
