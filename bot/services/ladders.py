"""The ladder of one tip: kept with the tip, so that a change of policy leaves it alone."""

from datetime import datetime, timedelta

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


def read_ladder(stored: str) -> Ladder:
    """A ladder as it was kept."""
    return _LADDERS.validate_json(stored)


def acknowledge_by(uow: UnitOfWork, tip: TipView) -> datetime:
    """When the tip is to be acknowledged at the latest (clock ``ack``), UTC."""
    stored = uow.reminders.ladder_of(tip.id)
    ladder = read_ladder(stored) if stored else _policy(tip.urgency, uow.settings)
    return tip.received_at + ladder.wait(0)


def lateness(uow: UnitOfWork, tip: TipView) -> timedelta:
    """By how much an unacknowledged tip is late; zero while it is in time."""
    return max(timedelta(), uow.now - acknowledge_by(uow, tip))


def _policy(urgency: Urgency, settings: Settings) -> Ladder:
    return acknowledgement_ladder(
        urgency, settings.ack_danger_minutes, settings.ack_normal_minutes, settings.escalate_minutes
    )
