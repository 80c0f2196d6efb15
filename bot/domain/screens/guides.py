"""Pages to read: how to report and keep the scene, and what is kept about the reader."""

from bot.domain.screen import Area, Button, Row, Screen, phrase
from bot.domain.screens.menu import TO_MENU
from bot.domain.screens.personal_data import DATA_WAYS
from bot.domain.tip import Category
from bot.domain.ward_facts import WardFacts


def how_to(ward: WardFacts) -> Screen:
    """How a report goes, and how to keep scene and evidence."""
    return Screen((phrase("howto-report"), phrase("howto-scene"), phrase("howto-call", phone=ward.phone)), TO_MENU)


def my_data(ward: WardFacts) -> Screen:
    """What is kept, who sees it, and ways to ask for a copy, a correction or deletion (Luật 91/2025/QH15)."""
    return Screen((phrase("data-kept"), phrase("data-seen"), phrase("data-rights", phone=ward.phone)), DATA_WAYS)


def scene(ward: WardFacts) -> Screen:
    """What to keep and what to leave alone until the police come; more exactly by what happened."""
    buttons = [Button(phrase(f"report-category-{c}"), Area.MENU, "scene", choice=c) for c in Category]
    rows: tuple[Row, ...] = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return Screen((phrase("howto-scene"), phrase("scene-ask")), rows)


def scene_of(category: str, ward: WardFacts) -> Screen:
    """The checklist for what happened; the general one when the button named nothing known."""
    if category not in list(Category):
        return scene(ward)
    title = phrase("scene-title", category=phrase(f"category-{category}"))
    again = ((Button(phrase("scene-back"), Area.MENU, "scene"),),)
    return Screen((title, phrase(f"scene-{category}"), phrase("howto-call", phone=ward.phone)), again)
