"""The ladder of one tip: kept with the tip, so that a change of policy leaves it alone."""

from datetime import datetime

from pydantic import TypeAdapter

from bot.domain.escalation import Ladder, acknowledgement_ladder
from bot.domain.tip import Urgency
from bot.settings import Settings
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

_LADDERS: TypeAdapter[Ladder] = TypeAdapter(Ladder)


def start_ladder(uow: UnitOfWork, tip_id: int, urgency: Urgency, received_at: datetime) -> None:
    """Begin to wait for an acknowledgement, by today's policy. ``received_at`` is aware."""
    ladder = _policy(urgency, uow.settings)
    uow.reminders.start(tip_id, _LADDERS.dump_json(ladder).decode(), received_at + ladder.wait(0))


def hasten_ladder(uow: UnitOfWork, tip: TipView) -> None:
    """The tip has turned to danger: from now on danger's ladder holds, never later than the old one would."""
    if tip.acknowledged_at is None:
        ladder = _policy(Urgency.DANGER, uow.settings)
        uow.reminders.hasten(tip.id, _LADDERS.dump_json(ladder).decode(), uow.now + ladder.wait(0))


def read_ladder(stored: str) -> Ladder:
    """A ladder as it was kept."""
    return _LADDERS.validate_json(stored)


def _policy(urgency: Urgency, settings: Settings) -> Ladder:
    return acknowledgement_ladder(
        urgency, settings.ack_danger_minutes, settings.ack_normal_minutes, settings.escalate_minutes
    )
