"""Commands of those who must report at once, of units that tips are sent to, and of officers who take a call."""

from aiogram.types import Message

from bot.domain.authority import Where
from bot.services.casework.desk import open_entry
from bot.services.overview import show_incoming, show_overview
from handlers.filters import PRIVATE
from handlers.reading import member_of
from storage.unit_of_work import UnitOfWork


def where_of(message: Message) -> Where:
    """In which kind of chat something was asked."""
    return Where.PRIVATE if message.chat.type == PRIVATE else Where.GROUP


def overview_wanted(message: Message, uow: UnitOfWork) -> None:
    """/toi: this month's tips of the own group or unit."""
    show_overview(uow, member_of(uow, message), where_of(message))


def incoming_wanted(message: Message, uow: UnitOfWork) -> None:
    """/chuyenden: what waits for the own unit."""
    show_incoming(uow, member_of(uow, message), where_of(message))


def entry_wanted(message: Message, uow: UnitOfWork) -> None:
    """/nhap, or the link to it: write down what somebody tells by telephone or at the desk."""
    open_entry(uow, member_of(uow, message), where_of(message))
