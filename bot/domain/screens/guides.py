"""Pages to read: how to report and keep the scene, and what is kept about the reader."""

from bot.domain.screen import Screen, phrase
from bot.domain.screens.menu import TO_MENU
from bot.domain.ward_facts import WardFacts


def how_to(ward: WardFacts) -> Screen:
    """How a report goes, and how to keep scene and evidence."""
    return Screen((phrase("howto-report"), phrase("howto-scene"), phrase("howto-call", phone=ward.phone)), TO_MENU)


def my_data(ward: WardFacts) -> Screen:
    """What is kept, who sees it, and whom to ask for a copy, a correction or deletion (Luật 91/2025/QH15)."""
    return Screen((phrase("data-kept"), phrase("data-seen"), phrase("data-rights", phone=ward.phone)), TO_MENU)
