"""How people come to have a role: the first admin by a code from the server, the others by invitation."""

from bot.domain.authority import Deed, require
from bot.domain.delivery import Kind
from bot.domain.people import Member, Refused, Role
from bot.domain.screen import Alert, phrase
from bot.domain.screens.admin import choose_role, invitation, somebody_came, welcome
from bot.services.speak import PressRef, answer, tell
from bot.services.wards import WorksElsewhere, leave_for
from storage.one_time_codes import Grant, OneTimeCodes, Purpose
from storage.unit_of_work import UnitOfWork


class BadCode(Refused):
    """The code opens nothing: unknown, used or too old."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-bad-code")))


def make_setup_code(codes: OneTimeCodes) -> str:
    """A one-time code for the first admin, printed on the server's console only."""
    return codes.make(Purpose.FIRST_ADMIN)


def use_code(uow: UnitOfWork, account_key: str, name: str, code: str) -> None:
    """``/start CODE`` in private: the sender gets the role the code was made for, in the ward it was made in.

    Raises BadCode; WorksElsewhere when the sender has a role in another ward, StillWriting.
    """
    grant = uow.codes.use(code, Purpose.FIRST_ADMIN, Purpose.INVITE)
    if grant is None:
        raise BadCode
    here = uow.for_ward(grant.ward_id)
    elsewhere = here.people.role_elsewhere(account_key)
    if elsewhere is not None:
        raise WorksElsewhere(uow.for_ward(elsewhere).ward.profile.name)
    leave_for(here, account_key)
    _enrol(here, account_key, name, grant)


def _enrol(uow: UnitOfWork, account_key: str, name: str, grant: Grant) -> None:
    role = grant.role or Role.ADMIN
    member = uow.people.enrol(account_key, name, role, grant.neighbourhood_id)
    uow.journal.note("enrolled", person_id=member.id, detail=role)
    tell(uow, account_key, welcome(role, uow.ward.profile.name))
    host = uow.people.member_by_id(grant.made_by) if grant.made_by is not None else None
    if host is not None:
        tell(uow, host.account_key, somebody_came(member.name, role), Kind.NOTICE)


def offer_roles(uow: UnitOfWork, member: Member | None) -> None:
    """Answer /moinguoi: for which role? Raises NotOnTheList."""
    admin = require(member, Deed.INVITE)
    tell(uow, admin.account_key, choose_role())


def invite(uow: UnitOfWork, member: Member | None, role: Role, press: PressRef) -> None:
    """A role was chosen: a link that one person may use once, within 24 hours. Raises NotOnTheList."""
    admin = require(member, Deed.INVITE)
    code = uow.codes.make(Purpose.INVITE, role=role, made_by=admin.id)
    uow.journal.note("invited", person_id=admin.id, detail=role)
    answer(uow, press)
    tell(uow, admin.account_key, invitation(role, code))


def member_left(uow: UnitOfWork, chat_id: int, account_key: str) -> None:
    """Somebody is not in the duty group any more: what they may do there ends at once."""
    if uow.ward.get().group_chat_id == chat_id and uow.people.suspend(account_key):
        uow.journal.note("suspended")
