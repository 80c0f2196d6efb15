"""What falls due: /hangio, and the message in which clocks speak up."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member
from bot.domain.screens.due import DueLine, due_list
from bot.domain.tip import Urgency
from bot.services.cards import name_of
from bot.services.list_tips import late_tips
from bot.services.speak import tell, tell_group
from storage.clocks import ClockView
from storage.unit_of_work import UnitOfWork

AHEAD, MOST = timedelta(days=3), 50


def list_due(uow: UnitOfWork, member: Member | None, where: Where) -> None:
    """Answer /hangio: what is late or falls due within three days, the most overdue first. Raises NotOnTheList…."""
    reader = require(member, Deed.LIST, where)
    clocks, late = uow.clocks.running(uow.now + AHEAD, MOST), uow.reminders.late(MOST)
    screen = due_list(due_lines(uow, clocks), late_tips(uow, late), uow.now, uow.settings.timezone)
    if where is Where.GROUP:
        tell_group(uow, screen)
    else:
        tell(uow, reader.account_key, screen)


def due_lines(uow: UnitOfWork, clocks: Sequence[ClockView]) -> list[DueLine]:
    """Each clock with the code of its tip and who owns it: danger first, then the most overdue."""
    tips = {view.tip_id: uow.tips.standing(view.tip_id) for view in clocks}

    def rank(view: ClockView) -> tuple[bool, datetime]:
        return tips[view.tip_id].urgency is not Urgency.DANGER, view.clock.late_at

    def line(view: ClockView) -> DueLine:
        tip = tips[view.tip_id]
        return DueLine(view.tip_id, tip.code, name_of(uow, tip.in_charge), view.clock)

    return [line(view) for view in sorted(clocks, key=rank)]
