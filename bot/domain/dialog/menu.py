"""The menu, its pages, and beginning a report from it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.dialog.adding import stop_adding
from bot.domain.dialog.course import draw_again
from bot.domain.dialog.opening import begin
from bot.domain.dialog.outcome import Step
from bot.domain.draft import Talk
from bot.domain.events import Pressed
from bot.domain.keys import with_keys
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.doors import all_desks
from bot.domain.screens.guides import how_to, my_data, scene_of
from bot.domain.screens.menu import menu
from bot.domain.screens.notes import ask_to_drop, resume_or_drop
from bot.domain.screens.safety import emergency
from bot.domain.ward_facts import WardFacts

PAGES: Mapping[str, Callable[[WardFacts], Screen]] = {
    "emergency": emergency,
    "howto": how_to,
    "data": my_data,
    "desks": all_desks,
}


def open_menu(talk: Talk, ward: WardFacts) -> Step:
    """The menu in a new message; an open draft comes first in it. Whoever has the fast lane gets its keys again."""
    keys = (with_keys(ward.reporter, phrase("key-here")),) if ward.hurries else ()
    return Step(stop_adding(talk), (*keys, menu(ward, drafting=talk.draft is not None)))


def open_page(talk: Talk, name: str, ward: WardFacts) -> Step:
    """A page of the menu in a new message."""
    return Step(talk, (PAGES[name](ward),))


def menu_pressed(talk: Talk, event: Pressed, ward: WardFacts) -> Step:
    """A button of the menu. Pages take the menu's place, so that a second press changes nothing."""
    if event.verb in PAGES:
        return Step(talk, redraw=PAGES[event.verb](ward))
    match event.verb:
        case "scene":
            return Step(talk, redraw=scene_of(event.choice, ward))
        case "menu":
            return Step(talk, redraw=menu(ward, drafting=talk.draft is not None))
        case "report":
            return start_report(talk, event.at, ward)
        case "resume" if talk.draft is not None:
            return draw_again(stop_adding(talk), talk.draft, ward)
    return Step(talk, alert=Alert(phrase("alert-stale"), loud=True))


def start_report(talk: Talk, at: datetime, ward: WardFacts) -> Step:
    """ "Báo tin": begins, unless a draft is open; a sent one needs no more."""
    draft = talk.draft
    if draft is None or draft.sent_at:
        return begin(talk, at, ward)
    talk = stop_adding(talk)
    if draft.content.is_empty and not draft.answered:
        return Step(talk, alert=Alert(phrase("alert-question-below")))
    return Step(talk, redraw=resume_or_drop(draft))


def cancel(talk: Talk, ward: WardFacts) -> Step:
    """/huy: nothing is lost without a second word, and there is always a way out."""
    draft = talk.draft
    if draft is None or draft.sent_at:
        return open_menu(replace(talk, draft=None), ward)
    return Step(stop_adding(talk), (ask_to_drop(draft),))
