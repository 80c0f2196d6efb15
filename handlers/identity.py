"""Who reported: asked for from a card's private view, agreed to here, and listed."""

from aiogram.types import CallbackQuery, Message

from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from bot.services.identity.deciding import decide_reveal
from bot.services.identity.listing import list_reveals, turn_reveals
from handlers.callbacks import IdentityPress
from handlers.reading import member_of, number_in, press_of, where_of
from storage.unit_of_work import UnitOfWork


def reveals_wanted(message: Message, uow: UnitOfWork) -> None:
    """/xemdanhtinh: who asked to know what, and what became of it."""
    list_reveals(uow, member_of(uow, message), where_of(message))


def identity_pressed(query: CallbackQuery, callback_data: IdentityPress, uow: UnitOfWork) -> None:
    """A button of a request to know who reported."""
    member, where, press = member_of(uow, query), where_of(query), press_of(query)
    subject, page = number_in(callback_data.subject), number_in(callback_data.choice)
    if callback_data.verb in {"grant", "deny"} and subject is not None:
        decide_reveal(uow, member, subject, where, press, granted=callback_data.verb == "grant")
    elif callback_data.verb == "reveals" and page is not None:
        turn_reveals(uow, member, where, page, press)
    else:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
