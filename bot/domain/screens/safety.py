"""Numbers to call: at once in danger, or to be looked up."""

from bot.domain.screen import Screen, phrase
from bot.domain.screens.menu import TO_MENU
from bot.domain.ward_facts import WardFacts


def danger_numbers(ward: WardFacts) -> Screen:
    """What comes before any question when somebody is in danger (TT 28/2020 Điều 6.1a)."""
    return Screen((phrase("danger-call", phone=ward.phone), phrase("danger-stay-safe")))


def tells_whom_to_call(screen: Screen) -> bool:
    """Whether these are the numbers for somebody who is in danger now."""
    return any(line.key == "danger-call" for line in screen.body)


def emergency(ward: WardFacts) -> Screen:
    """Every emergency number, the ward's own duty desk first."""
    return Screen((phrase("emergency-numbers", ward=ward.name, phone=ward.phone),), TO_MENU)
