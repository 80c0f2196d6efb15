"""What falls due: /hangio, and the message in which clocks speak up."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member
from bot.domain.screens.due import DueLine, due_list
from bot.services.cards import name_of
from bot.services.speak import tell, tell_group
from storage.clocks import ClockView
from storage.unit_of_work import UnitOfWork

AHEAD, MOST = timedelta(days=3), 50


def list_due(uow: UnitOfWork, member: Member | None, where: Where) -> None:
    """Answer /hangio: what is late or falls due within three days, the most overdue first. Raises NotOnTheList…."""
    reader = require(member, Deed.LIST, where)
    screen = due_list(due_lines(uow, uow.clocks.running(uow.now + AHEAD, MOST)), uow.now, uow.settings.timezone)
    if where is Where.GROUP:
        tell_group(uow, screen)
    else:
        tell(uow, reader.account_key, screen)


def due_lines(uow: UnitOfWork, clocks: Sequence[ClockView]) -> list[DueLine]:
    """Each clock with the code of its tip and who owns it."""
    lines = []
    for view in sorted(clocks, key=lambda view: view.clock.late_at):
        tip = uow.tips.view(view.tip_id)
        lines.append(DueLine(tip.code, name_of(uow, tip.case.owner_id or tip.acknowledged_by), view.clock))
    return lines
