"""The database was restored from a backup: the journal says so, and the duty group learns what may be missing."""

from datetime import datetime

from bot.domain.delivery import Kind
from bot.domain.screen import Screen, phrase
from bot.domain.screens.times import clock_time
from bot.services.people.command import tell_command
from bot.services.speak import tell_group
from storage.unit_of_work import UnitOfWork


def tell_of_restoration(uow: UnitOfWork, made_at: datetime) -> None:
    """Tell one ward; ``made_at`` (aware) is when the backup was made.

    Whose identity was erased on request since then, nobody knows here: the command hears that it is there again.
    """
    uow.journal.note("restored", detail=f"backup of {made_at:%Y-%m-%dT%H:%M:%SZ}")
    at = clock_time(made_at, uow.settings.timezone)
    tell_command(uow, Screen((phrase("restored-requests", at=at),)))
    if uow.ward.get().group_chat_id is not None:
        told = Screen((phrase("alarm-restored", at=at),))
        tell_group(uow, told, Kind.ALARM, once=f"restored:{uow.ward_id}:{made_at:%Y%m%d%H%M%S}")
