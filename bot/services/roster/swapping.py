"""Đổi ca: an officer asks a colleague to stand in, who answers in private; the roster changes with a yes."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.authority import Deed, require
from bot.domain.people import Member, Refused, Role
from bot.domain.roster import Shift
from bot.domain.screen import Alert, phrase
from bot.domain.screens.roster import (
    colleagues,
    in_return,
    own_shifts,
    swap_answered,
    swap_asked,
    swap_news,
    swap_outcome,
    swap_wanted,
)
from bot.services.on_duty import in_shift, in_shifts
from bot.services.people.command import command_of
from bot.services.roster.pressing import RosterPress, StalePress, person_named, put, shift_named
from bot.services.speak import tell, tell_group
from storage.roster import SwapView
from storage.unit_of_work import UnitOfWork

AHEAD, MOST = timedelta(days=14), 12


class RosterChanged(Refused):
    """Meanwhile somebody else stands in one of the shifts, or the answer was given before."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-roster-changed"), loud=True))


def mine_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """One's own shifts of the next two weeks. Raises NotOnTheList, NotYourRole, NotHere."""
    put(uow, press, own_shifts(_shifts_of(uow, press.by(Deed.SWAP_SHIFT))))


def give_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """The officers who do not stand in that shift. Raises as ``mine_pressed``, StalePress."""
    asker, shift = press.by(Deed.SWAP_SHIFT), shift_named(uow, press.subject)
    others = [(m.id, m.name) for m in uow.people.with_role(Role.OFFICER) if _may_stand_in(uow, m, asker, shift)]
    put(uow, press, colleagues(shift, others, press.number))


def back_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """What that colleague may be given in return. Raises as ``give_pressed``, RosterChanged."""
    asker, shift = press.by(Deed.SWAP_SHIFT), shift_named(uow, press.subject)
    colleague = _colleague(uow, person_named(press.choice), asker, shift)
    theirs = [own for own in _shifts_of(uow, colleague) if not in_shift(uow, own).has(asker)]
    put(uow, press, in_return(shift, colleague.id, colleague.name, theirs))


def ask_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """Ask that colleague. Raises as ``back_pressed``."""
    asker, shift = press.by(Deed.SWAP_SHIFT), shift_named(uow, press.subject)
    who, _, named = press.choice.partition(".")
    colleague = _colleague(uow, person_named(who), asker, shift)
    back = shift_named(uow, named) if named else None
    _check(uow, asker, colleague, shift, back)
    swap_id = uow.roster.ask(asker.id, colleague.id, shift.slot, back.slot if back else None)
    tell(uow, colleague.account_key, swap_wanted(swap_id, asker.name, shift, back))
    uow.journal.note("swap asked", person_id=asker.id, detail=f"{shift.slot} of {colleague.id}")
    put(uow, press, swap_asked(colleague.name))


def yes_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """The colleague stands in. Raises NotOnTheList, NotYourRole, StalePress, RosterChanged."""
    colleague, swap, asker = _open_swap(uow, press)
    shift, back = _shifts(uow, swap)
    _check(uow, asker, colleague, shift, back)
    if not uow.roster.settle(swap.id, accepted=True):
        raise RosterChanged
    _hand(uow, shift, asker, colleague)
    if back is not None:
        _hand(uow, back, colleague, asker)
    uow.journal.note("swap accepted", person_id=colleague.id, detail=f"{shift.slot} from {asker.id}")
    put(uow, press, swap_answered(asker.name, shift, back, accepted=True))
    tell(uow, asker.account_key, swap_outcome(colleague.name, shift, accepted=True))
    news = swap_news(asker.name, colleague.name, shift, back)
    tell_group(uow, news)
    for boss in _bosses(uow, shift):
        tell(uow, boss.account_key, news)


def no_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """The colleague does not. Raises NotOnTheList, NotYourRole, StalePress, RosterChanged."""
    colleague, swap, asker = _open_swap(uow, press)
    shift, back = _shifts(uow, swap)
    if not uow.roster.settle(swap.id, accepted=False):
        raise RosterChanged
    uow.journal.note("swap declined", person_id=colleague.id, detail=f"{shift.slot} from {asker.id}")
    put(uow, press, swap_answered(asker.name, shift, back, accepted=False))
    tell(uow, asker.account_key, swap_outcome(colleague.name, shift, accepted=False))


def _open_swap(uow: UnitOfWork, press: RosterPress) -> tuple[Member, SwapView, Member]:
    colleague = require(press.member, Deed.SWAP_SHIFT, press.where)
    swap = uow.roster.swap(person_named(press.subject))
    asker = uow.people.member_by_id(swap.asked_by) if swap is not None else None
    if swap is None or asker is None or swap.asked_of != colleague.id:
        raise StalePress
    return colleague, swap, asker


def _shifts(uow: UnitOfWork, swap: SwapView) -> tuple[Shift, Shift | None]:
    return shift_named(uow, str(swap.slot)), shift_named(uow, str(swap.back)) if swap.back else None


def _check(uow: UnitOfWork, asker: Member, colleague: Member, shift: Shift, back: Shift | None) -> None:
    """Each stands in what is given away and not in what is taken. Raises RosterChanged."""
    fits = _may_stand_in(uow, colleague, asker, shift)
    if not fits or (back is not None and not _may_stand_in(uow, asker, colleague, back)):
        raise RosterChanged


def _may_stand_in(uow: UnitOfWork, one: Member, other: Member, shift: Shift) -> bool:
    duty = in_shift(uow, shift)
    return duty.has(other) and not duty.has(one) and duty.commander != one


def _colleague(uow: UnitOfWork, person_id: int, asker: Member, shift: Shift) -> Member:
    found = next((m for m in uow.people.with_role(Role.OFFICER) if m.id == person_id), None)
    if found is None or not _may_stand_in(uow, found, asker, shift):
        raise RosterChanged
    return found


def _hand(uow: UnitOfWork, shift: Shift, old: Member, new: Member) -> None:
    if not uow.roster.take_out(shift.slot, old.id):
        raise RosterChanged
    uow.roster.put(shift.slot, new.id, leads=False)


def _shifts_of(uow: UnitOfWork, member: Member) -> Sequence[Shift]:
    shifts = uow.roster.shifts()
    now = shifts.at(uow.now)
    coming = [s for s in shifts.of_days(now.slot.day, AHEAD.days) if s.end > uow.now]
    return [duty.shift for duty in in_shifts(uow, coming) if duty.has(member)][:MOST]


def _bosses(uow: UnitOfWork, shift: Shift) -> list[Member]:
    """Whoever leads that shift; without anybody, all of the command."""
    leads = in_shift(uow, shift).commander
    return [leads] if leads is not None else command_of(uow)
