"""Whoever tries code after code is slowed down, and those who answer for the ward hear of it once."""

from bot.domain.screen import Phrase, phrase
from bot.domain.screens.times import clock_time
from bot.services.speak import raise_alarm
from storage.unit_of_work import UnitOfWork


def too_many_codes(uow: UnitOfWork, key: str) -> Phrase | None:
    """What to say to an account that gave too many wrong codes within an hour; None when it may try."""
    until = uow.wrong_codes.slowed_until(key)
    if until is None:
        return None
    # Anew only for the next hour of trying: the end of this one names it.
    raise_alarm(uow, phrase("alarm-wrong-codes"), once=f"codes:{key[:16]}:{until:%m%d%H%M}")
    return phrase("code-slowed", until=clock_time(until, uow.settings.timezone))
