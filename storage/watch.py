"""The watchdog's memory and eyes: troubles that last, open tips of which nothing speaks, cards that are nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, exists, or_, select, type_coerce, update
from sqlalchemy.orm import Session

from bot.domain.delivery import CARDS
from bot.domain.ladders import WATCHES, Lack, Watch
from bot.domain.tip import OPEN, Status, Urgency
from storage.dialect import insert_into
from storage.models import OUTBOX, Noticed, OutboxState, Posting, Reminder, Tip, TipClock, Transfer

_OPEN = and_(Tip.status.in_(OPEN), Tip.drill.is_(False))
_WILL_SPEAK = or_(
    exists().where(Reminder.tip_id == Tip.id, Reminder.stopped_at.is_(None), Reminder.due_at.is_not(None)),
    exists().where(TipClock.tip_id == Tip.id, TipClock.speak_at.is_not(None)),
    exists().where(Transfer.tip_id == Tip.id, Transfer.settled_at.is_(None)),
)
_ON_ITS_WAY = exists().where(OUTBOX.c.tip_id == Tip.id, OUTBOX.c.kind.in_(CARDS), OUTBOX.c.state == OutboxState.WAITING)
# A tip in somebody's hands whose copies went with a former group is offered again with its next news.
_WANTS_CARD = or_(Tip.posted_at.is_(None), Tip.status == Status.NEW)
_NOT_THERE = and_(_WANTS_CARD, ~exists().where(Posting.tip_id == Tip.id))


@dataclass(frozen=True, slots=True)
class Unwatched:
    """A tip that lacks something of which nothing speaks, and since when (UTC) as far as is known."""

    id: int
    urgency: Urgency
    since: datetime


class WatchStore:
    """Notices, looks and forgets. Every ``name`` is one trouble of one ward or of the installation."""

    def __init__(self, session: Session, ward_id: int, now: datetime) -> None:
        self._session, self._ward_id, self._now = session, ward_id, now

    def notice(self, name: str, again: timedelta, patience: timedelta = timedelta()) -> bool:
        """It is so now. Returns whether to speak of it: true for one caller, once it has lasted for ``patience``, and
        once more whenever ``again`` has passed."""
        known = self._session.get(Noticed, name, populate_existing=True)
        if known is not None and known.said_at is not None and known.said_at > self._now - again:
            return False
        fresh = insert_into(self._session, Noticed).values(name=name, since=self._now).on_conflict_do_nothing()
        self._session.execute(fresh)
        silent = or_(Noticed.said_at.is_(None), Noticed.said_at <= self._now - again)
        said = self._session.execute(
            update(Noticed)
            .where(Noticed.name == name, Noticed.since <= self._now - patience, silent)
            .values(said_at=self._now)
            .execution_options(synchronize_session=False)
        )
        return bool(said.rowcount)  # type: ignore[attr-defined]

    def over(self, name: str) -> bool:
        """It is not so any more. Returns whether somebody was told that it was: true for one caller only."""
        if self._session.get(Noticed, name, populate_existing=True) is None:
            return False
        gone = delete(Noticed).where(Noticed.name == name).returning(Noticed.said_at)
        return any(self._session.scalars(gone, execution_options={"synchronize_session": False}))

    def unwatched(self, lack: Lack, most: int) -> list[Unwatched]:
        """The ward's open tips that have this lack by their state, and no ladder that climbs because of it."""
        running = exists().where(Reminder.tip_id == Tip.id, Reminder.lack == lack, Reminder.stopped_at.is_(None))
        since = case((Tip.case_version == 0, Tip.received_at), else_=self._now)
        found = select(Tip.id, Tip.urgency, type_coerce(since, Tip.received_at.type))
        rows = self._session.execute(self._here(found, _by_state(WATCHES[lack]), ~running).limit(most))
        return [Unwatched(*row) for row in rows]

    def silent(self, most: int) -> Sequence[int]:
        """The ward's open tips of which nothing will ever speak again: no ladder, no clock, no transfer."""
        return self._tips(~_WILL_SPEAK, most=most)

    def cardless(self, most: int) -> Sequence[int]:
        """The ward's open tips whose card is not in the group, and not on its way there either."""
        return self._tips(_NOT_THERE, ~_ON_ITS_WAY, most=most)

    def stuck_cards(self, since: datetime, most: int) -> Sequence[int]:
        """The ward's open tips whose card was to go to the group by ``since`` (aware) and was tried in vain more than
        once: a single answer that was lost on the way tells nothing."""
        return self._tips(_NOT_THERE, _ON_ITS_WAY.where(OUTBOX.c.tries > 1, OUTBOX.c.created_at <= since), most=most)

    def cards_wanted(self) -> bool:
        """Whether the card of an open tip does not stand in the group yet, be it on its way there or not."""
        return bool(self._tips(_NOT_THERE, most=1))

    def anything_sent_since(self, moment: datetime) -> bool:
        """Whether any message has gone out since (aware): otherwise an alarm would not either."""
        sent = select(OUTBOX.c.id).where(OUTBOX.c.sent_at > moment)
        return self._session.execute(sent.limit(1)).first() is not None

    def _tips(self, *which: ColumnElement[bool], most: int) -> Sequence[int]:
        return self._session.scalars(self._here(select(Tip.id), *which).limit(most)).all()

    def _here(self, wanted: Select[Any], *which: ColumnElement[bool]) -> Select[Any]:
        return wanted.where(Tip.ward_id == self._ward_id, _OPEN, *which).order_by(Tip.id)


def _by_state(watch: Watch) -> ColumnElement[bool]:
    """``bot.domain.ladders.lacks``, as the database says it; what is open has ended in nothing."""
    states = Tip.status.in_(watch.states)
    return and_(states, Tip.owner_id.is_(None)) if watch.unowned else states
