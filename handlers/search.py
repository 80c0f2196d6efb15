"""/tim and the pages of its answer."""

from aiogram.types import CallbackQuery, Message

from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from bot.services.search_tips import search_tips, search_turned
from handlers.callbacks import SearchPress
from handlers.filters import PRIVATE
from handlers.reading import member_of, number_in, press_of
from storage.unit_of_work import UnitOfWork


def search_wanted(message: Message, argument: str, uow: UnitOfWork) -> None:
    """/tim WORDS."""
    search_tips(uow, argument, member_of(uow, message), in_group=uow.ward.is_duty_group(message.chat.id))


def search_pressed(query: CallbackQuery, callback_data: SearchPress, uow: UnitOfWork) -> None:
    """Another page."""
    press, page = press_of(query), number_in(callback_data.choice)
    in_group = query.message is not None and query.message.chat.type != PRIVATE
    if in_group and not uow.ward.is_duty_group(press.chat_id):
        raise Refused(Alert(phrase("refused-other-group"), loud=True))
    if page is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    search_turned(uow, member_of(uow, query), callback_data.subject, page, press, in_group=in_group)
