"""A report was given up before it became a tip."""

from bot.domain.dialog import Drop
from storage.unit_of_work import UnitOfWork


def drop_draft(uow: UnitOfWork, drop: Drop) -> None:
    """What was sent as evidence for it is not fetched or kept."""
    uow.evidence.discard([ref.id for ref in drop.content.evidence])
