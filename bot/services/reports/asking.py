"""/baocao: the form is opened; what the desk does with it is in ``ordering``."""

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member
from bot.services.casework.desk import open_apart
from bot.services.reports.ordering import new_sheet
from storage.unit_of_work import UnitOfWork


def ask_report(uow: UnitOfWork, member: Member | None, where: Where, argument: str) -> None:
    """Answer /baocao, with days or without. Raises NotOnTheList, NotYourRole, NotHere."""
    officer = require(member, Deed.REPORT, where)
    open_apart(uow, officer, new_sheet(uow, Deed.REPORT, argument))
