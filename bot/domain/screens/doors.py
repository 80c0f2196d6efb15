"""The ward's other desks: what they are for, when they are open, and their telephone."""

from bot.domain.desks import Desk
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.screens.menu import TO_MENU
from bot.domain.ward_facts import WardFacts


def desk_lines(desk: Desk, ward: WardFacts) -> tuple[Phrase, ...]:
    """How to reach a desk; the duty desk's number where the ward has entered nothing else."""
    known = next((facts for facts in ward.desks if facts.desk is desk), None)
    if desk is Desk.SURRENDER or known is None:
        return (phrase("door-ask-duty", phone=ward.phone),)
    return (phrase("door-hours", hours=known.hours, phone=known.phone),)


def all_desks(ward: WardFacts) -> Screen:
    """Every desk, for whoever is not sure where to go."""
    lines = tuple(line for desk in Desk for line in (phrase(f"door-{desk}"), *desk_lines(desk, ward)))
    return Screen((phrase("doors-title"), *lines), TO_MENU)
