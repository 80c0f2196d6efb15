"""/giu: the command keeps a tip for another year."""

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member, Refused
from bot.domain.retention import kept_until
from bot.domain.screen import Alert, phrase
from bot.domain.screens.retention import kept
from bot.services.casework.moving import move
from bot.services.list_tips import tip_of_code
from bot.services.speak import tell
from storage.unit_of_work import UnitOfWork

LONGEST_REASON = 500


class NoReason(Refused):
    """Why it is kept was left out."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-keep-why")))


def keep_tip(uow: UnitOfWork, typed: str, member: Member | None, where: Where) -> None:
    """Answer /giu CODE WHY. A tip that was joined to another one is kept with it; the reason stands in its trail.

    Raises NotOnTheList, NotYourRole, NotHere, NotNow, NoSuchTip, TipErased, NoReason.
    """
    boss = require(member, Deed.KEEP, where)
    code, _, reason = typed.strip().partition(" ")
    if code and not reason.strip():
        raise NoReason
    tip = uow.tips.view(uow.tips.first_of(tip_of_code(uow, code, member)))
    require(member, Deed.KEEP, where, tip.status)
    assert tip.case.closed_at is not None, "the table allows it for closed tips"
    months = uow.settings.retention_months
    until = kept_until(tip.case.closed_at, months, uow.retention.kept(tip.id), uow.now)
    move(uow, tip, boss, Deed.KEEP, tip.case, {"reason": reason.strip()[:LONGEST_REASON]})
    uow.retention.keep(tip.id, until)
    tell(uow, boss.account_key, kept(tip.code, until.astimezone(uow.settings.timezone)))
