"""Đã nhận bàn giao: the first officer of the incoming shift takes over; everyone else learns who that was."""

from bot.domain.authority import Deed
from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from bot.domain.screens.roster import say_who
from bot.domain.screens.times import clock_time
from bot.services.cards import name_of
from bot.services.handover import incoming_shift, redraw_handover
from bot.services.on_duty import in_shift
from bot.services.roster.pressing import RosterPress, StalePress, person_named, view_of
from bot.services.speak import answer
from storage.handovers import HandoverView
from storage.unit_of_work import UnitOfWork


class TakenOver(Refused):
    """Another officer was first."""


class NotThisShift(Refused):
    """The presser does not stand in the incoming shift."""


def take_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """Take a shift over. Raises NotOnTheList, NotYourRole, StalePress, TakenOver, NotThisShift."""
    officer = press.by(Deed.TAKE_OVER)
    view = uow.handovers.get(person_named(press.subject))
    latest = uow.handovers.latest()
    if view is None or latest is None:
        raise StalePress
    if view.taken_at is not None:
        raise _taken(uow, view)
    duty = in_shift(uow, incoming_shift(uow, view))
    if view.id != latest.id or duty.shift.end <= uow.now:
        raise StalePress
    if duty.officers and not duty.has(officer):
        raise NotThisShift(Alert(phrase("refused-not-this-shift", who=say_who(view_of(duty))), loud=True))
    if not uow.handovers.take(view.id, officer.id):
        raise _taken(uow, uow.handovers.get(view.id) or view)
    uow.journal.note(Deed.TAKE_OVER, person_id=officer.id, detail=str(view.slot))
    redraw_handover(uow, view)
    answer(uow, press.ref, Alert(phrase("handover-you-took")))


def _taken(uow: UnitOfWork, view: HandoverView) -> TakenOver:
    assert view.taken_at is not None, "somebody was first"
    at = clock_time(view.taken_at, uow.settings.timezone)
    return TakenOver(Alert(phrase("refused-taken-over", officer=name_of(uow, view.taken_by), at=at), loud=True))
