"""The share keyboard below the input field: remembered, and taken away with the next message.

Those who have the fast lane get its keys back.
"""

from dataclasses import replace

from bot.domain.dialog.outcome import Step
from bot.domain.draft import Talk
from bot.domain.keys import with_keys
from bot.domain.screen import phrase
from bot.domain.ward_facts import WardFacts


def tidy_keyboard(was: Talk, step: Step, ward: WardFacts) -> Step:
    """The step with the keyboard put away, unless it has just been offered."""
    if any(screen.share and not screen.lasting for screen in step.screens):
        return replace(step, talk=replace(step.talk, keyboard=True))
    if not was.keyboard or not step.screens:
        return step
    away = with_keys(ward.reporter, phrase("keyboard-away"))
    if not ward.hurries:
        away = replace(away, clear_share=True)
    return replace(step, talk=replace(step.talk, keyboard=False), screens=(away, *step.screens))
