"""Buttons of the forms that officers fill in."""

from aiogram.types import CallbackQuery

from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from bot.services.casework.desk import form_pressed
from bot.services.casework.undoing import undo
from bot.services.speak import answer
from handlers.callbacks import DeskPress
from handlers.reading import member_of, number_in, press_of
from storage.unit_of_work import UnitOfWork

FORM_VERBS = frozenset({"pick", "page", "back", "rest", "drop", "confirm"})


def desk_pressed(query: CallbackQuery, callback_data: DeskPress, uow: UnitOfWork) -> None:
    """A button of a form, or the one that takes a move back."""
    member, press, verb, subject = member_of(uow, query), press_of(query), callback_data.verb, callback_data.subject
    if verb in FORM_VERBS:
        form_pressed(uow, member, verb, subject, callback_data.choice, press)
    elif verb == "undo" and (step_id := number_in(subject)) is not None:
        answer(uow, press, undo(uow, step_id, member))
    else:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
