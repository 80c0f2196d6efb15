"""Drills: ordered by a commander, marked on the card, measured."""

from datetime import timedelta

from bot.domain.screen import Area, Button, Phrase, Screen, phrase
from bot.domain.tip import Urgency

KINDS = (Urgency.DANGER, Urgency.NORMAL)


def ask_drill() -> Screen:
    """Which kind of practice tip?"""
    kinds = [Button(phrase(f"drill-button-{urgency}"), Area.ROSTER, "drill", urgency) for urgency in KINDS]
    return Screen((phrase("drill-ask"),), (tuple(kinds),))


def drill_sent(code: str) -> Screen:
    """It is on its way."""
    return Screen((phrase("drill-sent", code=code),))


def drill_lines(urgency: Urgency) -> tuple[Phrase, ...]:
    """What a practice tip says."""
    return phrase(f"drill-story-{'danger' if urgency is Urgency.DANGER else 'normal'}"), phrase("drill-how")


def drill_report(code: str, officer: str, waited: timedelta, limit: timedelta) -> Phrase:
    """How long it took, to the second, and whether that was in time."""
    kept = phrase("drill-in-time" if waited <= limit else "drill-late", limit=int(limit.total_seconds() // 60))
    minutes, seconds = divmod(int(waited.total_seconds()), 60)
    return phrase("drill-report", code=code, officer=officer, minutes=minutes, seconds=seconds, kept=kept)
