"""A file could not be fetched: it is tried again, known to be too big, or given up as lost."""

from bot.domain.outcome import Result
from bot.domain.screen import Screen, phrase
from bot.services.speak import tell
from storage.evidence import WantedFile
from storage.unit_of_work import UnitOfWork


def file_not_fetched(uow: UnitOfWork, file: WantedFile, result: Result | None) -> None:
    """Record why. ``result`` is None when the trouble is this machine's own.

    Telegram does not always tell a size beforehand; who sent a file that is too big learns it now.
    """
    if result is not Result.TOO_BIG:
        uow.evidence.failed(file.id, file.tries, refused=result is Result.REJECTED)
        return
    account_key = uow.evidence.too_big(file.id)
    if account_key is not None:
        tell(uow.for_ward(file.ward_id), account_key, Screen((phrase("evidence-too-big"),)))
