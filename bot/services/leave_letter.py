"""Nobody knows whether a message arrived, and it is not sent again by itself: who asked for it is told."""

from bot.domain.screen import Screen, phrase
from bot.services.speak import tell
from bot.services.viewers import note_shown
from storage.outbox import Outgoing
from storage.unit_of_work import UnitOfWork


def leave(uow: UnitOfWork, row: Outgoing) -> None:
    """Set the row aside; an officer whose files it held is asked to press again, once for each press."""
    uow.outbox.quarantine(row.id, "unknown outcome")
    note_shown(uow, row, surely=False)
    account_key = row.route.account_key
    if account_key is not None and row.tip_id is not None:
        screen = Screen((phrase("files-unsure", code=uow.tips.view(row.tip_id).code),))
        # The rows of one press were written at the same moment.
        tell(uow, account_key, screen, once=f"unsure:{account_key}:{row.created_at.timestamp():.3f}")
