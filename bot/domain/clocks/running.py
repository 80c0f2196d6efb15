"""One clock as it runs for one tip: a frozen value that keeps the rule it began under.

Each change gives a new value, worked out anew from the start, so that a calendar edit can be worked out the same way.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.domain.calendar import WorkingCalendar
from bot.domain.clocks.counting import Limit, end_of, further_end_of
from bot.domain.clocks.rules import ClockKey, ClockRule, Mark, Prolonging, Stage

_INSTANT = timedelta(microseconds=1)


class WhyNot(StrEnum):
    """Why a limit cannot be prolonged; the value is the text key's suffix."""

    NEVER = "never"  # the law knows no extension of it
    USED_UP = "used_up"  # and no further one
    SUSPENDED = "suspended"  # nor of what was suspended
    TOO_LONG = "too_long"
    NOT_LONGER = "not_longer"  # it would end no later than now


class NotExtendable(Exception):
    """The law does not have that extension."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


class NotPausable(Exception):
    """The law knows no pause of this clock, or it does not run, or (to resume) it runs."""


@dataclass(frozen=True, slots=True)
class Extension:
    """A decision to prolong: for how long, the number of the paper, who approved it."""

    limit: Limit
    document: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension (BLTTHS Điều 148), and the decision that ended it (Điều 149). Times are aware."""

    since: datetime
    document: str
    until: datetime | None = None
    resumed_by: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A stage and the moment (UTC) at which it is reached."""

    mark: Mark
    at: datetime


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock of one tip; all times in UTC.

    ``due_at`` is when it runs out, ``late_at`` when it is late: the same, but for a clock with two ends. Both are the
    first instant after the limit; what is done at that instant is still in time. ``replaces`` is the milder clock that
    ran before the tip turned serious: this one never runs out later.
    """

    rule: ClockRule
    started_at: datetime
    due_at: datetime
    late_at: datetime
    stages: tuple[Planned, ...]
    extended_by: tuple[Extension, ...] = ()
    pauses: tuple[Pause, ...] = ()
    replaces: "RunningClock | None" = None

    @property
    def key(self) -> ClockKey:
        """Which clock it is."""
        return self.rule.key

    @property
    def paused(self) -> bool:
        """Whether it stands still now."""
        return bool(self.pauses) and self.pauses[-1].until is None

    @property
    def unspoken(self) -> datetime:
        """A moment before all that it has to say, also before what it says the instant it begins."""
        return self.started_at - _INSTANT

    def kept(self, done_at: datetime) -> bool:
        """Whether what was done at ``done_at`` (aware) was in time."""
        return done_at <= self.late_at

    def standing(self, now: datetime) -> Mark | None:
        """The last stage reached by ``now`` (aware)."""
        return next((stage.mark for stage in reversed(self.stages) if stage.at <= now), None)

    def next_stage(self, after: datetime) -> Planned | None:
        """The first stage later than ``after`` (aware): the last one said, so that none is left out after an outage."""
        return next((stage for stage in self.stages if stage.at > after), None)


_Ends: TypeAlias = tuple[datetime, datetime]


def start(rule: ClockRule, at: datetime, calendar: WorkingCalendar) -> RunningClock:
    """Begin a clock at ``at`` (aware). Raises ValueError if it is naive."""
    ends = _first_ends(rule, at, calendar)
    return _planned(RunningClock(rule, at.astimezone(UTC), *ends, stages=()))


def extend(clock: RunningClock, extension: Extension, calendar: WorkingCalendar) -> RunningClock:
    """Prolong by a decision. Raises NotExtendable."""
    if why := why_not_extendable(clock):
        raise NotExtendable(why)
    allowed = clock.rule.prolonging[len(clock.extended_by)]
    end = _prolonged(clock.started_at, clock.due_at, extension.limit, allowed, calendar)
    most = _prolonged(clock.started_at, clock.due_at, allowed.most, allowed, calendar)
    if end > most:
        raise NotExtendable(WhyNot.TOO_LONG)
    if end <= clock.due_at:
        raise NotExtendable(WhyNot.NOT_LONGER)
    return replan(replace(clock, extended_by=(*clock.extended_by, extension)), calendar)


def why_not_extendable(clock: RunningClock) -> WhyNot | None:
    """Why the law knows no extension, or no further one, of this clock as it runs; None: it does."""
    if not clock.rule.prolonging:
        return WhyNot.NEVER
    if clock.pauses:
        return WhyNot.SUSPENDED
    return WhyNot.USED_UP if len(clock.extended_by) >= len(clock.rule.prolonging) else None


