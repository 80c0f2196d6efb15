"""Enrolments and invitations in words: for which roles, for which place, invited by whom."""

from bot.domain.people import Role, Unit
from bot.domain.places import Neighbourhood
from bot.domain.screen import Phrase
from bot.domain.screens.enrolling import who_came
from bot.domain.screens.roles import in_words
from bot.services.cards import name_of
from storage.enrolments import EnrolmentView
from storage.one_time_codes import Grant
from storage.unit_of_work import UnitOfWork


def home_of(uow: UnitOfWork, home_id: int | None) -> Neighbourhood | None:
    """A neighbourhood of this ward."""
    return next((place for place in uow.ward.neighbourhoods() if place.id == home_id), None)


def roles_in(uow: UnitOfWork, roles: frozenset[Role], home_id: int | None, unit: Unit | None) -> Phrase:
    """Roles in words."""
    home = home_of(uow, home_id)
    return in_words(roles, home.name if home else "", unit)


def what_of(uow: UnitOfWork, enrolment: EnrolmentView) -> Phrase:
    """What a guest is to be."""
    return roles_in(uow, enrolment.roles, enrolment.neighbourhood_id, enrolment.unit)


def facts_of(uow: UnitOfWork, enrolment: EnrolmentView) -> tuple[Phrase, ...]:
    """What those who approve must know of a guest."""
    host, replaced = name_of(uow, enrolment.made_by), name_of(uow, enrolment.replaces)
    return who_came(enrolment.name, what_of(uow, enrolment), host, replaced)


def handed_over(uow: UnitOfWork, grant: Grant) -> tuple[frozenset[Role], int | None, Unit | None]:
    """What an invitation gives: its own role, or all that the person has whom its guest replaces."""
    old = uow.people.member_by_id(grant.replaces) if grant.replaces is not None else None
    if old is not None and old.roles:
        return old.roles, old.neighbourhood_id, old.unit
    assert grant.role is not None, "an invitation is for a role"
    return frozenset({grant.role}), grant.neighbourhood_id, grant.unit
