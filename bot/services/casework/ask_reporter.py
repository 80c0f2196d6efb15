"""The button "Hỏi người báo": what keeps a question from its reporter is said before anybody writes one."""

from bot.domain.authority import Deed, Where, require
from bot.domain.inquiry import Reach
from bot.domain.people import Member
from bot.domain.screen import Alert, phrase
from bot.domain.screens.asking import not_reached
from bot.services.casework.asking import IMPOSSIBLE
from bot.services.casework.desk import open_form
from bot.services.casework.reporters import reach_of
from bot.services.read_tip import CannotReachYou
from bot.services.speak import tell
from storage.unit_of_work import UnitOfWork


def ask_reporter(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where) -> Alert:
    """Open the form; for a reporter who must not or cannot be asked, say so, and in private what else can be done.

    Raises as open_form.
    """
    tip = uow.tips.view(tip_id)
    officer = require(member, Deed.ASK, where, tip.case.status)
    reach = reach_of(uow, tip)
    if reach not in IMPOSSIBLE:
        opened = open_form(uow, tip_id, officer, where, Deed.ASK)
        return opened if reach is Reach.YES else Alert(phrase(f"refused-ask-{reach}"), loud=True)
    if not uow.people.hears(officer.account_key):
        raise CannotReachYou
    tell(uow, officer.account_key, not_reached(tip.id, tip.code, reach))
    return Alert(phrase(f"refused-ask-{reach}"), loud=True)
