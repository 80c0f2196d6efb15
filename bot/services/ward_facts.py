"""What the dialog must know of the ward and of the person who writes."""

import secrets

from bot.domain.desks import Desk
from bot.domain.people import Member, Role
from bot.domain.tip import ReporterKind
from bot.domain.ward_facts import DeskFacts, WardFacts
from storage.unit_of_work import UnitOfWork


def ward_facts(uow: UnitOfWork, member: Member | None) -> WardFacts:
    """The facts for one step of the dialog with this person."""
    settings = uow.settings
    leader = member is not None and Role.GROUP_LEADER in member.roles
    return WardFacts(
        name=settings.ward_name,
        phone=settings.ward_phone,
        zone=settings.timezone,
        fresh_id=secrets.token_hex(6),
        neighbourhoods=uow.ward.neighbourhoods(),
        desks=tuple(DeskFacts(desk, settings.ward_hours, settings.ward_phone) for desk in Desk),
        centre=settings.centre,
        radius_m=settings.ward_radius_m,
        reporter=ReporterKind.GROUP_LEADER if leader else ReporterKind.RESIDENT,
        home=member.neighbourhood_id if leader and member else None,
    )
