"""What is said in private, to whom: a key asks for figures, a form that is open takes the words; everything else is
the resident's dialog."""

from datetime import datetime

from bot.domain.events import Command, Event, Wrote
from bot.domain.keys import key_in
from bot.services.casework.desk import drop_form, form_heard
from bot.services.continue_talk import continue_talk
from bot.services.overview import asked_by_key
from bot.services.people.importing import drop_list
from storage.unit_of_work import UnitOfWork


def hear(uow: UnitOfWork, account_key: str, event: Event, received_at: datetime) -> None:
    """Take a message to where it belongs. ``received_at`` is aware."""
    key = key_in(event.text) if isinstance(event, Wrote) else None
    if key is not None and asked_by_key(uow, account_key, key):
        return
    if isinstance(event, Wrote) and key is None and form_heard(uow, account_key, event.text):
        return
    if isinstance(event, Command) and event.name == "huy" and _drop(uow, account_key):
        return
    continue_talk(uow, account_key, event, received_at)


def _drop(uow: UnitOfWork, account_key: str) -> bool:
    """Leave what an officer or admin was at. Returns whether there was anything."""
    return drop_form(uow, account_key) or drop_list(uow, account_key)
