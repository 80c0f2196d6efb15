"""Legal clocks: what runs from when to when, when it is spoken of, and by which law. Pure; no present moment."""

from bot.domain.clocks.counting import Limit, Unit, end_of
from bot.domain.clocks.defaults import DEFAULT_RULES, acknowledgement
from bot.domain.clocks.quiet import QuietHours, next_moment_to_speak, speak_at
from bot.domain.clocks.rules import ClockKey, ClockRule, From, Mark, Prolonging, Stage, Whose
from bot.domain.clocks.running import (
    Extension,
    NotExtendable,
    NotPausable,
    Pause,
    Planned,
    RunningClock,
    WhyNot,
    extend,
    pause,
    replan,
    resume,
    start,
    told_by,
    turn_serious,
    why_not_extendable,
)

__all__ = [
    "DEFAULT_RULES",
    "ClockKey",
    "ClockRule",
    "Extension",
    "From",
    "Limit",
    "Mark",
    "NotExtendable",
    "NotPausable",
    "Pause",
    "Planned",
    "Prolonging",
    "QuietHours",
    "RunningClock",
    "Stage",
    "Unit",
    "Whose",
    "WhyNot",
    "acknowledgement",
    "end_of",
    "extend",
    "next_moment_to_speak",
    "pause",
    "replan",
    "resume",
    "speak_at",
    "start",
    "told_by",
    "turn_serious",
    "why_not_extendable",
]
