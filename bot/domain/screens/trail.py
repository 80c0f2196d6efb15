"""The trail of a tip, as officers read it: who did what, when, and what they wrote down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from zoneinfo import ZoneInfo

from bot.domain.authority import Deed
from bot.domain.card import cut
from bot.domain.casework.bodies import named_body
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


def _typed(name: str, answer: str) -> Phrase:
    return named_body(answer) if name == "body" else phrase("as-is", words=cut(answer, WORDS_LENGTH))


def _and_more(first: Phrase, rest: Phrase) -> Phrase:
    return phrase("trail-and", first=first, rest=rest)


def _deed(step: TrailStep) -> Phrase:
    """What was done; of a decision also which one, and of which day."""
    deed, verdict = phrase(f"deed-{step.deed}"), step.detail.get("verdict")
    if not verdict:
        return deed
    day = f"{date.fromisoformat(step.detail['date']):%d/%m/%Y}"
    return phrase("trail-decided", deed=deed, verdict=phrase(f"verdict-{verdict}"), date=day)


def _line(step: TrailStep, zone: ZoneInfo) -> Phrase:
    words = [_typed(name, step.detail[name]) for name in _TYPED if step.detail.get(name)]
    deed = phrase("trail-undone" if step.undone else "trail-deed", deed=_deed(step))
    by = phrase("as-is", words=step.officer) if step.officer else _nobody(step)
    return phrase(
        "trail-words" if words else "trail-line",
        at=clock_time(step.at, zone),
        officer=by,
        deed=deed,
        **({"words": reduce(_and_more, words)} if words else {}),
    )
