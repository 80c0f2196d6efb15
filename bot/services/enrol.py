"""How people come to have a role: the first admin by a code from the server, the others by invitation."""

from bot.domain.card import cut
from bot.domain.lists.table import LONGEST_NAME
from bot.domain.people import POLICE, Role
from bot.domain.screen import Screen, phrase
from bot.domain.screens.enrolling import welcome
from bot.domain.screens.people import about
from bot.domain.screens.roles import in_words
from bot.domain.visible import visible
from bot.services.menus import refresh_menu
from bot.services.people.approving import ask_approval
from bot.services.people.command import tell_command
from bot.services.people.guessing import too_many_codes
from bot.services.speak import tell
from bot.services.wards import WorksElsewhere, leave_for
from storage.one_time_codes import OneTimeCodes, Purpose, Unfit
from storage.unit_of_work import UnitOfWork

_OPENS = (Purpose.FIRST_ADMIN, Purpose.INVITE)


def make_setup_code(codes: OneTimeCodes) -> str:
    """A one-time code for the first admin, printed on the server's console only."""
    return codes.make(Purpose.FIRST_ADMIN)


def use_code(uow: UnitOfWork, account_key: str, name: str, code: str) -> None:
    """``/start CODE`` in private: what the code was made for, in the ward it was made in.

    A code that opens nothing is no Refused: that it was tried must be kept.
    Raises WorksElsewhere when the sender has a role in another ward, StillWriting.
    """
    slowed = too_many_codes(uow, account_key)
    if slowed is not None:
        tell(uow, account_key, Screen((slowed,)))
        return
    grant = uow.codes.use(code, *_OPENS)
    if grant is None:
        _explain(uow, account_key, code)
        return
    here = uow.for_ward(grant.ward_id)
    elsewhere = here.people.role_elsewhere(account_key)
    if elsewhere is not None:
        raise WorksElsewhere(uow.for_ward(elsewhere).ward.profile.name)
    leave_for(here, account_key)
    if grant.purpose is Purpose.FIRST_ADMIN:
        _first_admin(here, account_key, _called(name))
    else:
        ask_approval(here, account_key, _called(name), grant)


def _called(name: str) -> str:
    """What an account calls itself, as it can be shown on cards and papers."""
    return cut(visible(name), LONGEST_NAME) or "?"


def _explain(uow: UnitOfWork, account_key: str, code: str) -> None:
    """Say why it opens nothing. Only what never was a code counts as a guess: a link pressed twice does not."""
    why = uow.codes.why_unfit(code, *_OPENS)
    if why is Unfit.UNKNOWN:
        uow.wrong_codes.note(account_key)
    waits = why is Unfit.USED and uow.enrolments.waits(account_key)
    tell(uow, account_key, Screen((phrase("enrol-still-waits") if waits else phrase(f"code-{why}"),)))


def _first_admin(uow: UnitOfWork, account_key: str, name: str) -> None:
    """The server's console vouches for them: nobody else is there who could."""
    member = uow.people.enrol(account_key, name, Role.ADMIN)
    uow.journal.note("enrolled", person_id=member.id, detail=Role.ADMIN)
    refresh_menu(uow, account_key)
    roles = frozenset({Role.ADMIN})
    tell(uow, account_key, welcome(in_words(roles), roles, uow.ward.profile.name))


def member_left(uow: UnitOfWork, chat_id: int, account_key: str) -> None:
    """Somebody is not in the duty group any more: what they may do there ends at once, and the command hears of it.

    Only of those who work there: a group leader is not in the group because of that role. Whoever comes back must be
    restored.
    """
    member = uow.people.member(account_key)
    if uow.ward.get().group_chat_id != chat_id or member is None or member.roles.isdisjoint(POLICE | {Role.ADMIN}):
        return
    if uow.people.suspend(account_key):
        uow.journal.note("suspended", detail=f"person {member.id}, left the group")
        refresh_menu(uow, account_key)
        tell_command(uow, about(phrase("people-left-group", name=member.name), member.id))
