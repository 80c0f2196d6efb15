"""Buttons about people: those who wait to be approved, and the list."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from aiogram.types import CallbackQuery, Message

from bot.domain.people import Member, Refused, Role
from bot.domain.screen import Alert, phrase
from bot.services.people import changing
from bot.services.people.approving import settle_enrolment
from bot.services.people.listing import show_people, show_person, show_waiting
from bot.services.speak import PressRef
from handlers.callbacks import PeoplePress
from handlers.reading import member_of, number_in, press_of
from storage.unit_of_work import UnitOfWork

Act: TypeAlias = Callable[[UnitOfWork, Member | None, int, PressRef], None]
# What is done to one enrolment or person and asks for nothing more.
_ACTS: Mapping[str, Act] = {
    "approve": partial(settle_enrolment, approved=True),
    "decline": partial(settle_enrolment, approved=False),
    "asked": show_waiting,
    "person": show_person,
    "open": partial(show_person, anew=True),
    "suspend": changing.suspend,
    "restore": changing.restore,
    "replace": changing.replace,
    "term": changing.ask_term,
}


def list_wanted(message: Message, uow: UnitOfWork) -> None:
    """/danhsach: the list of people."""
    show_people(uow, member_of(uow, message))


def people_pressed(query: CallbackQuery, callback_data: PeoplePress, uow: UnitOfWork) -> None:
    """A button about people."""
    member, press, verb = member_of(uow, query), press_of(query), callback_data.verb
    subject, choice = number_in(callback_data.subject), callback_data.choice
    if verb == "list":
        show_people(uow, member, number_in(choice) or 0, press)
    elif subject is not None and verb in _ACTS:
        _ACTS[verb](uow, member, subject, press)
    elif subject is not None and verb == "drop" and choice in list(Role):
        changing.drop_role(uow, member, subject, Role(choice), press)
    elif subject is not None and verb == "end" and (months := number_in(choice)) is not None:
        changing.set_term(uow, member, subject, months, press)
    else:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
