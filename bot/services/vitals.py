"""How the bot is, in numbers that say nothing about anybody: for health checks, metrics and the watchdog."""

from dataclasses import dataclass
from datetime import datetime

from storage.unit_of_work import UnitOfWork

LONGEST_WAIT = 120.0  # seconds that something may wait in the inbox or the outbox


@dataclass(frozen=True, slots=True)
class Vitals:
    """Seconds are since the oldest of its kind came; 0 when there is none. ``slowed``: updates of chats that write too
    fast, which are read in turn; they are in no other number."""

    unhandled: int
    oldest_unhandled: float
    quarantined: int
    unsent: int
    oldest_unsent: float
    unacknowledged: int
    open_tips: int
    slowed: int = 0


def vitals(uow: UnitOfWork) -> Vitals:
    """Of the whole installation, at this moment."""
    unhandled, oldest_unhandled, slowed, quarantined = uow.inbox.waiting_figures()
    unsent, oldest_unsent = uow.outbox.waiting_figures()
    new, in_hand = uow.tips.count_open_anywhere()
    return Vitals(
        unhandled=unhandled,
        oldest_unhandled=_age(uow, oldest_unhandled),
        quarantined=quarantined,
        unsent=unsent,
        oldest_unsent=_age(uow, oldest_unsent),
        unacknowledged=new,
        open_tips=new + in_hand,
        slowed=slowed,
    )


def _age(uow: UnitOfWork, since: datetime | None) -> float:
    return max((uow.now - since).total_seconds(), 0.0) if since else 0.0
