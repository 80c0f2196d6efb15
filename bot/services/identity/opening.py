"""Buttons whose forms are opened only when there is something to fill in: what cannot be is said before it is typed."""

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member
from bot.domain.screen import Alert
from bot.services.casework.desk import open_form
from bot.services.identity.asking import require_askable
from bot.services.identity.protecting import require_unanswered
from storage.unit_of_work import UnitOfWork


def open_reveal(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """ "Xin xem danh tính": the reason is asked for. Raises CannotReveal, and as open_form."""
    tip = uow.tips.view(tip_id)
    require_askable(uow, tip, require(member, Deed.REVEAL, where, tip.status))
    return open_form(uow, tip_id, member, where, Deed.REVEAL)


def open_protection(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """ "Đã liên hệ": what was done is asked for. Raises AlreadyProtected, and as open_form."""
    tip = uow.tips.view(tip_id)
    require(member, Deed.PROTECT, where, tip.status)
    require_unanswered(uow, tip)
    return open_form(uow, tip_id, member, where, Deed.PROTECT)
