"""/lich: which days of the coming year are not worked, and which days of a weekend are."""

import secrets
from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.authority import Deed, Where, require
from bot.domain.calendar import SetDay, WorkingCalendar, holidays_of, is_weekend
from bot.domain.forms.form import Sheet
from bot.domain.people import Member
from bot.domain.screens.calendar import DayLine, calendar
from bot.services.casework.desk import open_apart
from bot.services.speak import PressRef, answer, tell
from storage.unit_of_work import UnitOfWork

AHEAD_DAYS = 366


def show_calendar(uow: UnitOfWork, member: Member | None) -> None:
    """Answer /lich. Raises NotOnTheList, NotYourRole."""
    reader = require(member, Deed.CALENDAR, Where.PRIVATE)
    today = uow.now.astimezone(uow.settings.timezone).date()
    here = {edit.day: edit for edit in uow.calendar_days.from_day(today)}
    lines = list(_unusual(uow.clocks.calendar(), here, today))
    worked = [line for line in lines if is_weekend(line.day)]
    off = [line for line in lines if not is_weekend(line.day)]
    tell(uow, reader.account_key, calendar(uow.ward.profile.name, off, worked))


def open_calendar_form(uow: UnitOfWork, member: Member | None, press: PressRef) -> None:
    """The form in which a day is set. Raises NotOnTheList, NotYourRole."""
    keeper = require(member, Deed.CALENDAR, Where.PRIVATE)
    answer(uow, press)
    open_apart(uow, keeper, Sheet(secrets.token_hex(4), Deed.CALENDAR, subject_id=0))


def _unusual(works: WorkingCalendar, here: dict[date, SetDay], today: date) -> Iterator[DayLine]:
    """Working days that are off and days of a weekend that are worked, and what this ward has set besides."""
    for day in (today + timedelta(days=n) for n in range(AHEAD_DAYS)):
        if works.works(day) is is_weekend(day):
            edit = here.get(day)
            name = edit.reason if edit else holidays_of(day.year).get(day, "")
            yield DayLine(day, name, set_here=edit is not None)
