"""Who is on duty now. Without a roster every officer is the desk and every commander is reached, as ever."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.people import COMMAND, Member, Role
from bot.domain.roster import Shift
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who stands in a shift and may still act; nobody when the roster names nobody."""

    shift: Shift
    officers: tuple[Member, ...]
    commander: Member | None

    def has(self, member: Member) -> bool:
        """Whether somebody stands in it as an officer."""
        return member.id in {officer.id for officer in self.officers}


def on_duty(uow: UnitOfWork) -> OnDuty:
    """Who stands in the shift that runs now."""
    return in_shift(uow, uow.roster.shifts().at(uow.now))


def in_shift(uow: UnitOfWork, shift: Shift) -> OnDuty:
    """Who stands in a shift."""
    (found,) = in_shifts(uow, [shift])
    return found


def in_shifts(uow: UnitOfWork, shifts: Sequence[Shift]) -> list[OnDuty]:
    """Who stands in each of several shifts, which are in order. Who lost the role meanwhile does not stand in any."""
    first, last = shifts[0].slot.day, shifts[-1].slot.day
    standing = uow.roster.between(first, (last - first).days + 1)
    people = {m.id: m for role in (Role.OFFICER, *COMMAND) for m in uow.people.with_role(role)}
    found = []
    for shift in shifts:
        named = standing.get(shift.slot)
        officers = tuple(people[key] for key in named.officers if key in people) if named else ()
        leads = people.get(named.commander) if named and named.commander is not None else None
        found.append(
            OnDuty(
                shift,
                tuple(officer for officer in officers if Role.OFFICER in officer.roles),
                leads if leads is not None and leads.roles & COMMAND else None,
            )
        )
    return found


def who_hears(uow: UnitOfWork, role: Role) -> Sequence[Member]:
    """Those of a role who are to hear of something now: of the commanders the one on duty, while that one can be
    reached; else everybody of the role."""
    leads = _leads(uow) if role is Role.COMMANDER else None
    return uow.people.with_role(role) if leads is None else [leads]


def command_that_hears(uow: UnitOfWork) -> Sequence[Member]:
    """Who of the command is to hear of something now: the commander on duty, while that one can be reached; else all
    of it."""
    leads = _leads(uow)
    return [m for role in sorted(COMMAND) for m in uow.people.with_role(role)] if leads is None else [leads]


def _leads(uow: UnitOfWork) -> Member | None:
    """The commander on duty, if that one can be reached."""
    leads = on_duty(uow).commander
    return leads if leads is not None and uow.people.hears(leads.account_key) else None
