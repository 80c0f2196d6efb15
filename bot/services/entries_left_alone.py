"""What an officer began to write down for a caller is a tip already: asked after when left alone, then handed over."""

from datetime import timedelta

from bot.domain.authority import Deed
from bot.domain.forms.entry import with_gaps
from bot.domain.people import Member
from bot.domain.screen import phrase
from bot.domain.screens.casework import dropped
from bot.domain.screens.entry import handed_over, left_alone
from bot.services.enter_tip import enter_unfinished
from bot.services.speak import raise_alarm, tell
from storage.codec import UNREADABLE
from storage.sheets import StoredSheet
from storage.unit_of_work import UnitOfWork

HAND_OVER_AFTER = timedelta(hours=1)


def look_after_entries(uow: UnitOfWork) -> int:
    """Ask after the form that was left alone longest, or hand it over. Returns how many that was."""
    found = uow.sheets.left_alone()
    if found is None:
        return 0
    account_key, ward_id = found
    _look_after(uow.for_ward(ward_id), account_key)
    return 1


def _look_after(uow: UnitOfWork, account_key: str) -> None:
    try:
        stored, member = uow.sheets.load(account_key), uow.people.whoever(account_key)
    except UNREADABLE:
        if uow.sheets.look_again(account_key, None):
            raise_alarm(uow, phrase("alarm-entry-unreadable"))
        return
    if stored is None or member is None or stored.sheet.deed is not Deed.ENTER:
        uow.sheets.look_again(account_key, None)
        return
    end = stored.updated_at + HAND_OVER_AFTER
    if end > uow.now:
        if uow.sheets.look_again(account_key, end) and with_gaps(stored.sheet) is not None:
            tell(uow, account_key, left_alone(round((end - uow.now) / timedelta(minutes=1))))
    elif uow.sheets.look_again(account_key, None):
        _hand_over(uow, stored, member)


def _hand_over(uow: UnitOfWork, stored: StoredSheet, member: Member) -> None:
    """Not a word of what a caller told depends on the officer who had to run."""
    told = with_gaps(stored.sheet)
    uow.sheets.forget(member.account_key)
    screen = handed_over(enter_unfinished(uow, told, member)) if told else dropped(stored.sheet.deed)
    tell(uow, member.account_key, screen)
