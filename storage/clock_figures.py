"""Limits kept and broken, counted from columns alone; the only words are what the command answered to oversight."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.crypto import Keyring
from bot.domain.clocks import ClockKey
from bot.domain.ladders import Lack
from bot.domain.reports import Breach, ClockFigures, ShiftTally, Tally, shift_finder, shifts_of
from bot.domain.roster import Shifts
from bot.domain.tip import Channel
from storage.codec import open_value
from storage.dialect import found_first
from storage.models import BreachQuestion, Reminder, Tip, TipClock, Transfer

Query: TypeAlias = Select[*tuple[Any, ...]]
# Which limits are meant, by their tip and by when they ran out.
Which: TypeAlias = Callable[[Any, Any], ColumnElement[bool]]


class ClockFigureStore:
    """Counts a ward's limits by the period in which they ran out; a drill is no tip. ``shifts`` are the ward's now."""

    def __init__(self, session: Session, keyring: Keyring, ward_id: int, shifts: Callable[[], Shifts]) -> None:
        self._session, self._keyring, self._ward_id, self._shifts_now = session, keyring, ward_id, shifts

    def of(self, start: datetime, end: datetime) -> ClockFigures:
        """The limits that ran out from ``start`` up to but not including ``end`` (aware), and the shifts of then."""
        limits = self._limits(lambda _tip_id, late_at: and_(late_at >= start, late_at < end))
        tallies = Counter({(key, kept): count for query in limits for key, kept, count in self._counts(query)})
        return ClockFigures(
            clocks={
                key: Tally(tallies[key, 1], tallies[key, 0]) for key in ClockKey if any(tallies[key, k] for k in (0, 1))
            },
            shifts=self._shifts(start, end),
            breaches=self._breaches(limits),
        )

    def broken(self, code: str, now: datetime) -> list[Breach]:
        """The limits of one tip that were broken before ``now`` (aware)."""
        tip = select(Tip.id).where(Tip.code == code).scalar_subquery()
        return list(self._breaches(self._limits(lambda tip_id, late_at: and_(tip_id == tip, late_at < now))))

    def _limits(self, which: Which) -> tuple[Query, ...]:
        return self._acknowledgements(which), self._passed_on(which), self._done_by_hand(which)

    def _counts(self, query: Query) -> Iterable[tuple[ClockKey, int, int]]:
        found = query.subquery()
        kept = case((found.c.done_at <= found.c.late_at, 1), else_=0)
        rows = self._session.execute(select(found.c.clock, kept, func.count()).group_by(found.c.clock, kept))
        return [(ClockKey(clock), kept, count) for clock, kept, count in rows]

    def _breaches(self, limits: Iterable[Query]) -> tuple[Breach, ...]:
        found = []
        for query in limits:
            limit = query.subquery()
            late = or_(limit.c.done_at.is_(None), limit.c.done_at > limit.c.late_at)
            answered = and_(BreachQuestion.tip_id == limit.c.tip_id, BreachQuestion.clock == limit.c.clock)
            rows = self._session.execute(
                select(limit, BreachQuestion.id.label("question"), BreachQuestion.reason)
                .outerjoin(BreachQuestion, answered)
                .where(late)
            )
            found += [self._breach(row) for row in rows]
        return tuple(sorted(found, key=attrgetter("late_at", "code", "clock")))

    def _breach(self, row: Any) -> Breach:
        place = f"breach_question/reason/{row.question}"
        reason = open_value(self._keyring.columns, place, str, row.reason) if row.reason else ""
        return Breach(row.code, ClockKey(row.clock), row.late_at, row.done_at, reason)

    def _shifts(self, start: datetime, end: datetime) -> dict[str, ShiftTally]:
        rows = self._session.execute(
            select(Tip.received_at, Tip.acknowledged_at, Tip.channel, Reminder.late_from)
            .outerjoin(Reminder, and_(Reminder.tip_id == Tip.id, Reminder.lack == Lack.ACKNOWLEDGEMENT))
            .where(Tip.ward_id == self._ward_id, Tip.drill.is_(False), Tip.received_at >= start, Tip.received_at < end)
        )
        shifts, end_utc = self._shifts_now(), end.astimezone(UTC)
        shift_at = shift_finder(shifts.zone, shifts.hours)
        received: Counter[str] = Counter()
        judged: dict[str, Counter[bool]] = defaultdict(Counter)
        for row in rows:
            shift = shift_at(row.received_at)
            received[shift] += 1
            if row.late_from is not None and row.late_from < end_utc and row.channel is Channel.CHAT:
                judged[shift][bool(row.acknowledged_at and row.acknowledged_at <= row.late_from)] += 1
        return {
            s: ShiftTally(received[s], Tally(judged[s][True], judged[s][False]))
            for s in shifts_of(shifts.hours)
            if received[s]
        }

    def _acknowledgements(self, which: Which) -> Query:
        """Whoever takes a call has acknowledged it: only chat has this limit."""
        limit = _limit(literal(ClockKey.ACK.value), Reminder.late_from, Tip.acknowledged_at)
        ladder = (Reminder.tip_id == Tip.id, Reminder.lack == Lack.ACKNOWLEDGEMENT, Tip.channel == Channel.CHAT)
        return self._here(limit.where(*ladder, which(Tip.id, Reminder.late_from)))

    def _passed_on(self, which: Which) -> Query:
        """Done by the last sending that was confirmed or is under way, otherwise by the closing."""
        confirmed = (Transfer.outcome == Tip.outcome, Transfer.sent_at <= Tip.closed_at)
        last = select(func.max(Transfer.sent_at)).where(Transfer.tip_id == Tip.id).correlate(Tip)
        serious = case((Tip.serious.is_not(None), ClockKey.TRANSFER_24H.value), else_=ClockKey.TRANSFER_7D.value)
        done = case(
            (
                Tip.closed_at.is_not(None),
                func.coalesce(last.where(*confirmed).scalar_subquery(), Tip.closed_at),
            ),
            else_=last.where(Transfer.settled_at.is_(None)).scalar_subquery(),
        )
        limit = _limit(serious, TipClock.late_at, done).where(TipClock.slot == ClockKey.TRANSFER_7D)
        return self._here(limit.where(TipClock.tip_id == Tip.id, which(Tip.id, TipClock.late_at)))

    def _done_by_hand(self, which: Which) -> Query:
        """Done when somebody said so; what was no longer owed when the limit ran out is not judged."""
        owed = or_(TipClock.done_at.is_not(None), TipClock.idle_at.is_(None), TipClock.idle_at > TipClock.late_at)
        limit = _limit(TipClock.slot, TipClock.late_at, TipClock.done_at).where(TipClock.slot != ClockKey.TRANSFER_7D)
        return self._here(limit.where(owed, TipClock.tip_id == Tip.id, which(Tip.id, TipClock.late_at)))

    def _here(self, limits: Query) -> Query:
        found = found_first(limits)
        return select(found).where(found.c.ward_id == self._ward_id, found.c.drill.is_(False))


def _limit(clock: Any, late_at: Any, done_at: Any) -> Query:
    limit = (clock.label("clock"), late_at.label("late_at"), done_at.label("done_at"))
    return select(Tip.id.label("tip_id"), Tip.code, Tip.ward_id, Tip.drill, *limit)
