"""A file could not be fetched: it is tried again, known to be too big, or given up as lost."""

from bot.domain.outcome import Result
from bot.domain.screen import Screen, phrase
from bot.services.speak import tell
from storage.evidence import Sender, WantedFile
from storage.unit_of_work import UnitOfWork


def file_not_fetched(uow: UnitOfWork, file: WantedFile, result: Result | None) -> None:
    """Record why. ``result`` is None when the trouble is this machine's own.

    Telegram does not always tell a size beforehand; who sent a file that is too big learns it now.
    """
    if result is not Result.TOO_BIG:
        uow.evidence.failed(file.id, file.tries, refused=result is Result.REJECTED)
        return
    sender = uow.evidence.too_big(file.id)
    if sender is not None and not _wants_no_reply(uow, sender):
        tell(uow.for_ward(file.ward_id), sender.account_key, Screen((phrase("evidence-too-big"),)))


def _wants_no_reply(uow: UnitOfWork, sender: Sender) -> bool:
    return sender.tip_id is not None and uow.for_tip(sender.tip_id).tips.view(sender.tip_id).no_reply
