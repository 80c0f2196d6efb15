"""Buttons about people: those who wait to be approved, and the list."""

from aiogram.types import CallbackQuery

from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from bot.services.people.approving import settle_enrolment
from handlers.callbacks import PeoplePress
from handlers.reading import member_of, number_in, press_of
from storage.unit_of_work import UnitOfWork

DECISIONS = {"approve": True, "decline": False}


def people_pressed(query: CallbackQuery, callback_data: PeoplePress, uow: UnitOfWork) -> None:
    """A button about one person."""
    subject, verb = number_in(callback_data.subject), callback_data.verb
    if subject is None or verb not in DECISIONS:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    settle_enrolment(uow, member_of(uow, query), subject, press_of(query), approved=DECISIONS[verb])
