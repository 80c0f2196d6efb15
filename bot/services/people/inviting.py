"""The admin invites: a single-use link for one role, as text and as a picture, good for 24 hours."""

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.people import OF_A_GROUP, Member, Refused, Role, Unit
from bot.domain.screen import Alert, phrase
from bot.domain.screens.inviting import choose_home, choose_role, choose_unit, invitation, no_homes_yet
from bot.services.people.views import home_of, roles_in
from bot.services.speak import PressRef, answer, redraw_message, tell
from storage.one_time_codes import Purpose
from storage.outbox import Payload, to_account
from storage.unit_of_work import UnitOfWork


def offer_roles(uow: UnitOfWork, member: Member | None) -> None:
    """Answer /moinguoi: for which role? Raises NotOnTheList, NotYourRole."""
    admin = require(member, Deed.INVITE, Where.PRIVATE)
    tell(uow, admin.account_key, choose_role())


def role_chosen(uow: UnitOfWork, member: Member | None, role: Role, press: PressRef) -> None:
    """A role was chosen: the invitation, or the question that is still open. Raises NotOnTheList, NotYourRole."""
    admin = require(member, Deed.INVITE, Where.PRIVATE)
    answer(uow, press)
    if role in OF_A_GROUP:
        homes = uow.ward.neighbourhoods()
        tell(uow, admin.account_key, choose_home(role, homes) if homes else no_homes_yet())
    elif role is Role.UNIT:
        tell(uow, admin.account_key, choose_unit())
    else:
        invite(uow, admin, role)


def homes_turned(uow: UnitOfWork, member: Member | None, role: Role, page: int, press: PressRef) -> None:
    """Another page of the neighbourhoods. Raises NotOnTheList, NotYourRole."""
    admin = require(member, Deed.INVITE, Where.PRIVATE)
    answer(uow, press)
    if press.message_id is not None:
        redraw_message(uow, admin.account_key, choose_home(role, uow.ward.neighbourhoods(), page), press.message_id)


def home_chosen(uow: UnitOfWork, member: Member | None, role: Role, home_id: int, press: PressRef) -> None:
    """The neighbourhood was chosen. Raises NotOnTheList, NotYourRole; Refused when there is no such one."""
    admin = require(member, Deed.INVITE, Where.PRIVATE)
    if role not in OF_A_GROUP or home_of(uow, home_id) is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    answer(uow, press)
    invite(uow, admin, role, home_id=home_id)


def unit_chosen(uow: UnitOfWork, member: Member | None, unit: Unit, press: PressRef) -> None:
    """The unit was chosen. Raises NotOnTheList, NotYourRole."""
    admin = require(member, Deed.INVITE, Where.PRIVATE)
    answer(uow, press)
    invite(uow, admin, Role.UNIT, unit=unit)


def invite(
    uow: UnitOfWork,
    admin: Member,
    role: Role,
    *,
    home_id: int | None = None,
    unit: Unit | None = None,
) -> None:
    """Send the admin a link that one person may use once."""
    code = uow.codes.make(Purpose.INVITE, role=role, neighbourhood_id=home_id, unit=unit, made_by=admin.id)
    uow.journal.note("invited", person_id=admin.id, detail=role)
    send_invitation(uow, admin, code, frozenset({role}), home_id, unit)


def send_invitation(
    uow: UnitOfWork,
    admin: Member,
    code: str,
    roles: frozenset[Role],
    home_id: int | None,
    unit: Unit | None,
    replaced: str = "",
) -> None:
    """The link of a code that was made, to be handed on by the admin."""
    screen = invitation(roles_in(uow, roles, home_id, unit), code, replaced)
    uow.outbox.add(to_account(admin.account_key), Kind.INVITATION, Payload(screen=screen, invitation=code))
