"""The trail of a tip, as officers read it: who did what, when, and what they wrote down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.authority import Deed
from bot.domain.card import cut
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.times import clock_time

MOST_STEPS, WORDS_LENGTH = 10, 200
# What officers typed; everything else of a step stands on the card.
_TYPED = ("note", "reason", "body", "number", "other")


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One step. ``officer`` is empty when time or the reporter did it."""

    at: datetime
    officer: str
    deed: Deed
    detail: Mapping[str, str]
    undone: bool


def trail(steps: Sequence[TrailStep], zone: ZoneInfo) -> tuple[Phrase, ...]:
    """The latest steps, oldest of them first; nothing when there are none."""
    lines = tuple(_line(step, zone) for step in steps[-MOST_STEPS:])
    return (phrase("trail-head"), *lines) if lines else ()


def _nobody(step: TrailStep) -> Phrase:
    """Whose step it was when no officer's: a unit's that handed the tip over, or time's."""
    unit = step.detail.get("unit")
    return phrase(f"unit-{unit}") if unit else phrase("somebody")


def _line(step: TrailStep, zone: ZoneInfo) -> Phrase:
    words = "; ".join(cut(step.detail[name], WORDS_LENGTH) for name in _TYPED if step.detail.get(name))
    deed = phrase("trail-undone" if step.undone else "trail-deed", deed=phrase(f"deed-{step.deed}"))
    by = phrase("as-is", words=step.officer) if step.officer else _nobody(step)
    return phrase(
        "trail-words" if words else "trail-line",
        at=clock_time(step.at, zone),
        officer=by,
        deed=deed,
        **({"words": words} if words else {}),
    )