def turn_serious(clock: RunningClock, rule: ClockRule, at: datetime, calendar: WorkingCalendar) -> RunningClock:
    """The tip turned out serious at ``at`` (aware): the 24 hours of ``rule`` run from now, never past the old end.

    A clock other than ``transfer_7d`` is given back unchanged.
    """
    if clock.key is not ClockKey.TRANSFER_7D:
        return clock
    return replan(replace(start(rule, at, calendar), replaces=clock), calendar)


def pause(clock: RunningClock, at: datetime, document: str) -> RunningClock:
    """Stop it by a decision to suspend. It says nothing until it is resumed. Raises NotPausable."""
    if clock.rule.resumed is None or clock.paused:
        raise NotPausable
    return replace(clock, pauses=(*clock.pauses, Pause(at.astimezone(UTC), document)), stages=())


def resume(clock: RunningClock, at: datetime, document: str, calendar: WorkingCalendar) -> RunningClock:
    """Let it run again, for the limit that the law gives anew from ``at`` (aware). Raises NotPausable.

    ``at`` is the decision to resume (BLTTHS Điều 149.1), or the receipt of the procuracy's decision to end the
    suspension (Điều 148.2).
    """
    if not clock.paused:
        raise NotPausable
    ended = replace(clock.pauses[-1], until=at.astimezone(UTC), resumed_by=document)
    return replan(replace(clock, pauses=(*clock.pauses[:-1], ended)), calendar)


def replan(clock: RunningClock, calendar: WorkingCalendar) -> RunningClock:
    """The same clock by this calendar; equal to ``clock`` if nothing in it has moved."""
    if clock.paused:
        return clock
    due, late = _ends(clock, calendar)
    if clock.replaces is None:
        return _planned(replace(clock, due_at=due, late_at=late))
    old = replan(clock.replaces, calendar)
    return _planned(replace(clock, due_at=min(due, old.due_at), late_at=min(late, old.late_at), replaces=old))


def told_by(old: RunningClock, new: RunningClock, said_at: datetime) -> datetime:
    """Up to which moment of its ``new`` plan a clock has spoken that spoke up to ``said_at`` of the ``old`` one.

    A calendar edit moves stages: as many are still to be said as before, so none is said again and none left out.
    """
    left = sum(stage.at > said_at for stage in old.stages)
    said = new.stages[: len(new.stages) - left] if left < len(new.stages) else ()
    return said[-1].at if said else new.unspoken


def _ends(clock: RunningClock, calendar: WorkingCalendar) -> _Ends:
    rule = clock.rule
    if rule.resumed and clock.pauses and (until := clock.pauses[-1].until):
        end = end_of(rule.resumed, until, calendar)
        return end, end
    due, late = _first_ends(rule, clock.started_at, calendar)
    for allowed, extension in zip(rule.prolonging, clock.extended_by, strict=False):
        due = late = _prolonged(clock.started_at, due, extension.limit, allowed, calendar)
    return due, late


def _first_ends(rule: ClockRule, at: datetime, calendar: WorkingCalendar) -> _Ends:
    ends = [end_of(limit, at, calendar) for limit in (rule.limit, rule.later) if limit]
    return min(ends), max(ends)


def _prolonged(
    began: datetime, due: datetime, limit: Limit, allowed: Prolonging, calendar: WorkingCalendar
) -> datetime:
    return end_of(limit, began, calendar) if allowed.in_total else further_end_of(limit, due, calendar)


def _planned(clock: RunningClock) -> RunningClock:
    """Work out the stages. What would have had to be said before the clock began is said at once, unless it is WARN.

    Of two at the same moment the graver one is kept.
    """
    begun = clock.pauses[-1].until if clock.pauses else None
    first = begun or clock.started_at
    by_moment = {
        max(at, first): Planned(stage.mark, max(at, first))
        for stage in sorted(clock.rule.stages, key=lambda stage: list(Mark).index(stage.mark))
        if (at := _moment(stage, clock)) > first or stage.mark is not Mark.WARN
    }
    return replace(clock, stages=tuple(by_moment[at] for at in sorted(by_moment)))


def _moment(stage: Stage, clock: RunningClock) -> datetime:
    return (clock.late_at if stage.mark is Mark.OVER else clock.due_at) + stage.after
