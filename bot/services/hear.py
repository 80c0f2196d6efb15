"""What is said in private, to whom: a form that is open takes the words; everything else is the resident's dialog."""

from datetime import datetime

from bot.domain.events import Command, Event, Wrote
from bot.services.casework.desk import drop_form, form_heard
from bot.services.continue_talk import continue_talk
from storage.unit_of_work import UnitOfWork


def hear(uow: UnitOfWork, account_key: str, event: Event, received_at: datetime) -> None:
    """Take a message to where it belongs. ``received_at`` is aware."""
    if isinstance(event, Wrote) and form_heard(uow, account_key, event.text):
        return
    if isinstance(event, Command) and event.name == "huy" and drop_form(uow, account_key):
        return
    continue_talk(uow, account_key, event, received_at)
