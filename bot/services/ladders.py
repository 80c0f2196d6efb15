"""The ladders of one tip: kept with the tip, so that a change of policy leaves them alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.domain.casework.state import CaseState
from bot.domain.clocks.quiet import next_moment_to_speak
from bot.domain.escalation import Ladder
from bot.domain.ladders import WATCHES, Lack, Wait, lacks, ladder_of, speaks_at_night
from bot.domain.tip import Status, Urgency
from bot.services.tip_clocks import quiet_hours
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

_LADDERS: TypeAdapter[Ladder] = TypeAdapter(Ladder)


def start_ladder(uow: UnitOfWork, tip_id: int, urgency: Urgency, received_at: datetime) -> None:
    """Begin to wait for an acknowledgement, by today's policy. ``received_at`` is aware."""
    begin_ladder(uow, tip_id, Lack.ACKNOWLEDGEMENT, urgency, received_at)


def begin_ladder(
    uow: UnitOfWork,
    tip_id: int,
    lack: Lack,
    urgency: Urgency,
    since: datetime,
    wait: timedelta | None = None,
    late_from: datetime | None = None,
) -> int:
    """Begin to wait for this, or begin anew; the first word comes after ``wait`` or what the policy says.

    It is late from ``late_from``, or from the first word on; both and ``since`` are aware. Returns the ladder's id.
    """
    ladder = _policy(uow, lack, urgency, wait)
    first = since + (ladder.wait(0) or timedelta())
    due_at = moment_of(uow, lack, ladder, 0, first, urgency, before=late_from)
    return uow.reminders.begin(tip_id, lack, _LADDERS.dump_json(ladder).decode(), since, late_from or first, due_at)


def follow_ladders(uow: UnitOfWork, tip: TipView, before: CaseState, to: CaseState) -> None:
    """The tip moves on: what it lacks no longer is not asked for, what it lacks now is, and movement is movement.

    A drill is over once somebody has acknowledged it.
    """
    over = [lack for lack in WATCHES if lacks(lack, before) and not lacks(lack, to)]
    if over:
        uow.reminders.stop(tip.id, *over)
    for lack, watch in WATCHES.items():
        begins = watch.renewed or not lacks(lack, before)
        if watch.by_state and begins and lacks(lack, to) and not tip.drill:
            begin_ladder(uow, tip.id, lack, tip.urgency, uow.now)


def hasten_ladder(uow: UnitOfWork, tip: TipView) -> None:
    """The tip has turned to danger: from now on danger's ladder holds, never later than the old one would."""
    if tip.status is Status.NEW:
        ladder = _policy(uow, Lack.ACKNOWLEDGEMENT, Urgency.DANGER)
        due_at = uow.now + (ladder.wait(0) or timedelta())
        uow.reminders.hasten(tip.id, Lack.ACKNOWLEDGEMENT, _LADDERS.dump_json(ladder).decode(), due_at)


def read_ladder(stored: str) -> Ladder:
    """A ladder as it was kept."""
    return _LADDERS.validate_json(stored)


def moment_of(
    uow: UnitOfWork,
    lack: Lack,
    ladder: Ladder,
    stage: int,
    at: datetime,
    urgency: Urgency,
    before: datetime | None = None,
) -> datetime:
    """When a rung that is due ``at`` may be said: at night only what is urgent, or would come too late after
    ``before`` (both aware). Lateness counts from ``at`` all the same."""
    if speaks_at_night(lack, ladder.rung(stage).to, urgency):
        return at
    return next_moment_to_speak(at, Urgency.NORMAL, quiet_hours(uow), before)


def _policy(uow: UnitOfWork, lack: Lack, urgency: Urgency, wait: timedelta | None = None) -> Ladder:
    first, _ = WATCHES[lack].rungs[0]
    of_this = {} if wait is None else {first: int(wait / timedelta(minutes=1))}
    return ladder_of(lack, {**_minutes(uow, urgency), **of_this})


def _minutes(uow: UnitOfWork, urgency: Urgency) -> Mapping[Wait, int]:
    """What the ward has set, or else what the settings say."""
    ward, usual = uow.ward.get(), uow.settings
    normal = ward.ack_normal_minutes or usual.ack_normal_minutes
    return {
        Wait.ACKNOWLEDGE: normal if urgency is Urgency.NORMAL else ward.ack_danger_minutes or usual.ack_danger_minutes,
        Wait.ESCALATE: ward.escalate_minutes or usual.escalate_minutes,
        Wait.ASSIGN: usual.assign_minutes,
        Wait.MOVE: usual.movement_minutes,
    }
