"""The clocks of a ward by another calendar: what moves, and putting it into effect."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.calendar import WorkingCalendar
from bot.domain.clocks import RunningClock, replan, told_by
from bot.services.cards import redraw_cards
from bot.services.personal_data.reminding import plan_anew
from bot.services.tip_clocks import next_word
from storage.clocks import ClockView
from storage.unit_of_work import UnitOfWork


def moved_by(uow: UnitOfWork, calendar: WorkingCalendar) -> list[ClockView]:
    """The clocks that ask for something and would end at another moment by this calendar, as they are now."""
    return [view for view, clock in _changed_by(uow, calendar) if _moves(view, clock)]


def replan_ward(uow: UnitOfWork) -> list[ClockView]:
    """Plan all that is open by the calendar as it is now. Returns the clocks that ended elsewhere, as they were."""
    calendar = uow.clocks.calendar()
    moved = []
    for view, clock in _changed_by(uow, calendar):
        # The tip before its clocks, as a move does it: two who lock in the same order cannot block each other.
        uow.tips.redraw(view.tip_id)
        _put(uow, view, clock, calendar)
        if _moves(view, clock):
            moved.append(view)
    for tip_id in dict.fromkeys(view.tip_id for view in moved):
        redraw_cards(uow, tip_id)
    plan_anew(uow)
    return moved


def _changed_by(uow: UnitOfWork, calendar: WorkingCalendar) -> Iterator[tuple[ClockView, RunningClock]]:
    """What has another plan by this calendar; also what rests, for it may go on."""
    for view in uow.clocks.unfinished():
        clock = replan(view.clock, calendar)
        if clock != view.clock:
            yield view, clock


def _moves(view: ClockView, clock: RunningClock) -> bool:
    return not view.idle and (view.clock.due_at, view.clock.late_at) != (clock.due_at, clock.late_at)


def _put(uow: UnitOfWork, view: ClockView, clock: RunningClock, calendar: WorkingCalendar) -> None:
    """Another transaction may have let the clock speak, or turned it, since it was read: then once more."""
    urgency = uow.tips.view(view.tip_id).urgency
    while True:
        told = replace(view, clock=clock, said_at=told_by(view.clock, clock, view.said_at))
        spoken = None if view.idle else next_word(uow, clock, told, urgency)
        if uow.clocks.replan(view, clock, told.said_at, spoken):
            return
        view = uow.clocks.get(view.id)
        clock = replan(view.clock, calendar)
