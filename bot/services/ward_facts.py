"""What the dialog must know of the ward and of the person who writes."""

import secrets

from bot.domain.desks import Desk
from bot.domain.people import Member, home_of, reporter_kind
from bot.domain.ward_facts import DeskFacts, WardFacts
from storage.unit_of_work import UnitOfWork


def ward_facts(uow: UnitOfWork, member: Member | None) -> WardFacts:
    """The facts for one step of the dialog with this person."""
    ward = uow.ward.profile
    return WardFacts(
        name=ward.name,
        phone=ward.phone,
        zone=uow.settings.timezone,
        fresh_id=secrets.token_hex(6),
        neighbourhoods=uow.ward.neighbourhoods(),
        desks=tuple(DeskFacts(desk, ward.hours, ward.phone) for desk in Desk),
        centre=ward.centre,
        radius_m=ward.radius_m,
        may_move=ward.others and member is None,
        reporter=reporter_kind(member),
        unit=member.unit if member else None,
        home=home_of(member),
    )
