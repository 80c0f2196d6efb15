"""The command hears a month before something is erased: one message a ward, of all that is near."""

from bot.domain.retention import TOGETHER, WARNED_BEFORE, Erasing, shifted
from bot.domain.screens.retention import soon_erased
from bot.services.people.command import tell_command
from bot.services.retention.policy import policy
from bot.services.tip_clocks import quiet_hours
from storage.unit_of_work import UnitOfWork

# So many codes fit into one message (Bot API: 4096 characters).
MOST = 150


def warn_of_erasing(uow: UnitOfWork) -> int:
    """Tell one ward's command, but nobody at night. Returns of how many tips."""
    if quiet_hours(uow).cover(uow.now):
        return 0
    for what, months in policy(uow.settings).stages:
        pressing = uow.retention.to_warn(what, shifted(uow.now + WARNED_BEFORE, -months), 1)
        if pressing:
            return _warn(uow.for_ward(pressing[0].ward_id), what, months)
    return 0


def _warn(uow: UnitOfWork, what: Erasing, months: int) -> int:
    ahead = WARNED_BEFORE + TOGETHER
    found = uow.retention.to_warn(what, shifted(uow.now + ahead, -months), MOST, uow.ward_id, ahead)
    mine = uow.retention.warn([tip.id for tip in found], what)
    told = [tip for tip in found if tip.id in mine]
    for tip in told:
        uow.journal.note("erasing announced", tip_id=tip.id, detail=what)
    day = (uow.now + WARNED_BEFORE).astimezone(uow.settings.timezone)
    if told:
        tell_command(uow, soon_erased(what, [tip.code for tip in told], months, day))
    return len(found)
