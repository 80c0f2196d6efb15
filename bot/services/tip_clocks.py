"""The legal clocks of a tip: begun at its receipt, following its handling, ended by what they ask for."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.casework.duties import FROM_RECEIPT, asks
from bot.domain.casework.state import CaseState
from bot.domain.clocks import ClockKey, Mark, QuietHours, RunningClock, speak_at, start, turn_serious
from bot.domain.tip import Urgency
from storage.clocks import ClockView
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def begin_clocks(uow: UnitOfWork, tip: TipView) -> None:
    """Everything the law counts from the receipt of a tip."""
    for key in FROM_RECEIPT:
        begin(uow, tip, key, tip.received_at)
    if tip.urgency is Urgency.DANGER:
        begin_danger(uow, tip, tip.received_at)


def begin_danger(uow: UnitOfWork, tip: TipView, at: datetime) -> None:
    """Somebody is in danger, known since ``at`` (aware): who has taken it on must phone and send people at once."""
    begin(uow, tip, ClockKey.DANGER, at, idle=not asks(ClockKey.DANGER, tip.case))


def begin(uow: UnitOfWork, tip: TipView, key: ClockKey, at: datetime, *, idle: bool = False) -> None:
    """One clock of a tip from ``at`` (aware), if its reporter is owed it; one that was done begins once more.

    ``idle``: it asks for nothing yet, but counts.
    """
    rule = uow.clocks.rules()[key]
    if not rule.runs_for(tip.content.identity):
        return
    clock = start(rule, at, uow.clocks.calendar())
    stage = None if idle else clock.next_stage(clock.unspoken)
    spoken = speak_at(clock, stage, tip.urgency, quiet_hours(uow)) if stage else None
    uow.clocks.start(tip.id, clock, spoken, idle=idle)


def follow(uow: UnitOfWork, tip: TipView, to: CaseState) -> None:
    """The tip moves from what ``tip`` shows to ``to``: its clocks rest, go on, or turn to 24 hours."""
    for view in uow.clocks.of_tip(tip.id):
        clock = _by_class(uow, view, to)
        idle = clock.paused or not asks(view.slot, to)
        if view.done_at is None and (idle, clock) != (view.idle, view.clock):
            spoken = None if idle else next_word(uow, clock, view, tip.urgency)
            uow.clocks.change(view.id, clock, spoken, idle=idle)


def next_clock(clocks: Sequence[ClockView]) -> ClockView | None:
    """Of a tip's clocks the one that runs out first and asks for something; without any, one that was suspended."""
    waiting = [view for view in clocks if view.done_at is None]
    asking = (view for view in waiting if not view.idle)
    return next(asking, next((view for view in waiting if view.clock.paused), None))


def running(uow: UnitOfWork, tip_id: int, slot: ClockKey) -> ClockView | None:
    """That clock of a tip, if it was begun and is not done; it may rest."""
    return next((view for view in uow.clocks.of_tip(tip_id) if view.slot is slot and view.done_at is None), None)


def next_word(uow: UnitOfWork, clock: RunningClock, view: ClockView, urgency: Urgency) -> datetime | None:
    """When the stage after the last one said may be said, UTC; None when all was said.

    That it is late is said once, also when it turns into another clock that is late as soon as it begins.
    """
    known = view.clock.standing(view.said_at) is Mark.OVER and not clock.kept(uow.now)
    stage = None if known else clock.next_stage(view.said_at)
    return speak_at(clock, stage, urgency, quiet_hours(uow)) if stage else None


def quiet_hours(uow: UnitOfWork) -> QuietHours:
    """When only danger is spoken of."""
    return QuietHours(uow.settings.timezone, uow.settings.quiet_from, uow.settings.quiet_to)


def _by_class(uow: UnitOfWork, view: ClockView, to: CaseState) -> RunningClock:
    """Passing on has 24 hours from the moment a tip turns serious; what was classified by mistake has its days back."""
    if view.slot is not ClockKey.TRANSFER_7D:
        return view.clock
    if to.serious is None:
        return view.clock.replaces or view.clock
    return turn_serious(view.clock, uow.clocks.rules()[ClockKey.TRANSFER_24H], uow.now, uow.clocks.calendar())
