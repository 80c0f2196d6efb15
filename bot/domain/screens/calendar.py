"""The ward's working calendar, as those who keep it see it, and what a change of it moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import SetDay, is_weekend
from bot.domain.screen import Area, Button, Phrase, Screen, phrase
from bot.domain.screens.times import day_of_week

MOST_DAYS, MOST_CODES = 24, 10


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day that is not worked, or a day of the weekend that is; ``name`` is the holiday's or the admin's reason."""

    day: date
    name: str
    set_here: bool


def calendar(ward: str, off: Sequence[DayLine], worked: Sequence[DayLine]) -> Screen:
    """The answer to /lich."""
    edit = Button(phrase("calendar-edit"), Area.ADMIN, "calendar")
    lines = (
        phrase("calendar-head", ward=ward),
        phrase("calendar-off"),
        *_days(off),
        phrase("calendar-worked"),
        *_days(worked),
        phrase("calendar-basis"),
    )
    return Screen(lines, ((edit,),))


def _days(days: Sequence[DayLine]) -> tuple[Phrase, ...]:
    shown = tuple(_line(day) for day in days[:MOST_DAYS])
    more = (phrase("calendar-more", count=len(days) - MOST_DAYS),) if len(days) > MOST_DAYS else ()
    return (*shown, *more) if days else (phrase("calendar-none"),)


def _line(line: DayLine) -> Phrase:
    name: Phrase | str = line.name or phrase("calendar-extra-worked" if is_weekend(line.day) else "calendar-extra-off")
    return phrase("calendar-day-here" if line.set_here else "calendar-day", day=day_of_week(line.day), name=name)


def day_set(edit: SetDay) -> Phrase:
    """One edit in words, for the list of what may be taken back."""
    return phrase("calendar-set-worked" if edit.working else "calendar-set-off", day=day_of_week(edit.day))


def day_unset(day: date) -> Phrase:
    """That a day is again as the law's calendar has it."""
    return phrase("calendar-unset", day=day_of_week(day))


def outlook(*, works: bool, changes: bool, moved: int) -> tuple[Phrase, ...]:
    """What an edit will do: how the day stands now, and how many limits it moves."""
    now = phrase("calendar-now-worked" if works else "calendar-now-off")
    if not changes:
        return now, phrase("calendar-no-change")
    return now, phrase("calendar-will-move", count=moved)


def changed(what: Phrase, count: int, codes: Sequence[str]) -> Screen:
    """Tells the duty group and whoever did it that the calendar is another one now, and whose limits moved."""
    if not codes:
        return Screen((phrase("calendar-changed", what=what), phrase("calendar-moved-none")))
    listed = ", ".join(codes[:MOST_CODES])
    more = (phrase("calendar-more", count=len(codes) - MOST_CODES),) if len(codes) > MOST_CODES else ()
    moved = phrase("calendar-moved", count=count, codes=listed)
    return Screen((phrase("calendar-changed", what=what), moved, *more))
