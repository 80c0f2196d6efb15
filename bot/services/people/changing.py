"""Somebody's roles are suspended, restored, taken, given an end, or handed over to a newcomer."""

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.ending import TERMS, end_after
from bot.domain.people import COMMAND, Member, Refused, Role
from bot.domain.screen import Alert, Phrase, phrase
from bot.domain.screens.people import changed_notice, choose_term, restored_notice, suspended_notice
from bot.services.menus import refresh_menu
from bot.services.people.command import command_of
from bot.services.people.inviting import send_invitation
from bot.services.people.listing import NotListed, listed, person_screen, put, show_people, view_of
from bot.services.people.views import roles_in
from bot.services.speak import PressRef, answer, tell
from bot.services.wards import WorksElsewhere
from storage.members import ListedPerson
from storage.one_time_codes import Purpose
from storage.unit_of_work import UnitOfWork


class NotYourOwn(Refused):
    """Another one of the command must change this."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-change-yourself"), loud=True))


def suspend(uow: UnitOfWork, member: Member | None, person_id: int, press: PressRef) -> None:
    """Everything a person may do ends at once. Raises NotOnTheList, NotYourRole, NotListed, NotYourOwn."""
    boss, person = _may_change(uow, member, person_id)
    if uow.people.suspend(person.member.account_key):
        uow.journal.note("suspended", person_id=boss.id, detail=f"person {person_id}")
        tell(uow, person.member.account_key, suspended_notice(), Kind.NOTICE)
        refresh_menu(uow, person.member.account_key)
    _show(uow, boss, person_id, press, phrase("people-done-suspended"))


def restore(uow: UnitOfWork, member: Member | None, person_id: int, press: PressRef) -> None:
    """A suspended person may act again, as before. Raises NotOnTheList, NotYourRole, NotListed, WorksElsewhere."""
    boss, person = require(member, Deed.RESTORE, Where.PRIVATE), listed(uow, person_id)
    _not_your_own(uow, boss, person)
    elsewhere = uow.people.role_elsewhere(person.member.account_key)
    if elsewhere is not None:
        raise WorksElsewhere(uow.for_ward(elsewhere).ward.profile.name)
    if uow.members.restore(person_id):
        uow.people.settle_in(person.member.account_key)
        uow.journal.note("restored", person_id=boss.id, detail=f"person {person_id}")
        tell(uow, person.member.account_key, restored_notice(_what(uow, person)), Kind.NOTICE)
        refresh_menu(uow, person.member.account_key)
    _show(uow, boss, person_id, press, phrase("people-done-restored"))


def drop_role(uow: UnitOfWork, member: Member | None, person_id: int, role: Role, press: PressRef) -> None:
    """One role is taken away. Raises NotOnTheList, NotYourRole, NotListed, NotYourOwn."""
    boss, person = _may_change(uow, member, person_id)
    if not uow.members.drop_role(person_id, role):
        raise NotListed
    uow.journal.note("role taken", person_id=boss.id, detail=f"person {person_id} {role}")
    left = uow.members.get(person_id)
    screen = changed_notice(_what(uow, left)) if left is not None else suspended_notice()
    tell(uow, person.member.account_key, screen, Kind.NOTICE)
    refresh_menu(uow, person.member.account_key)
    _show(uow, boss, person_id, press, phrase("people-done-dropped"))


def ask_term(uow: UnitOfWork, member: Member | None, person_id: int, press: PressRef) -> None:
    """For how long? Raises NotOnTheList, NotYourRole, NotListed, NotYourOwn."""
    boss, person = _may_change(uow, member, person_id)
    put(uow, boss, choose_term(view_of(uow, person)), press)


def set_term(uow: UnitOfWork, member: Member | None, person_id: int, months: int, press: PressRef) -> None:
    """The roles end after so many months, or never. Raises NotOnTheList, NotYourRole, NotListed, NotYourOwn."""
    boss, _ = _may_change(uow, member, person_id)
    if months not in TERMS:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    zone = uow.settings.timezone
    end = end_after(months, uow.now.astimezone(zone).date(), zone) if months else None
    uow.members.set_end(person_id, end)
    until = f"{end:%Y-%m-%d}" if end else "no end"
    uow.journal.note("term", person_id=boss.id, detail=f"person {person_id} {until}")
    _show(uow, boss, person_id, press, phrase("people-done-term"))


def replace(uow: UnitOfWork, member: Member | None, person_id: int, press: PressRef) -> None:
    """Invite somebody who takes over all roles; once approved, the old one's are suspended.

    Raises NotOnTheList, NotYourRole, NotListed.
    """
    admin, person = require(member, Deed.INVITE, Where.PRIVATE), listed(uow, person_id)
    require(admin, _deed(person))
    old = person.member
    code = uow.codes.make(
        Purpose.INVITE,
        role=min(old.roles),
        neighbourhood_id=old.neighbourhood_id,
        unit=old.unit,
        made_by=admin.id,
        replaces=person_id,
    )
    uow.journal.note("invited", person_id=admin.id, detail=f"for person {person_id}")
    answer(uow, press)
    send_invitation(uow, admin, code, old.roles, old.neighbourhood_id, old.unit, old.name)


def _may_change(uow: UnitOfWork, member: Member | None, person_id: int) -> tuple[Member, ListedPerson]:
    require(member, Deed.PEOPLE, Where.PRIVATE)
    person = listed(uow, person_id)
    boss = require(member, _deed(person), Where.PRIVATE)
    _not_your_own(uow, boss, person)
    return boss, person


def _deed(person: ListedPerson) -> Deed:
    """Who has command is changed by the command alone."""
    return Deed.CHANGE_COMMAND if person.member.roles & COMMAND else Deed.CHANGE_PERSON


def _not_your_own(uow: UnitOfWork, boss: Member, person: ListedPerson) -> None:
    """Nobody changes what they themselves may do, as long as the command has somebody else for it."""
    if boss.id == person.member.id and any(other.id != boss.id for other in command_of(uow)):
        raise NotYourOwn


def _what(uow: UnitOfWork, person: ListedPerson) -> Phrase:
    member = person.member
    return roles_in(uow, member.roles, member.neighbourhood_id, member.unit)


def _show(uow: UnitOfWork, boss: Member, person_id: int, press: PressRef, done: Phrase) -> None:
    """The person as they are now; the list, once they are not on it any more."""
    answer(uow, press, Alert(done))
    found = uow.members.get(person_id)
    if found is not None:
        put(uow, boss, person_screen(uow, boss, found), press, answered=True)
    else:
        show_people(uow, uow.people.member(boss.account_key))
