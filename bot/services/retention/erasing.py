"""What was announced is erased, one tip at a time, each with all that was joined to it."""

from datetime import datetime

from bot.domain.delivery import Kind
from bot.domain.retention import WARNED_BEFORE, Erasing, shifted
from bot.domain.screen import Screen, phrase
from bot.failpoints import failpoint
from bot.services.retention.policy import policy
from bot.services.speak import redraw_group_message
from storage.outbox import to_group
from storage.retention import OldTip
from storage.unit_of_work import UnitOfWork


def erase_when_due(uow: UnitOfWork) -> int:
    """Erase one tip, or who reported it; all in one transaction. Returns 1, or 0 when there is no more."""
    for what, months in policy(uow.settings).stages:
        closed_by = shifted(uow.now, -months)
        for tip in uow.retention.due(what, closed_by, 1):
            if uow.retention.claim(tip, what, closed_by):
                _erase(uow.for_ward(tip.ward_id), tip, what, months)
                return 1
    return 0


def erase_again(uow: UnitOfWork, made_at: datetime, lost_at: datetime) -> int:
    """After a restoration: what the lost installation had erased since the backup is erased anew. Returns how many.

    Times are aware; ``lost_at`` is when it stopped. What the backup says was announced goes when it is due, as after
    any outage. Of the rest nothing was erased before a month of warning had passed; after that month, everything
    whose time ran out while the installation was alive. What ran out later has not been announced yet.
    """
    if lost_at - made_at >= WARNED_BEFORE:
        for what, months in policy(uow.settings).stages:
            uow.retention.ran_out(what, months, made_at, lost_at)
    erased = 0
    while erase_when_due(uow):
        erased += 1
    return erased


def _erase(uow: UnitOfWork, tip: OldTip, what: Erasing, months: int) -> None:
    joined = uow.tips.joined_to(tip.id)
    for tip_id in (tip.id, *joined):
        if what is Erasing.ALL:
            leave_cards(uow, tip_id)
            uow.eraser.erase(tip_id)
        else:
            uow.eraser.erase_identity(tip_id)
        uow.journal.note(_DEEDS[what], tip_id=tip_id, detail=f"{months} months")
        failpoint("retention.erased")
    if what is Erasing.ALL:
        uow.retention.erased(joined)


def leave_cards(uow: UnitOfWork, tip_id: int) -> None:
    """Where Telegram still allows it, a card says no more than that its time is over; of a list its line goes."""
    group, code = uow.ward.get().group_chat_id, uow.tips.code(tip_id)
    for posting in uow.postings.of_tip(tip_id):
        others = [p for p in uow.postings.at(posting.chat_id, posting.message_id) if p.tip_id != tip_id]
        if posting.chat_id == group and others:
            uow.postings.outdated(others[0].id)
            uow.outbox.add(to_group(uow.ward_id), Kind.REDRAW, tip_id=others[0].tip_id, posting_id=others[0].id)
        elif posting.chat_id == group:
            redraw_group_message(uow, Screen((phrase("card-erased", code=code),)), posting.message_id)


_DEEDS = {Erasing.ALL: "erased", Erasing.IDENTITY: "identity erased"}
