"""The admin's steps: linking the group, inviting people."""

from aiogram.types import CallbackQuery, Message

from bot.domain.people import Refused, Role
from bot.domain.screen import Alert, phrase
from bot.services.enrol import invite, offer_roles
from bot.services.groups import give_link_code, link_group
from handlers.callbacks import AdminPress
from handlers.reading import member_of, press_of
from storage.unit_of_work import UnitOfWork


def link_code_wanted(message: Message, uow: UnitOfWork) -> None:
    """/ketnoi in private: a code for the group."""
    give_link_code(uow, member_of(uow, message))


def link_code_posted(message: Message, argument: str, uow: UnitOfWork) -> None:
    """/ketnoi CODE in a group: this is the duty group."""
    link_group(uow, message.chat.id, argument)


def invitation_wanted(message: Message, uow: UnitOfWork) -> None:
    """/moinguoi: invite somebody."""
    offer_roles(uow, member_of(uow, message))


def role_chosen(query: CallbackQuery, callback_data: AdminPress, uow: UnitOfWork) -> None:
    """The role for an invitation was chosen."""
    if callback_data.verb != "invite" or callback_data.choice not in list(Role):
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    invite(uow, member_of(uow, query), Role(callback_data.choice), press_of(query))
