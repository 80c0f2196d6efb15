"""A resident comes to a ward: by its link, or by choosing one."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message

from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from bot.domain.wards import linked_ward
from bot.services.enrol import use_code
from bot.services.reachability import heard_from
from bot.services.wards import came_by_link, show_wards, ward_chosen
from handlers.callbacks import WardPress
from handlers.reading import number_in, press_of
from storage.unit_of_work import UnitOfWork


def link_opened(message: Message, argument: str, uow: UnitOfWork, received_at: datetime) -> None:
    """/start with something after it: the link of a ward, or a code that gives a role."""
    account = heard_from(uow, message.chat.id)
    code = linked_ward(argument)
    if code is not None:
        came_by_link(uow, account, code, received_at)
    elif message.from_user is not None:
        use_code(uow, account, message.from_user.full_name, argument)


def ward_pressed(query: CallbackQuery, callback_data: WardPress, uow: UnitOfWork, received_at: datetime) -> None:
    """A ward was chosen, or the list of them is wanted."""
    account = heard_from(uow, query.from_user.id)
    if callback_data.verb == "list":
        show_wards(uow, account, number_in(callback_data.choice) or 0, press_of(query))
    elif callback_data.verb == "choose":
        ward_chosen(uow, account, number_in(callback_data.subject) or 0, received_at, press_of(query))
    else:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
