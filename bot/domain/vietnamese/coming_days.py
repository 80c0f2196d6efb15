"""Days to come, as they are typed: mai, thứ bảy tuần sau, 30/4, 24/11/2027."""

import re
from datetime import date, datetime, timedelta

from bot.domain.vietnamese.folding import fold
from bot.domain.vietnamese.time_phrases import understand_time

_AHEAD = {"hom nay": 0, "mai": 1, "ngay mai": 1, "ngay kia": 2, "ngay mot": 2}
_NUMBERS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_WEEKDAY = re.compile(
    r"(?:thu ?(?P<number>[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat|cn)(?P<week> tuan nay| tuan sau| tuan toi)?"
)
_YEAR = timedelta(days=364)
# Written with its year, a day may lie further ahead: calendars are announced a year before they begin.
_FAR = timedelta(days=3 * 365)


def understand_coming_day(text: str, now: datetime) -> date | None:
    """The day meant, today or later, in the zone of ``now`` (aware); None when it is none or lies in the past.

    A day without its year is the next one of that name.
    """
    today, said = now.date(), fold(text)
    if said in _AHEAD:
        return today + timedelta(days=_AHEAD[said])
    weekday = _WEEKDAY.fullmatch(said)
    day = _weekday(weekday, today) if weekday else _dated(text, now)
    return day if day is not None and day >= today else None


def _weekday(said: re.Match[str], today: date) -> date:
    number = said["number"]
    index = 6 if number is None else _NUMBERS[number] if number in _NUMBERS else int(number) - 2
    monday = today - timedelta(days=today.weekday())
    if said["week"]:
        return monday + timedelta(days=index + (0 if said["week"] == " tuan nay" else 7))
    return today + timedelta(days=(index - today.weekday()) % 7)


def _dated(text: str, now: datetime) -> date | None:
    """A date of the calendar; ``understand_time`` looks back, so it is asked a year from now."""
    guesses = (understand_time(text, now + ahead) for ahead in (_YEAR, _FAR))
    return next((guess.start.date() for guess in guesses if guess and re.search(r"\d", text)), None)
