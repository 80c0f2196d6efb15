"""Roles that were given for a while: the command hears a week before, and on the day they are suspended."""

from bot.domain.delivery import Kind
from bot.domain.ending import WARNED_BEFORE
from bot.domain.screen import Arg, phrase
from bot.domain.screens.people import about, ended_notice, on_day
from bot.services.menus import refresh_menu
from bot.services.people.command import tell_command
from bot.services.people.views import roles_in
from bot.services.speak import tell
from storage.members import ListedPerson
from storage.unit_of_work import UnitOfWork

BATCH = 50


def end_roles(uow: UnitOfWork) -> int:
    """Suspend whose time is over, and say so. Returns how many."""
    due = uow.members.ending(BATCH)
    for ward_id, person_id in due:
        _end(uow.for_ward(ward_id), person_id)
    return len(due)


def warn_of_ends(uow: UnitOfWork) -> int:
    """Tell the command whose time is nearly over. Returns of how many."""
    due = uow.members.to_be_warned(WARNED_BEFORE, BATCH)
    for ward_id, person_id in due:
        here = uow.for_ward(ward_id)
        person = here.members.get(person_id)
        if here.members.warned(person_id) and person is not None:
            tell_command(here, about(phrase("people-ends-soon", **_facts(here, person)), person_id))
    return len(due)


def _end(uow: UnitOfWork, person_id: int) -> None:
    person = uow.members.get(person_id)
    if person is None or not uow.people.suspend(person.member.account_key):
        return
    uow.journal.note("suspended", detail=f"person {person_id}, term")
    tell(uow, person.member.account_key, ended_notice(), Kind.NOTICE)
    refresh_menu(uow, person.member.account_key)
    tell_command(uow, about(phrase("people-ended", **_facts(uow, person)), person_id))


def _facts(uow: UnitOfWork, person: ListedPerson) -> dict[str, Arg]:
    member = person.member
    what = roles_in(uow, member.roles, member.neighbourhood_id, member.unit)
    assert person.expires_at is not None, "it has an end"
    return {"name": member.name, "role": what, "date": on_day(person.expires_at, uow.settings.timezone)}
