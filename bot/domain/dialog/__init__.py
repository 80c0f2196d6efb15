"""The resident's dialog: `step` takes what a person did and says what comes of it. Pure; no clock, no network."""

from bot.domain.dialog.adding import start_adding
from bot.domain.dialog.outcome import Add, Answered, Drop, Effect, Step, Submit, Timers, Update
from bot.domain.dialog.stepping import step, submitted
from bot.domain.dialog.timers import expire, hand_over, next_timers, nudge

__all__ = [
    "Add",
    "Answered",
    "Drop",
    "Effect",
    "Step",
    "Submit",
    "Timers",
    "Update",
    "expire",
    "hand_over",
    "next_timers",
    "nudge",
    "start_adding",
    "step",
    "submitted",
]
