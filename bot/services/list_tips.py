"""What the duty group asks for by command: the way back when presses were lost in an outage."""

from collections.abc import Sequence

from bot.domain.authority import Deed, require
from bot.domain.codes import read_code
from bot.domain.ladders import Lack
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, phrase
from bot.domain.screens.reminders import Late, unacknowledged
from bot.services.cards import name_of, offer_card
from bot.services.speak import tell, tell_group
from storage.reminders import LateView
from storage.unit_of_work import UnitOfWork


class NoSuchTip(Refused):
    """No tip of this ward has that code."""

    def __init__(self, typed: str) -> None:
        super().__init__(Alert(phrase("refused-no-such-tip" if typed else "refused-which-tip", typed=typed[:20])))


def list_unacknowledged(uow: UnitOfWork, member: Member | None, *, in_group: bool) -> None:
    """Answer /moi: danger first, then the longest waiting. Raises NotOnTheList."""
    reader = require(member, Deed.LIST)
    screen = unacknowledged(waiting_tips(uow))
    if in_group:
        tell_group(uow, screen)
    else:
        tell(uow, reader.account_key, screen)


def offer_tip(uow: UnitOfWork, typed: str, member: Member | None) -> None:
    """Answer /tin CODE: post the card again in the duty group. Raises NotOnTheList, NoSuchTip."""
    offer_card(uow, tip_of_code(uow, typed, member))


def tip_of_code(uow: UnitOfWork, typed: str, member: Member | None) -> int:
    """The tip whose code a member typed, in any spelling. Raises NotOnTheList, NoSuchTip, TipErased."""
    require(member, Deed.LIST)
    code = read_code(typed)
    tip_id = uow.tips.find(code) if code else None
    if tip_id is None:
        raise NoSuchTip(typed.strip())
    uow.tips.require_kept(tip_id)
    return tip_id


def waiting_tips(uow: UnitOfWork, among: Sequence[int] | None = None, *, real: bool = False) -> list[Late]:
    """The tips nobody has acknowledged, of all or of some, or only ``real`` ones without drills: how long they have
    waited, and by how much too long."""
    return [
        Late(
            tip_id=tip.id,
            code=tip.code,
            urgency=tip.urgency,
            category=tip.category,
            lack=Lack.ACKNOWLEDGEMENT,
            waited=uow.now - tip.received_at,
            late=uow.now - tip.acknowledge_by,
            officer="",
        )
        for tip in uow.tips.unacknowledged(among, real=real)
    ]


def late_tips(uow: UnitOfWork, found: Sequence[LateView]) -> list[Late]:
    """What ladders say of their tips."""
    return [
        Late(
            tip_id=view.tip_id,
            code=view.code,
            urgency=view.urgency,
            category=view.category,
            lack=view.lack,
            waited=uow.now - view.since,
            late=uow.now - view.late_from,
            officer=name_of(uow, view.in_charge),
        )
        for view in found
    ]
