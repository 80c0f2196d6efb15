"""An officer takes a tip on. The first one wins; everyone else learns who that was."""

from bot.domain.authority import Deed, Where, require
from bot.domain.casework.state import CaseState
from bot.domain.clocks import ClockKey
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, phrase
from bot.domain.screens.times import clock_time
from bot.services.cards import redraw_cards
from bot.services.casework.reporters import tell_reporter
from bot.services.drill import report_drill
from bot.services.ladders import follow_ladders
from bot.services.receipt import acknowledged_notice
from bot.services.tip_clocks import follow, running
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class AlreadyTaken(Refused):
    """Another officer was first."""


def acknowledge_tip(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Acknowledge a tip as ``member``. Raises NotOnTheList, AlreadyTaken."""
    officer = require(member, Deed.ACKNOWLEDGE, where)
    if not uow.tips.acknowledge(tip_id, officer.id):
        raise AlreadyTaken(_who_took_it(uow, uow.tips.view(tip_id), officer))
    uow.journal.note("acknowledged", tip_id=tip_id, person_id=officer.id)
    redraw_cards(uow, tip_id)
    tip = uow.tips.view(tip_id)
    follow(uow, tip, tip.case)
    follow_ladders(uow, tip, CaseState(), tip.case)
    tell_reporter(uow, tip, acknowledged_notice(uow, tip), f"acknowledged:{tip_id}")
    report_drill(uow, tip)
    return Alert(phrase("duty-you-took-it", code=tip.code))


def note_called(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Somebody phoned or was sent: with danger that is the first thing to do (TT 28/2020 Điều 6.1a)."""
    officer = require(member, Deed.CALLED, where, uow.tips.status(tip_id))
    uow.journal.note("called", tip_id=tip_id, person_id=officer.id)
    call = running(uow, tip_id, ClockKey.DANGER)
    first = call is not None and uow.clocks.end(call.id, officer.id)
    tip = uow.tips.view(tip_id)
    if tip.acknowledged_at is None:
        return acknowledge_tip(uow, tip_id, officer, where)
    follow_ladders(uow, tip, tip.case, tip.case)
    if first:
        uow.tips.redraw(tip_id)
        redraw_cards(uow, tip_id)
    return Alert(phrase("duty-called-noted"))


def _who_took_it(uow: UnitOfWork, tip: TipView, presser: Member) -> Alert:
    assert tip.acknowledged_by is not None
    assert tip.acknowledged_at is not None
    if tip.acknowledged_by == presser.id:
        return Alert(phrase("duty-you-already-took-it", code=tip.code))
    winner = uow.people.member_by_id(tip.acknowledged_by)
    at = clock_time(tip.acknowledged_at, uow.settings.timezone)
    return Alert(phrase("duty-already-taken", code=tip.code, officer=winner.name if winner else "", at=at), loud=True)
