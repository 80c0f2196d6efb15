"""The resident's dialog: `step` takes what a person did and says what comes of it. Pure; no clock, no network."""

from bot.domain.dialog.adding import expect_answer, is_adding, start_adding, start_answering, stop_adding
from bot.domain.dialog.asides import aside_of
from bot.domain.dialog.correcting import start_correcting
from bot.domain.dialog.filling_up import is_full
from bot.domain.dialog.moving import may_move, moved
from bot.domain.dialog.outcome import Add, Amend, Answered, AskCorrection, Drop, Effect, Step, Submit, Timers, Update
from bot.domain.dialog.stepping import step, submitted
from bot.domain.dialog.timers import expire, hand_over, next_timers, nudge

__all__ = [
    "Add",
    "Amend",
    "Answered",
    "AskCorrection",
    "Drop",
    "Effect",
    "Step",
    "Submit",
    "Timers",
    "Update",
    "aside_of",
    "expect_answer",
    "expire",
    "hand_over",
    "is_adding",
    "is_full",
    "may_move",
    "moved",
    "next_timers",
    "nudge",
    "start_adding",
    "start_answering",
    "start_correcting",
    "step",
    "stop_adding",
    "submitted",
]
