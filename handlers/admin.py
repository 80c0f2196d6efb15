"""The admin's steps: linking the group, inviting people."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from aiogram.types import CallbackQuery, Message

from bot.domain.people import Member, Refused, Role, Unit
from bot.domain.screen import Alert, phrase
from bot.services.calendar.showing import open_calendar_form, show_calendar
from bot.services.groups import give_link_code, link_group
from bot.services.people.importing import ask_for_list, confirm_list, give_up_list
from bot.services.people.inviting import home_chosen, homes_turned, offer_roles, role_chosen, unit_chosen
from bot.services.speak import PressRef
from handlers.callbacks import AdminPress
from handlers.reading import member_of, number_in, press_of
from storage.unit_of_work import UnitOfWork

Act: TypeAlias = Callable[[UnitOfWork, Member | None, AdminPress, PressRef], None]


def link_code_wanted(message: Message, uow: UnitOfWork) -> None:
    """/ketnoi in private: a code for the group."""
    give_link_code(uow, member_of(uow, message))


def link_code_posted(message: Message, argument: str, uow: UnitOfWork) -> None:
    """/ketnoi CODE in a group: this is the duty group."""
    sender = message.from_user.id if message.from_user is not None and message.sender_chat is None else None
    link_group(uow, message.chat.id, argument, sender)


def invitation_wanted(message: Message, uow: UnitOfWork) -> None:
    """/moinguoi: invite somebody."""
    offer_roles(uow, member_of(uow, message))


def list_brought(message: Message, uow: UnitOfWork) -> None:
    """/nhapdanhsach: a list of neighbourhoods or people follows as a file."""
    ask_for_list(uow, member_of(uow, message))


def calendar_wanted(message: Message, uow: UnitOfWork) -> None:
    """/lich: which days are worked."""
    show_calendar(uow, member_of(uow, message))


def admin_pressed(query: CallbackQuery, callback_data: AdminPress, uow: UnitOfWork) -> None:
    """A button of the admin's screens."""
    act = _ACTS.get(callback_data.verb)
    if act is None:
        raise _stale()
    act(uow, member_of(uow, query), callback_data, press_of(query))


def _invite(uow: UnitOfWork, member: Member | None, pressed: AdminPress, press: PressRef) -> None:
    role_chosen(uow, member, _role(pressed.choice), press)


def _homes(uow: UnitOfWork, member: Member | None, pressed: AdminPress, press: PressRef) -> None:
    homes_turned(uow, member, _role(pressed.subject), number_in(pressed.choice) or 0, press)


def _home(uow: UnitOfWork, member: Member | None, pressed: AdminPress, press: PressRef) -> None:
    home_chosen(uow, member, _role(pressed.subject), number_in(pressed.choice) or 0, press)


def _unit(uow: UnitOfWork, member: Member | None, pressed: AdminPress, press: PressRef) -> None:
    if pressed.choice not in list(Unit):
        raise _stale()
    unit_chosen(uow, member, Unit(pressed.choice), press)


def _confirm(uow: UnitOfWork, member: Member | None, pressed: AdminPress, press: PressRef) -> None:
    confirm_list(uow, member, pressed.subject, press)


def _calendar(uow: UnitOfWork, member: Member | None, _pressed: AdminPress, press: PressRef) -> None:
    open_calendar_form(uow, member, press)


def _forget(uow: UnitOfWork, member: Member | None, pressed: AdminPress, press: PressRef) -> None:
    give_up_list(uow, member, pressed.subject, press)


_ACTS: Mapping[str, Act] = {
    "invite": _invite,
    "homes": _homes,
    "home": _home,
    "unit": _unit,
    "import": _confirm,
    "forget": _forget,
    "calendar": _calendar,
}


def _role(name: str) -> Role:
    if name not in list(Role):
        raise _stale()
    return Role(name)


def _stale() -> Refused:
    return Refused(Alert(phrase("refused-stale"), loud=True))
