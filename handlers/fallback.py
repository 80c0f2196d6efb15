"""Last of all: a button nobody knows any more still gets an answer."""

from aiogram.types import CallbackQuery

from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from storage.unit_of_work import UnitOfWork


def unknown_button_pressed(query: CallbackQuery, uow: UnitOfWork) -> None:
    """A button of an older version, or one that was made up."""
    raise Refused(Alert(phrase("refused-stale"), loud=True))
