"""Forms of casework that are opened only when there is something to fill in."""

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member
from bot.domain.screen import Alert
from bot.services.casework.desk import open_form
from bot.services.casework.extending import require_extendable
from bot.services.casework.transferring import require_sendable
from storage.unit_of_work import UnitOfWork


def open_extension(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """ "Gia hạn": the decision is asked for. Raises CannotExtend, and as open_form."""
    tip = uow.tips.view(tip_id)
    require(member, Deed.EXTEND, where, tip.status)
    require_extendable(uow, tip)
    return open_form(uow, tip_id, member, where, Deed.EXTEND)


def open_transfer(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """ "Chuyển": to whom is asked for. Raises StaysHere, and as open_form."""
    tip = uow.tips.view(tip_id)
    require(member, Deed.TRANSFER, where, tip.status)
    require_sendable(tip)
    return open_form(uow, tip_id, member, where, Deed.TRANSFER)
