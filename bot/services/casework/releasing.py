""" "Còn xử lý?": somebody goes on with the tip, or later, or nobody does and it waits to be acknowledged again."""

from bot.domain.authority import Deed, Where, require
from bot.domain.casework import state
from bot.domain.ladders import Lack
from bot.domain.people import Member
from bot.domain.postponing import Later, moment
from bot.domain.screen import Alert, phrase
from bot.domain.screens.times import clock_time
from bot.services.casework.moving import move
from bot.services.ladders import begin_ladder
from storage.unit_of_work import UnitOfWork


def go_on(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Somebody goes on with it: asked again after the usual time. Raises NotOnTheList…, NotNow, Overtaken."""
    tip = uow.tips.view(tip_id)
    officer = require(member, Deed.STILL, where, tip.case.status)
    move(uow, tip, officer, Deed.STILL, tip.case)
    return Alert(phrase("still-noted", code=tip.code))


def put_off(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where, later: Later) -> Alert:
    """Somebody will go on later: asked again then. Raises as go_on."""
    tip = uow.tips.view(tip_id)
    officer = require(member, Deed.LATER, where, tip.case.status)
    until = moment(later, uow.now, uow.settings.timezone)
    move(uow, tip, officer, Deed.LATER, tip.case)
    begin_ladder(uow, tip_id, Lack.MOVEMENT, tip.urgency, uow.now, until - uow.now)
    return Alert(phrase("later-noted", code=tip.code, at=clock_time(until, uow.settings.timezone)))


def release(uow: UnitOfWork, tip_id: int) -> int:
    """Nobody answered: it is un-acknowledged. Returns the ladder that waits for somebody to acknowledge it."""
    tip = uow.tips.view(tip_id)
    move(uow, tip, None, Deed.RELEASE, state.released(tip.case))
    return uow.reminders.of(tip_id, Lack.ACKNOWLEDGEMENT)
