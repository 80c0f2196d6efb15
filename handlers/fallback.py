"""Last of all: a button nobody knows any more still gets an answer."""

from aiogram.types import CallbackQuery

from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase


def unknown_button_pressed(query: CallbackQuery) -> None:
    """A button of an older version, or one that was made up."""
    raise Refused(Alert(phrase("refused-stale"), loud=True))
