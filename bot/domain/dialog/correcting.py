"""Saying what is wrong in the own data: one message, within the hour."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.dialog.outcome import AskCorrection, Step
from bot.domain.dialog.understanding import is_danger_now
from bot.domain.draft import Talk
from bot.domain.events import Event, Wrote
from bot.domain.personal_data import LONGEST_WORDS

_SILENCE = timedelta(hours=1)


def start_correcting(talk: Talk, at: datetime) -> Talk:
    """The talk in which the next words say what is to be corrected. ``at`` is UTC."""
    return replace(talk, correcting_until=at + _SILENCE)


def stop_correcting(talk: Talk) -> Talk:
    """The talk in which words are a report again."""
    return replace(talk, correcting_until=None)


def take_correction(talk: Talk, event: Event) -> Step | None:
    """The words, unless they come too late or tell of danger."""
    if not isinstance(event, Wrote) or talk.correcting_until is None:
        return None
    if event.at >= talk.correcting_until or is_danger_now(event.text):
        return None
    return Step(stop_correcting(talk), effect=AskCorrection(event.text[:LONGEST_WORDS]))
