"""Requests about personal data: asked by a person, answered by the commander."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message

from bot.domain.people import Refused
from bot.domain.screen import Alert, Area, phrase
from bot.services.personal_data.deciding import confirm_receipt, list_requests, open_answer, open_one
from bot.services.personal_data.pressing import my_data_pressed as ask
from bot.services.reachability import heard_from
from handlers.callbacks import MyDataPress, RequestPress
from handlers.reading import member_of, number_in, press_of, pressed, where_of
from storage.unit_of_work import UnitOfWork

ACTS = {"open": open_one, "seen": confirm_receipt, "answer": open_answer}


def my_data_pressed(query: CallbackQuery, callback_data: MyDataPress, uow: UnitOfWork, received_at: datetime) -> None:
    """A button of "Thông tin của tôi"."""
    event = pressed(Area.MY_DATA, callback_data, received_at)
    ask(uow, heard_from(uow, query.from_user.id), event, press_of(query))


def requests_wanted(message: Message, uow: UnitOfWork) -> None:
    """/yeucau: what is still to be answered."""
    list_requests(uow, member_of(uow, message), where_of(message))


def request_pressed(query: CallbackQuery, callback_data: RequestPress, uow: UnitOfWork) -> None:
    """A button of a request, for the commander."""
    act, number = ACTS.get(callback_data.verb), number_in(callback_data.subject)
    if act is None or number is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    act(uow, member_of(uow, query), where_of(query), number, press_of(query))
