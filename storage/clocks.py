"""Legal clocks in progress: for each the value as it runs, and when its next stage is to be said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from bot.domain.calendar import Edit, WorkingCalendar, edited
from bot.domain.clocks import DEFAULT_RULES, ClockKey, ClockRule, RunningClock
from bot.settings import Settings
from storage.codec import text_of, value_of
from storage.dialect import insert_into
from storage.models import CalendarDay, Tip, TipClock, WardClock


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock of a tip. ``slot`` is the clock's first key: one that turns serious keeps its place. Times are UTC."""

    id: int
    tip_id: int
    slot: ClockKey
    clock: RunningClock
    said_at: datetime
    idle: bool
    done_at: datetime | None


class ClockStore:
    """Starts, changes, claims and ends clocks."""

    def __init__(self, session: Session, settings: Settings, ward_id: int, now: datetime) -> None:
        self._session, self._settings, self._ward_id, self._now = session, settings, ward_id, now
        self._rules: Mapping[ClockKey, ClockRule] | None = None

    def calendar(self) -> WorkingCalendar:
        """The ward's working calendar, with what its admin has set."""
        rows = self._session.execute(
            select(CalendarDay.day, CalendarDay.working).where(CalendarDay.ward_id == self._ward_id)
        )
        return edited(self._settings.timezone, [Edit(day, working=working) for day, working in rows])

    def rules(self) -> Mapping[ClockKey, ClockRule]:
        """By what clocks begin now: the ward's own rules, and the proposals where it has none."""
        if self._rules is None:
            self._rules = self.rules_at(self._now)
        return self._rules

    def rules_at(self, moment: datetime) -> Mapping[ClockKey, ClockRule]:
        """By what clocks began at ``moment`` (aware)."""
        return {**DEFAULT_RULES, **self.own_rules(moment)}

    def own_rules(self, moment: datetime) -> Mapping[ClockKey, ClockRule]:
        """What the ward had set at ``moment`` (aware)."""
        rows = self._session.execute(
            select(WardClock.key, WardClock.rule)
            .where(WardClock.ward_id == self._ward_id, WardClock.set_at <= moment)
            .order_by(WardClock.set_at, WardClock.id)
        )
        last = {row.key: row.rule for row in rows}
        return {key: value_of(ClockRule, rule) for key, rule in last.items() if rule is not None}

    def set_rule(self, key: ClockKey, rule: ClockRule | None) -> None:
        """Clocks that begin from now on run by this rule; None: by the proposal."""
        kept = None if rule is None else text_of(ClockRule, rule)
        self._session.add(WardClock(ward_id=self._ward_id, key=key, rule=kept, set_at=self._now))
        self._session.flush()
        self._rules = None

    def start(self, tip_id: int, clock: RunningClock, speak_at: datetime | None, *, idle: bool = False) -> None:
        """Begin a clock of a tip, or begin one anew; its first stage may be said at ``speak_at`` (aware).

        ``idle``: it asks for nothing yet.
        """
        values = {
            "state": text_of(RunningClock, clock),
            "due_at": clock.due_at,
            "late_at": clock.late_at,
            "said_at": clock.unspoken,
            "speak_at": speak_at,
            "idle_at": self._now if idle else None,
            "done_at": None,
            "done_by": None,
        }
        self._session.execute(
            insert_into(self._session, TipClock)
            .values(tip_id=tip_id, slot=clock.key, **values)
            .on_conflict_do_update(index_elements=["tip_id", "slot"], set_=values)
        )

    def of_tip(self, tip_id: int) -> list[ClockView]:
        """Every clock of a tip, also those that are done, the first to run out first."""
        rows = self._session.scalars(select(TipClock).where(TipClock.tip_id == tip_id).order_by(TipClock.due_at))
        return [_view(row) for row in rows]

    def get(self, clock_id: int) -> ClockView:
        """One clock. Raises NoResultFound."""
        return _view(self._session.get_one(TipClock, clock_id, populate_existing=True))

    def running(self, until: datetime, most: int) -> list[ClockView]:
        """The ward's clocks that run and end before ``until`` (aware), the most overdue first."""
        rows = self._session.scalars(
            select(TipClock)
            .join(Tip, Tip.id == TipClock.tip_id)
            .where(Tip.ward_id == self._ward_id, *_RUNS, TipClock.due_at < until)
            .order_by(TipClock.due_at)
            .limit(most)
        )
        return [_view(row) for row in rows]

    def unfinished(self) -> list[ClockView]:
        """The ward's clocks that are not done, also those that rest, in the order in which they speak."""
        rows = self._session.scalars(
            select(TipClock)
            .join(Tip, Tip.id == TipClock.tip_id)
            .where(Tip.ward_id == self._ward_id, TipClock.done_at.is_(None))
            .order_by(TipClock.due_at, TipClock.id)
        )
        return [_view(row) for row in rows]

    def count_late(self) -> int:
        """How many of the ward's running clocks have run out."""
        late = (
            select(func.count())
            .select_from(TipClock)
            .join(Tip, Tip.id == TipClock.tip_id)
            .where(Tip.ward_id == self._ward_id, *_RUNS, TipClock.late_at < self._now)
        )
        return self._session.scalar(late) or 0

    def change(self, clock_id: int, clock: RunningClock, speak_at: datetime | None, *, idle: bool) -> None:
        """The clock runs otherwise from now on, or rests while ``idle``."""
        self._set(
            clock_id,
            state=text_of(RunningClock, clock),
            due_at=clock.due_at,
            late_at=clock.late_at,
            speak_at=speak_at,
            idle_at=self._now if idle else None,
        )

    def replan(self, old: ClockView, clock: RunningClock, said_at: datetime, speak_at: datetime | None) -> bool:
        """Put another plan in the place of the one that ``old`` shows: false when it has changed or spoken since."""
        changed = self._session.execute(
            update(TipClock)
            .where(TipClock.id == old.id, *_as_seen(old))
            .values(
                state=text_of(RunningClock, clock),
                due_at=clock.due_at,
                late_at=clock.late_at,
                said_at=said_at,
                speak_at=speak_at,
            )
            .execution_options(synchronize_session=False)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]

    def postpone(self, clock_id: int, speak_at: datetime) -> None:
        """What was to be said may be said only at ``speak_at`` (aware)."""
        self._set(clock_id, speak_at=speak_at)

    def end(self, clock_id: int, person_id: int | None) -> bool:
        """What it asks for was done: true for one caller only."""
        done = self._session.execute(
            update(TipClock)
            .where(TipClock.id == clock_id, TipClock.done_at.is_(None))
            .values(done_at=self._now, done_by=person_id, speak_at=None)
            .execution_options(synchronize_session=False)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def to_be_said(self, most: int) -> Sequence[ClockView]:
        """Clocks of every ward whose next stage may be said now, the most overdue first."""
        rows = self._session.scalars(
            select(TipClock).where(TipClock.speak_at <= self._now).order_by(TipClock.due_at).limit(most)
        )
        return [_view(row) for row in rows]

    def said(self, clock: ClockView, at: datetime, speak_at: datetime | None) -> bool:
        """A stage (of the moment ``at``) is said and the next one planned: true for one caller only."""
        claimed = self._session.execute(
            update(TipClock)
            .where(TipClock.id == clock.id, *_as_seen(clock), TipClock.speak_at <= self._now)
            .values(said_at=at, speak_at=speak_at)
            .execution_options(synchronize_session=False)
        )
        return bool(claimed.rowcount)  # type: ignore[attr-defined]

    def _set(self, clock_id: int, **values: object) -> None:
        self._session.execute(
            update(TipClock)
            .where(TipClock.id == clock_id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


_RUNS = (TipClock.done_at.is_(None), TipClock.idle_at.is_(None))


def _as_seen(view: ClockView) -> tuple[ColumnElement[bool], ...]:
    """It has neither spoken nor been planned anew since it was read."""
    return (
        TipClock.said_at == view.said_at,
        TipClock.due_at == view.clock.due_at,
        TipClock.late_at == view.clock.late_at,
    )


def _view(row: TipClock) -> ClockView:
    clock = value_of(RunningClock, row.state)
    return ClockView(row.id, row.tip_id, row.slot, clock, row.said_at, row.idle_at is not None, row.done_at)
