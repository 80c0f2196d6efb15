"""The button that asks for an identity: what cannot be asked for is said before a reason is typed."""

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member
from bot.domain.screen import Alert
from bot.services.casework.desk import open_form
from bot.services.identity.asking import require_askable
from storage.unit_of_work import UnitOfWork


def open_reveal(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Open the form for the reason. Raises CannotReveal, and as open_form."""
    tip = uow.tips.view(tip_id)
    require_askable(uow, tip, require(member, Deed.REVEAL, where, tip.status))
    return open_form(uow, tip_id, member, where, Deed.REVEAL)
