"""The line of a card about the ward's latest question to the reporter. It never says what was asked or answered."""

from zoneinfo import ZoneInfo

from bot.domain.inquiry import Asked
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.times import clock_time


def asked_line(asked: Asked, zone: ZoneInfo) -> Phrase:
    """When it was asked, and what became of it."""
    at = clock_time(asked.at, zone)
    if asked.answered_at is not None and asked.reply is not None:
        answered = clock_time(asked.answered_at, zone)
        return phrase("duty-answered", at=answered, reply=phrase(f"reply-{asked.reply}"))
    return phrase("duty-asked-lost" if asked.lost_at else "duty-asked", at=at)
