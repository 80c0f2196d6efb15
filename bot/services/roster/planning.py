"""Putting people into shifts, and setting when shifts begin: the command and the admin, in private."""

from datetime import timedelta

from bot.domain.authority import Deed, Where, require
from bot.domain.people import COMMAND, Member, Refused, Role
from bot.domain.roster import Shift, Slot, read_hours, write_hours
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.roster import MOST_WEEKS, WEEK, Candidate, ask_hours, candidates, hours_set, plan
from bot.services.on_duty import in_shift, in_shifts
from bot.services.roster.pressing import RosterPress, StalePress, person_named, put, shift_named, view_of
from bot.services.roster.showing import week_of
from bot.services.speak import tell
from storage.unit_of_work import UnitOfWork

SHIFT = "shift"  # what digests call the handover of a shift


class UnclearHours(Refused):
    """Nobody can make shifts of what was typed."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-unclear-hours"), loud=True))


def plan_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """The shifts of a week, each with its button. Raises NotOnTheList, NotYourRole, NotHere."""
    press.by(Deed.PLAN_ROSTER)
    put(uow, press, _week(uow, press.page))


def shift_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """One shift with all who may stand in it. Raises as ``plan_pressed``, and StalePress."""
    press.by(Deed.PLAN_ROSTER)
    put(uow, press, _one(uow, shift_named(uow, press.subject), press.number))


def put_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """Put somebody in, or take them out. Raises as ``shift_pressed``."""
    planner, shift = press.by(Deed.PLAN_ROSTER), shift_named(uow, press.subject)
    who, _, rest = press.choice.partition(".")
    capacity, _, page = rest.partition(".")
    leads = capacity == "c"
    person = _candidate(uow, person_named(who), leads=leads)
    duty = in_shift(uow, shift)
    inside = duty.commander == person if leads else duty.has(person)
    _begin(uow)
    if inside:
        uow.roster.take_out(shift.slot, person.id)
    else:
        uow.roster.put(shift.slot, person.id, leads=leads)
    sign = "-" if inside else "+"
    uow.journal.note("rostered", person_id=planner.id, detail=f"{shift.slot} {sign}{capacity}{person.id}")
    put(uow, press, _one(uow, shift, int(page) if page.isdecimal() and len(page) < 4 else 0))


def copy_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """The shifts of a week that nobody stands in become like those of the week before. Raises as ``plan_pressed``."""
    planner = press.by(Deed.PLAN_ROSTER)
    week, shifts = week_of(uow, press.page), uow.roster.shifts()
    _begin(uow)
    for duty in in_shifts(uow, week):
        day, number = duty.shift.slot.day, duty.shift.slot.number
        before = shifts.named(Slot(day - timedelta(days=WEEK), number))
        if before is not None and not duty.officers and duty.commander is None:
            _copy(uow, before, duty.shift)
    uow.journal.note("rostered", person_id=planner.id, detail=f"{week[0].slot} week copied")
    put(uow, press, _week(uow, press.page))


def hours_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """When do shifts begin? Raises as ``plan_pressed``."""
    press.by(Deed.PLAN_ROSTER)
    put(uow, press, ask_hours(uow.roster.shifts().at(uow.now)))


def set_pressed(uow: UnitOfWork, press: RosterPress) -> None:
    """Hours that were offered. Raises as ``plan_pressed``, and StalePress."""
    planner, hours = press.by(Deed.PLAN_ROSTER), read_hours(press.choice)
    if hours is None:
        raise StalePress
    put(uow, press, _set(uow, planner, write_hours(hours)))


def type_hours(uow: UnitOfWork, typed: str, member: Member | None, where: Where) -> None:
    """Hours that were typed after /truc. Raises NotOnTheList, NotYourRole, NotHere, UnclearHours."""
    planner, hours = require(member, Deed.PLAN_ROSTER, where), read_hours(typed)
    if hours is None:
        raise UnclearHours
    tell(uow, planner.account_key, _set(uow, planner, write_hours(hours)))


def _set(uow: UnitOfWork, planner: Member, written: str) -> Screen:
    hours = read_hours(written)
    assert hours is not None, "it was read before"
    uow.roster.set_hours(hours)
    uow.journal.note("shift hours", person_id=planner.id, detail=written)
    # The shift that runs now has begun already, whatever its new hours say.
    uow.digests.claim(SHIFT, uow.roster.shifts().at(uow.now).start)
    return hours_set(written)


def _begin(uow: UnitOfWork) -> None:
    """A ward that begins to keep a roster hands nothing over before its next shift."""
    if not uow.roster.in_use():
        uow.digests.claim(SHIFT, uow.roster.shifts().at(uow.now).start)


def _copy(uow: UnitOfWork, before: Shift, to: Shift) -> None:
    duty = in_shift(uow, before)
    for officer in duty.officers:
        uow.roster.put(to.slot, officer.id, leads=False)
    if duty.commander is not None:
        uow.roster.put(to.slot, duty.commander.id, leads=True)


def _candidate(uow: UnitOfWork, person_id: int, *, leads: bool) -> Member:
    found = next((m for m in _all(uow, leads=leads) if m.id == person_id), None)
    if found is None:
        raise StalePress
    return found


def _all(uow: UnitOfWork, *, leads: bool) -> list[Member]:
    roles = sorted(COMMAND) if leads else [Role.OFFICER]
    found = {m.id: m for role in roles for m in uow.people.with_role(role)}
    return sorted(found.values(), key=lambda m: m.name)


def _one(uow: UnitOfWork, shift: Shift, page: int) -> Screen:
    duty = in_shift(uow, shift)
    people = [Candidate(m.id, m.name, leads=False, inside=duty.has(m)) for m in _all(uow, leads=False)]
    people += [Candidate(m.id, m.name, leads=True, inside=duty.commander == m) for m in _all(uow, leads=True)]
    days = (shift.slot.day - uow.roster.shifts().at(uow.now).slot.day).days
    return candidates(view_of(duty), people, page, max(0, min(days // WEEK, MOST_WEEKS - 1)))


def _week(uow: UnitOfWork, page: int) -> Screen:
    return plan([view_of(duty) for duty in in_shifts(uow, week_of(uow, page))], page)
