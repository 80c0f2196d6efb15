"""The keys below the input field of those who have the fast lane: what each of them begins."""

from dataclasses import replace
from datetime import datetime

from bot.domain.dialog.adding import stop_adding
from bot.domain.dialog.course import ask_again, proceed
from bot.domain.dialog.menu import open_menu
from bot.domain.dialog.opening import new_draft
from bot.domain.dialog.outcome import Step
from bot.domain.draft import Talk
from bot.domain.keys import Key
from bot.domain.screens.guides import scene
from bot.domain.screens.notes import resume_or_drop
from bot.domain.ward_facts import WardFacts


def key_pressed(talk: Talk, key: Key, at: datetime, ward: WardFacts) -> Step:
    """A key was pressed. What needs stored tips is the service's; whoever lost the role gets the menu."""
    if not ward.hurries:
        return open_menu(talk, ward)
    match key:
        case Key.FAST:
            return begin_fast(talk, at, ward)
        case Key.SCENE:
            return Step(talk, (scene(ward),))
    return open_menu(talk, ward)


def begin_fast(talk: Talk, at: datetime, ward: WardFacts) -> Step:
    """ "Báo nhanh": begins, unless something that was not sent is still being written."""
    talk, draft = stop_adding(talk), talk.draft
    if draft is None or draft.sent_at:
        return proceed(replace(talk, draft=None), new_draft(at, ward), ward)
    if draft.content.is_empty and draft.fast:
        return ask_again(talk, draft, ward)
    return Step(talk, (resume_or_drop(draft),))
