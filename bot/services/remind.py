"""Reminders for tips nobody has acknowledged: each rung once, several in one message, late rather than never."""

from collections import defaultdict

from bot.domain.delivery import Kind
from bot.domain.escalation import To
from bot.domain.people import Member, Role
from bot.domain.screen import phrase
from bot.domain.tip import Status
from bot.services.ladders import read_ladder
from bot.services.on_duty import who_hears
from bot.services.speak import raise_alarm
from storage.models import Reminder
from storage.outbox import Payload, to_account, to_group
from storage.unit_of_work import UnitOfWork

BATCH = 100
_ROLES = {To.COMMANDER: (Role.COMMANDER, Role.CHIEF), To.CHIEF: (Role.CHIEF, Role.COMMANDER)}


def remind(uow: UnitOfWork) -> int:
    """Take every rung that is due and queue what it says, in the tip's ward. Returns how many rungs were taken."""
    due: dict[tuple[int, To], list[int]] = defaultdict(list)
    taken = 0
    for row in uow.reminders.due(BATCH):
        here = uow.for_tip(row.tip_id)
        target = _climb(here, row)
        if target is not None:
            due[here.ward_id, target].append(row.tip_id)
            taken += 1
    for (ward_id, target), tip_ids in due.items():
        _send(uow.for_ward(ward_id), target, tuple(tip_ids))
    return taken


def _climb(uow: UnitOfWork, row: Reminder) -> To | None:
    """Claim one rung and plan the next in the same transaction; None when somebody else did, or it is moot."""
    if uow.tips.status(row.tip_id) is not Status.NEW:
        uow.reminders.stop(row.tip_id)
        return None
    ladder = read_ladder(row.ladder)
    # Counted from now, not from when it was due: after an outage the next one must not follow at once.
    if not uow.reminders.climb(row.tip_id, row.stage, uow.now + ladder.wait(row.stage + 1)):
        return None
    uow.journal.note("reminded", tip_id=row.tip_id, detail=f"stage {row.stage}")
    return ladder.rung(row.stage).to


def _send(uow: UnitOfWork, target: To, tip_ids: tuple[int, ...]) -> None:
    if target is To.GROUP:
        uow.outbox.remind_of(to_group(uow.ward_id), Kind.REMINDER, Payload(tips=tip_ids))
        return
    people = _people(uow, target)
    if not people:
        raise_alarm(uow, phrase("alarm-nobody-to-escalate-to", count=len(tip_ids)))
        uow.outbox.remind_of(to_group(uow.ward_id), Kind.REMINDER, Payload(tips=tip_ids))
    for member in people:
        uow.outbox.remind_of(to_account(member.account_key), Kind.ESCALATION, Payload(tips=tip_ids, rung=target))


def _people(uow: UnitOfWork, target: To) -> list[Member]:
    """Those of the target's role who are to hear and can be reached; without any, those of the other one."""
    for role in _ROLES[target]:
        reachable = [m for m in who_hears(uow, role) if uow.people.chat_of(m.account_key) is not None]
        if reachable:
            return reachable
    return []
