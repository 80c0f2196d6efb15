"""Which ward a resident talks to."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.screen import Area, Button, Row, Screen, phrase
from bot.domain.wards import WardProfile

PAGE = 10


class Choice(Protocol):
    """A ward that may be chosen."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def name(self) -> str:
        """Its name."""


def choose_ward(wards: Sequence[Choice], page: int = 0) -> Screen:
    """A button a ward. Nobody knows yet whose telephone to give, so 113 stands for all."""
    page = min(page, (len(wards) - 1) // PAGE)
    shown = wards[page * PAGE : (page + 1) * PAGE]
    rows: list[Row] = [
        (Button(phrase("ward-choice", ward=ward.name), Area.WARD, "choose", str(ward.id)),) for ward in shown
    ]
    turn = []
    if page:
        turn.append(Button(phrase("page-before"), Area.WARD, "list", choice=str(page - 1)))
    if (page + 1) * PAGE < len(wards):
        turn.append(Button(phrase("page-after"), Area.WARD, "list", choice=str(page + 1)))
    body = (phrase("ward-ask"), phrase("ward-ask-danger"), phrase("ward-ask-kept"))
    return Screen(body, (*rows, tuple(turn)) if turn else tuple(rows))


def at_this_ward(ward: WardProfile) -> Screen:
    """In the place of the question, once it is answered."""
    return Screen((phrase("ward-chosen", ward=ward.name, phone=ward.phone),))


def not_sent_anywhere() -> Screen:
    """What was written three days ago went to nobody."""
    return Screen((phrase("ward-never-chosen"),))
