"""The share keyboard below the input field: remembered, and taken away with the next message."""

from dataclasses import replace

from bot.domain.dialog.outcome import Step
from bot.domain.draft import Talk
from bot.domain.screen import Screen, phrase


def tidy_keyboard(was: Talk, step: Step) -> Step:
    """The step with the keyboard put away, unless it has just been offered."""
    if any(screen.share for screen in step.screens):
        return replace(step, talk=replace(step.talk, keyboard=True))
    if not was.keyboard or not step.screens:
        return step
    away = Screen((phrase("keyboard-away"),), clear_share=True)
    return replace(step, talk=replace(step.talk, keyboard=False), screens=(away, *step.screens))
