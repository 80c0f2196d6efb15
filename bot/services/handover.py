"""At the change of shift: one card in the duty group, late rather than never; the incoming shift takes it, or the
command hears."""

from datetime import timedelta

from bot.domain.delivery import Kind
from bot.domain.people import COMMAND, Member, Role
from bot.domain.roster import Shift
from bot.domain.screen import Screen, phrase
from bot.domain.screens.handover import Ended, HandoverState, InHand, handover, not_taken
from bot.services.cards import name_of
from bot.services.list_tips import waiting_tips
from bot.services.on_duty import in_shift, who_hears
from bot.services.roster.planning import SHIFT
from bot.services.roster.pressing import view_of
from bot.services.speak import raise_alarm, tell
from storage.handovers import HandoverView
from storage.outbox import Payload, to_group
from storage.unit_of_work import UnitOfWork

TAKEN_WITHIN = timedelta(minutes=15)
# Who hears when nobody has taken it, one after the other.
RUNGS = (Role.COMMANDER, Role.CHIEF)
BATCH, MOST_CLOCKS, A_YEAR = 50, 500, timedelta(days=365)


def hand_over_when_due(uow: UnitOfWork) -> int:
    """Queue the card of the running shift in each ward that keeps a roster, once a shift. Returns how many."""
    return sum(_hand_over(uow.for_ward(ward_id)) for ward_id in uow.roster.wards_in_use())


def _hand_over(uow: UnitOfWork) -> bool:
    shifts, last = uow.roster.shifts(), uow.digests.last(SHIFT)
    shift = shifts.at(uow.now)
    if last is not None and last >= shift.start:
        return False
    if not uow.digests.claim(SHIFT, shift.start) or last is None:
        return False
    missed = sum(1 for _ in shifts.begun_between(last, shift.start)) - 1
    ended_since = shifts.before(shift).start if missed else last
    handover_id = uow.handovers.add(shift, ended_since, missed, uow.now + TAKEN_WITHIN)
    row = uow.outbox.add(to_group(uow.ward_id), Kind.HANDOVER, Payload(handover_id=handover_id))
    uow.handovers.sent_as(handover_id, row)
    uow.journal.note("shift begins", detail=str(shift.slot))
    return True


def redraw_handover(uow: UnitOfWork, view: HandoverView) -> None:
    """Somebody has taken it: its card says so."""
    uow.outbox.add(to_group(uow.ward_id), Kind.HANDOVER, Payload(handover_id=view.id), edits=view.outbox_id)


def chase_handovers(uow: UnitOfWork) -> int:
    """Tell the command of each card that nobody has taken in time. Returns how many."""
    due = uow.handovers.due(BATCH)
    for ward_id, handover_id in due:
        _chase(uow.for_ward(ward_id), handover_id)
    return len(due)


def _chase(uow: UnitOfWork, handover_id: int) -> None:
    view = uow.handovers.get(handover_id)
    assert view is not None, "it was just found"
    shift = incoming_shift(uow, view)
    rung, over = min(view.stage, len(RUNGS) - 1), shift.end <= uow.now
    # Counted from now: after an outage the chief must not hear together with the commander.
    follows = uow.now + TAKEN_WITHIN if view.stage + 1 < len(RUNGS) else None
    if not uow.handovers.chase(view.id, view.stage, None if over else follows) or over:
        return
    uow.journal.note("shift not taken", detail=f"{view.slot} stage {view.stage}")
    said = not_taken(view_of(in_shift(uow, shift)), uow.now - view.made_at)
    people = _reachable(uow, RUNGS[rung])
    for boss in people:
        tell(uow, boss.account_key, said, Kind.ALARM)
    if not people:
        raise_alarm(uow, phrase("alarm-shift-not-taken"))


def _reachable(uow: UnitOfWork, role: Role) -> list[Member]:
    """Those of the role who can be reached; without any, those of the other one."""
    for one in (role, *sorted(COMMAND - {role})):
        found = [m for m in who_hears(uow, one) if uow.people.hears(m.account_key)]
        if found:
            return found
    return []


def incoming_shift(uow: UnitOfWork, view: HandoverView) -> Shift:
    """The shift that a handover is for; its end follows the hours of today."""
    shifts = uow.roster.shifts()
    running = shifts.named(view.slot) or shifts.at(view.starts_at)
    return Shift(view.slot, view.starts_at.astimezone(shifts.zone), running.end)


def handover_screen(uow: UnitOfWork, handover_id: int) -> Screen | None:
    """The card as of now; None when a later one has taken its place and nobody took this one."""
    view = uow.handovers.get(handover_id)
    latest = uow.handovers.latest()
    assert view is not None and latest is not None, "handovers stay"  # noqa: PT018
    if latest.id != view.id and view.taken_at is None:
        return None
    before = uow.handovers.latest(before=view.starts_at)
    state = HandoverState(
        handover_id=view.id,
        incoming=view_of(in_shift(uow, incoming_shift(uow, view))),
        ended=_ended(uow, view),
        waiting=sorted(waiting_tips(uow, real=True), key=lambda tip: tip.late, reverse=True),
        in_hand=_in_hand(uow),
        missed=view.missed,
        untaken=before is not None and before.taken_at is None and before.starts_at >= view.ended_since,
        officer=name_of(uow, view.taken_by),
        taken_at=view.taken_at,
        now=uow.now,
    )
    return handover(state, uow.settings.timezone)


def _ended(uow: UnitOfWork, view: HandoverView) -> Ended:
    span = (view.ended_since, view.starts_at)
    received = sum(uow.tips.counts(*span).values())
    acknowledged, closed = uow.tips.acknowledged_between(*span), uow.tips.closed_between(*span)
    return Ended(view.ended_since, received, acknowledged, closed, uow.tips.median_wait(*span))


def _in_hand(uow: UnitOfWork) -> list[InHand]:
    """Each tip once, with its next clock; what runs out first stands first."""
    clocks = {view.tip_id: view for view in reversed(uow.clocks.running(uow.now + A_YEAR, MOST_CLOCKS))}
    tips = uow.tips.in_hand()
    tips.sort(key=lambda tip: (tip.id not in clocks, clocks[tip.id].clock.late_at if tip.id in clocks else uow.now))
    return [
        InHand(tip.code, name_of(uow, tip.person_id), clocks[tip.id].clock if tip.id in clocks else None)
        for tip in tips
    ]
