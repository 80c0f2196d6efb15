"""The first screen, and the button that leads back to it."""

from bot.domain.screen import Area, Button, Row, Screen, phrase
from bot.domain.ward_facts import WardFacts

_ROWS = (("report",), ("tips", "emergency"), ("howto", "data"))
TO_MENU: tuple[Row, ...] = ((Button(phrase("menu-back"), Area.MENU, "menu"),),)
TO_WARDS: tuple[Row, ...] = ((Button(phrase("menu-wards"), Area.WARD, "list"),),)
TO_DRAFT: tuple[Row, ...] = ((Button(phrase("menu-resume"), Area.MENU, "resume"),),)


def menu(ward: WardFacts, drafting: bool) -> Screen:
    """Who speaks, what for, the numbers for danger, and the notice on data (Luật 91/2025/QH15)."""
    body = (
        phrase("menu-hello", ward=ward.name),
        phrase("menu-danger", phone=ward.phone),
        phrase("menu-notice"),
    )
    rows = tuple(tuple(Button(phrase(f"menu-{verb}"), Area.MENU, verb) for verb in row) for row in _ROWS)
    elsewhere = TO_WARDS if ward.may_move and not drafting else ()
    return Screen(body, (*(TO_DRAFT if drafting else ()), *rows, *elsewhere))
