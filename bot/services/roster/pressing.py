"""A press on a button of the roster, and the ways to answer it."""

from dataclasses import dataclass

from bot.domain.authority import Deed, Where, require
from bot.domain.people import Member, Refused
from bot.domain.roster import Shift, read_slot
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.roster import MOST_WEEKS, ShiftView
from bot.services.on_duty import OnDuty
from bot.services.speak import PressRef, answer, redraw_group_message, redraw_message, tell, tell_group
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RosterPress:
    """Who pressed what, where. ``subject`` and ``choice`` are what the button carries: anything may stand there."""

    member: Member | None
    ref: PressRef
    where: Where
    subject: str
    choice: str

    def by(self, deed: Deed) -> Member:
        """Whoever pressed, if they may. Raises NotOnTheList, NotYourRole, NotHere."""
        return require(self.member, deed, self.where)

    @property
    def number(self) -> int:
        """The number chosen; 0 when it is none."""
        return _number(self.choice) or 0

    @property
    def page(self) -> int:
        """The week chosen, from 0, the running one."""
        return min(self.number, MOST_WEEKS - 1)


class StalePress(Refused):
    """What the button is about is not there any more."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-stale-roster"), loud=True))


def shift_named(uow: UnitOfWork, text: str) -> Shift:
    """The shift that a button names. Raises StalePress, also when it is over."""
    slot = read_slot(text)
    shift = uow.roster.shifts().named(slot) if slot is not None else None
    if shift is None or shift.end <= uow.now:
        raise StalePress
    return shift


def person_named(text: str) -> int:
    """The person that a button names. Raises StalePress."""
    person_id = _number(text)
    if person_id is None:
        raise StalePress
    return person_id


def view_of(duty: OnDuty) -> ShiftView:
    """A shift with names."""
    commander = duty.commander.name if duty.commander else ""
    return ShiftView(duty.shift, tuple(sorted(officer.name for officer in duty.officers)), commander)


def put(uow: UnitOfWork, press: RosterPress, screen: Screen) -> None:
    """Answer a press: what was pressed becomes ``screen``."""
    answer(uow, press.ref)
    assert press.member is not None, "whoever may press is on the list"
    if press.where is Where.GROUP and press.ref.message_id is not None:
        redraw_group_message(uow, screen, press.ref.message_id)
    elif press.where is Where.GROUP:
        tell_group(uow, screen)
    elif press.ref.message_id is not None:
        redraw_message(uow, press.member.account_key, screen, press.ref.message_id)
    else:
        tell(uow, press.member.account_key, screen)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None
