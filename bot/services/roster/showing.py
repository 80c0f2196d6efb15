"""/truc: who is on duty now, who follows, and the week."""

from datetime import timedelta

from bot.domain.authority import Deed, Where, may, require
from bot.domain.people import Member
from bot.domain.roster import Shift
from bot.domain.screen import Row, Screen
from bot.domain.screens.handover import take_row
from bot.domain.screens.roster import WEEK, roster
from bot.services.on_duty import OnDuty, in_shifts
from bot.services.roster.pressing import RosterPress, put, view_of
from bot.services.speak import tell, tell_group
from storage.unit_of_work import UnitOfWork


def show_roster(uow: UnitOfWork, member: Member | None, where: Where) -> None:
    """Answer /truc where it was asked. Raises NotOnTheList, NotYourRole."""
    reader = require(member, Deed.ROSTER, where)
    if where is Where.GROUP:
        tell_group(uow, roster_screen(uow, reader, where))
    else:
        tell(uow, reader.account_key, roster_screen(uow, reader, where))


def week_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """Another week, or back to one. Raises NotOnTheList, NotYourRole."""
    reader = press.by(Deed.ROSTER)
    put(uow, press, roster_screen(uow, reader, press.where, press.page))


def roster_screen(uow: UnitOfWork, reader: Member, where: Where, page: int = 0) -> Screen:
    """The roster as ``reader`` sees it there."""
    shifts = uow.roster.shifts()
    now = shifts.at(uow.now)
    running, following = in_shifts(uow, [now, shifts.after(now)])
    alone = where is Where.PRIVATE
    return roster(
        view_of(running),
        view_of(following),
        [view_of(duty) for duty in in_shifts(uow, week_of(uow, page))],
        page,
        in_use=uow.roster.in_use(),
        plans=alone and may(reader, Deed.PLAN_ROSTER),
        swaps=alone and may(reader, Deed.SWAP_SHIFT),
        take=_waits(uow, running, reader) if alone else (),
    )


def _waits(uow: UnitOfWork, running: OnDuty, reader: Member) -> Row:
    """The way back to a handover when its card was lost or its press swallowed."""
    latest = uow.handovers.latest()
    for_reader = may(reader, Deed.TAKE_OVER) and (running.has(reader) or not running.officers)
    if latest is None or latest.taken_at is not None or latest.slot != running.shift.slot or not for_reader:
        return ()
    return take_row(latest.id)


def week_of(uow: UnitOfWork, page: int) -> list[Shift]:
    """The shifts of so many weeks from now, the running one first."""
    shifts = uow.roster.shifts()
    today = shifts.at(uow.now).slot.day
    week = shifts.of_days(today + timedelta(days=WEEK * page), WEEK)
    return [shift for shift in week if shift.end > uow.now]
