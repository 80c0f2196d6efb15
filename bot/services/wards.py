"""Which ward an update is for, and how a resident comes to one."""

from datetime import datetime

from bot.domain.delivery import Kind
from bot.domain.dialog import may_move, moved
from bot.domain.events import Command
from bot.domain.people import Refused
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.wards import at_this_ward, choose_ward, not_sent_anywhere
from bot.services.continue_talk import continue_talk, next_look
from bot.services.speak import PressRef, answer, redraw_message, tell
from storage.unit_of_work import UnitOfWork


class NoWardYet(Refused):
    """The sender has still to choose a ward."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-no-ward"), loud=True))


class StillWriting(Refused):
    """A report is open: it is for the ward it was begun for."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-still-writing"), loud=True))


class WorksElsewhere(Refused):
    """Whoever has a role talks to the ward it is in."""

    def __init__(self, ward: str) -> None:
        super().__init__(Alert(phrase("refused-role-elsewhere", ward=ward), loud=True))


def at_ward(uow: UnitOfWork, chat_id: int | None, sender_id: int | None) -> UnitOfWork | None:
    """The unit for the ward an update is for: a group's own, a person's own; None when a person has still to choose.

    What comes from a group of no ward is for its sender's, or else for the home ward.
    """
    if chat_id is None:
        return uow
    if chat_id < 0:
        ward_id = uow.wards.of_group(chat_id)
        if ward_id is None and sender_id is not None:
            ward_id = uow.people.ward_of(uow.keyring.blind(sender_id))
        return uow.for_ward(ward_id or uow.ward_id)
    chosen = uow.people.ward_of(uow.keyring.blind(chat_id))
    return uow.for_ward(chosen) if chosen is not None else None


def wait_for_choice(uow: UnitOfWork, inbox_id: int, chat_id: int) -> None:
    """Keep what somebody wrote who has still to choose a ward, and ask which one. Raises AlreadyHandled."""
    if uow.inbox.park(inbox_id):
        tell(uow, uow.people.meet(chat_id), choose_ward(uow.wards.open()))


def look_after_unchosen(uow: UnitOfWork) -> int:
    """Those who wrote and have not chosen a ward are asked once more; after three days their words go, and they are
    told that nobody has read them. Returns how many people that were.
    """
    dropped, waiting = uow.inbox.drop_parked(), uow.inbox.parked_long()
    for account_key in waiting:
        tell(uow, account_key, choose_ward(uow.wards.open()), Kind.NOTICE)
    for account_key in dropped:
        tell(uow, account_key, not_sent_anywhere(), Kind.NOTICE)
    return len(waiting) + len(dropped)


def show_wards(uow: UnitOfWork, account_key: str, page: int, press: PressRef) -> None:
    """ "Đổi phường", or another page of the list. Raises StillWriting, WorksElsewhere."""
    _require_free(uow, account_key)
    answer(uow, press)
    _put(uow, account_key, press, choose_ward(uow.wards.open(), page))


def ward_chosen(uow: UnitOfWork, account_key: str, ward_id: int, at: datetime, press: PressRef) -> None:
    """A ward was pressed. Raises StillWriting, WorksElsewhere, and Refused when it is not to be chosen any more."""
    if ward_id not in {ward.id for ward in uow.wards.open()}:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    before = uow.people.ward_of(account_key)
    there = _move(uow, account_key, ward_id)
    answer(there, press)
    _put(there, account_key, press, at_this_ward(there.ward.profile))
    if before != ward_id:
        _greet(there, account_key, at)


def came_by_link(uow: UnitOfWork, account_key: str, code: str, at: datetime) -> None:
    """The link of a ward was opened. Raises StillWriting, WorksElsewhere."""
    ward_id = next((ward.id for ward in uow.wards.open() if ward.code == code), None)
    before = uow.people.ward_of(account_key)
    if before is None and ward_id is None:
        tell(uow, account_key, choose_ward(uow.wards.open()))
        return
    there = uow if ward_id in {None, before} else _move(uow, account_key, ward_id)
    if before is not None and there.ward_id != before:
        tell(there, account_key, at_this_ward(there.ward.profile))
    _greet(there, account_key, at)


def leave_for(uow: UnitOfWork, account_key: str) -> None:
    """This person talks to this ward from now on; what waited for a choice goes on here. Raises StillWriting."""
    stored = uow.talks.load(account_key)
    if uow.people.ward_of(account_key) not in {None, uow.ward_id}:
        if not may_move(stored.talk):
            raise StillWriting
        talk = moved(stored.talk)
        uow.talks.save(account_key, talk, None, next_look(talk))
    uow.people.settle_in(account_key)
    uow.inbox.release(account_key)


def _move(uow: UnitOfWork, account_key: str, ward_id: int) -> UnitOfWork:
    there = uow.for_ward(ward_id)
    if uow.people.ward_of(account_key) != ward_id:
        _require_free(uow, account_key)
    leave_for(there, account_key)
    return there


def _require_free(uow: UnitOfWork, account_key: str) -> None:
    if uow.people.member(account_key) is not None:
        raise WorksElsewhere(uow.ward.profile.name)
    if not may_move(uow.talks.load(account_key).talk):
        raise StillWriting


def _greet(uow: UnitOfWork, account_key: str, at: datetime) -> None:
    """The menu, unless what was written before speaks next."""
    if not uow.inbox.released:
        continue_talk(uow, account_key, Command("start", "", at), at)


def _put(uow: UnitOfWork, account_key: str, press: PressRef, screen: Screen) -> None:
    if press.message_id is None:
        tell(uow, account_key, screen)
    else:
        redraw_message(uow, account_key, screen, press.message_id)
