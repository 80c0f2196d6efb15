"""/nhapdanhsach: a file with neighbourhoods or people is read, shown, and brought in as a whole or not at all."""

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.lists.neighbourhoods import changes
from bot.domain.lists.people import NewPerson
from bot.domain.lists.reading import NewList, read_list
from bot.domain.lists.table import MOST_BYTES, Cells, Unreadable, Wrong
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Phrase, Screen, phrase
from bot.domain.screens import lists
from bot.services.people.views import roles_in
from bot.services.speak import PressRef, answer, redraw_message, tell
from storage.evidence import Source
from storage.one_time_codes import Purpose
from storage.outbox import Invited, Payload, to_account
from storage.unit_of_work import UnitOfWork
from storage.uploads import WantedList


class StaleList(Refused):
    """That list is not waiting any more."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-stale-list"), loud=True))


def ask_for_list(uow: UnitOfWork, member: Member | None) -> None:
    """Answer /nhapdanhsach: from now on a file from this admin is a list. Raises NotOnTheList, NotYourRole."""
    admin = require(member, Deed.IMPORT, Where.PRIVATE)
    uow.uploads.begin(admin.account_key)
    tell(uow, admin.account_key, lists.ask_for_list())


def list_came(uow: UnitOfWork, account_key: str, source: Source, size: int | None) -> bool:
    """A file came: the list that an admin was asked for? Returns whether it was one; then it is no evidence."""
    if not uow.uploads.waits(account_key) or uow.people.member(account_key) is None:
        return False
    if size is not None and size > MOST_BYTES:
        tell(uow, account_key, lists.unreadable(Unreadable.TOO_BIG))
        return True
    uow.uploads.came(account_key, source)
    tell(uow, account_key, lists.being_read())
    return True


def list_read(uow: UnitOfWork, wanted: WantedList, cells: Cells | Unreadable) -> None:
    """The file was fetched and read: show what would come of it, or what is wrong with it."""
    here = uow.for_ward(wanted.ward_id)
    read = read_list(cells, here.ward.neighbourhoods()) if not isinstance(cells, Unreadable) else cells
    if not here.uploads.fetched(wanted, read if isinstance(read, NewList) else None):
        return
    if isinstance(read, Unreadable):
        tell(here, wanted.account_key, lists.unreadable(read))
    elif isinstance(read, Wrong):
        tell(here, wanted.account_key, lists.wrong(read.troubles))
    else:
        tell(here, wanted.account_key, _preview(here, read, wanted.token))


def list_not_fetched(uow: UnitOfWork, wanted: WantedList, *, refused: bool) -> None:
    """Telegram does not give the file: it is tried again, unless it was refused, or tried often enough."""
    if refused or not uow.uploads.failed(wanted):
        list_read(uow, wanted, Unreadable.NOT_FETCHED)


def confirm_list(uow: UnitOfWork, member: Member | None, token: str, press: PressRef) -> None:
    """Bring it in, all of it in one transaction. Raises NotOnTheList, NotYourRole, StaleList."""
    admin = require(member, Deed.IMPORT, Where.PRIVATE)
    rows = _waiting(uow, admin, token)
    uow.uploads.forget(admin.account_key)
    answer(uow, press, Alert(phrase("list-imported")))
    if rows.homes:
        counted = changes(rows.homes, uow.ward.neighbourhoods())
        uow.ward.put_neighbourhoods((home.name, home.aliases) for home in rows.homes)
        uow.journal.note("list imported", person_id=admin.id, detail=f"{len(rows.homes)} neighbourhoods")
        _put(uow, admin, lists.homes_done(counted), press)
    else:
        _invite_all(uow, admin, rows.people)
        _put(uow, admin, lists.people_done(), press)


def give_up_list(uow: UnitOfWork, member: Member | None, token: str, press: PressRef) -> None:
    """Do not bring it in. Raises NotOnTheList, NotYourRole, StaleList."""
    admin = require(member, Deed.IMPORT, Where.PRIVATE)
    _waiting(uow, admin, token)
    uow.uploads.forget(admin.account_key)
    answer(uow, press)
    _put(uow, admin, lists.dropped(), press)


def drop_list(uow: UnitOfWork, account_key: str) -> bool:
    """/huy: leave it. Returns whether there was a list to leave."""
    if not uow.uploads.forget(account_key):
        return False
    tell(uow, account_key, lists.dropped())
    return True


def _waiting(uow: UnitOfWork, admin: Member, token: str) -> NewList:
    read = uow.uploads.read(admin.account_key)
    if read is None or read.token != token:
        raise StaleList
    known = {home.id for home in uow.ward.neighbourhoods()}
    if any(person.home_id not in known for person in read.rows.people if person.home_id is not None):
        raise StaleList
    return read.rows


def _invite_all(uow: UnitOfWork, admin: Member, people: tuple[NewPerson, ...]) -> None:
    invited = tuple(Invited(person.name, _what(uow, person), _code(uow, admin, person)) for person in people)
    uow.journal.note("list imported", person_id=admin.id, detail=f"{len(people)} people")
    payload = Payload(screen=lists.links(len(people)), invited=invited)
    uow.outbox.add(to_account(admin.account_key), Kind.INVITATION, payload)


def _what(uow: UnitOfWork, person: NewPerson) -> Phrase:
    return roles_in(uow, frozenset({person.role}), person.home_id, person.unit)


def _code(uow: UnitOfWork, admin: Member, person: NewPerson) -> str:
    return uow.codes.make(
        Purpose.INVITE,
        role=person.role,
        neighbourhood_id=person.home_id,
        unit=person.unit,
        made_by=admin.id,
        name=person.name,
    )


def _preview(uow: UnitOfWork, rows: NewList, token: str) -> Screen:
    if rows.homes:
        return lists.preview_homes(changes(rows.homes, uow.ward.neighbourhoods()), token)
    return lists.preview_people(rows.people, token)


def _put(uow: UnitOfWork, admin: Member, screen: Screen, press: PressRef) -> None:
    if press.message_id is None:
        tell(uow, admin.account_key, screen)
    else:
        redraw_message(uow, admin.account_key, screen, press.message_id)
