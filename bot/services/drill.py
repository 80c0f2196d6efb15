"""Diễn tập: a practice tip goes the whole way of a real one, and the time to its acknowledgement is measured.

It has no reporter and no legal clocks, and nothing counts it.
"""

import secrets
from datetime import timedelta

from bot.domain.authority import Deed, Where, require
from bot.domain.casework import state
from bot.domain.casework.outcomes import Outcome
from bot.domain.content import TipContent
from bot.domain.delivery import Kind
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.drill import KINDS, ask_drill, drill_report, drill_sent
from bot.domain.tip import Category, ReporterKind, Status, Urgency
from bot.services.cards import name_of
from bot.services.casework.moving import move
from bot.services.ladders import start_ladder
from bot.services.roster.pressing import RosterPress, StalePress, put
from bot.services.speak import tell, tell_thread
from storage.codec import UNREADABLE
from storage.outbox import to_group
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

# Codes of drills look like none of a ward's, in every list and reminder.
PREFIX = "DTAP"
ENDS_AFTER = timedelta(hours=24)
BATCH = 50


class DrillRunning(Refused):
    """One drill at a time: nobody has acknowledged the last one yet."""


def offer_drill(uow: UnitOfWork, member: Member | None, where: Where) -> None:
    """Answer /dientap: which kind? Raises NotOnTheList, NotYourRole, NotHere."""
    boss = require(member, Deed.DRILL, where)
    tell(uow, boss.account_key, ask_drill())


def drill_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """Send a practice tip. Raises NotOnTheList, NotYourRole, NotHere, StalePress, DrillRunning."""
    boss = press.by(Deed.DRILL)
    if press.subject not in KINDS:
        raise StalePress
    running = uow.tips.waiting_drill()
    if running is not None:
        raise DrillRunning(Alert(phrase("refused-drill-running", code=running), loud=True))
    put(uow, press, drill_sent(_made(uow, boss, Urgency(press.subject))))


def _made(uow: UnitOfWork, boss: Member, urgency: Urgency) -> str:
    tip = uow.tips.create(
        secrets.token_hex(8),
        None,
        TipContent(urgency=urgency, category=Category.OTHER),
        prefix=PREFIX,
        reporter=ReporterKind.RESIDENT,
        confirmed=True,
        received_at=uow.now,
        drill=True,
    )
    assert tip is not None, "its draft is new"
    start_ladder(uow, tip.id, tip.urgency, uow.now)
    kind = Kind.DANGER_CARD if urgency is Urgency.DANGER else Kind.CARD
    uow.outbox.add(to_group(uow.ward_id), kind, tip_id=tip.id, once=f"card:{tip.id}")
    uow.cases.add_birth(tip.id, Deed.DRILL, boss.id, {})
    uow.journal.note(Deed.DRILL, tip_id=tip.id, person_id=boss.id, detail=urgency)
    return tip.code


def report_drill(uow: UnitOfWork, tip: TipView) -> None:
    """A drill is acknowledged: how long it took, for the group and for whoever ordered it. Real tips: nothing."""
    if not tip.drill or tip.acknowledged_at is None:
        return
    waited, limit = tip.acknowledged_at - tip.received_at, uow.reminders.acknowledge_by(tip.id) - tip.received_at
    said = drill_report(tip.code, name_of(uow, tip.acknowledged_by), waited, limit)
    tell_thread(uow, tip.id, said)
    ordered = next((step.person_id for step in uow.cases.steps(tip.id) if step.deed is Deed.DRILL), None)
    boss = uow.people.member_by_id(ordered) if ordered is not None else None
    if boss is not None:
        tell(uow, boss.account_key, Screen((said,)), Kind.NOTICE)


def end_drills(uow: UnitOfWork) -> int:
    """Drills that nobody has closed within a day are closed: practice must not lie among what is open. One that
    nobody can read cannot be moved."""
    return sum(_end(uow.for_tip(tip_id), tip_id) for tip_id in uow.tips.drills_before(uow.now - ENDS_AFTER, BATCH))


def _end(uow: UnitOfWork, tip_id: int) -> bool:
    try:
        tip = uow.tips.view(tip_id)
    except UNREADABLE:
        return False
    uow.reminders.stop(tip_id)
    move(uow, tip, None, Deed.DRILL, state.closed(tip.case, Outcome.JUNK, None, uow.now))
    if tip.status is Status.NEW:
        tell_thread(uow, tip_id, phrase("drill-nobody", code=tip.code))
    return True
