"""A day is set, or that is taken back: every open clock of the ward is planned anew, and people hear of it."""

from datetime import date

from bot.domain.calendar import SetDay, WorkingCalendar
from bot.domain.delivery import Kind
from bot.domain.forms.calendar import BACK, WORKED
from bot.domain.forms.form import Answers, Option, Sheet
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Phrase, phrase
from bot.domain.screens.calendar import changed, day_set, day_unset, outlook
from bot.services.calendar.replanning import moved_by, replan_ward
from bot.services.speak import tell, tell_group
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

LONGEST_REASON = 200


def edit_calendar(uow: UnitOfWork, member: Member, sheet: Sheet) -> str:
    """The form is confirmed. Returns the day. Raises Refused when there is nothing to take back any more."""
    day = _day_of(sheet.answers)
    if sheet.answers["do"] == BACK:
        if not uow.calendar_days.take_back(day):
            raise Refused(Alert(phrase("refused-stale"), loud=True))
        what, did = day_unset(day), "taken back"
    else:
        edit = _edit_of(sheet.answers)
        uow.calendar_days.put(edit, member.id)
        what, did = day_set(edit), "worked" if edit.working else "off"
    moved = replan_ward(uow)
    uow.journal.note("calendar", person_id=member.id, detail=f"{day.isoformat()} {did}, {len(moved)} clocks moved")
    codes = list(dict.fromkeys(uow.tips.code(view.tip_id) for view in moved))
    news = changed(what, len(moved), codes)
    tell(uow, member.account_key, news, Kind.NOTICE)
    tell_group(uow, news, Kind.NOTICE)
    return f"{day:%d/%m/%Y}"


def calendar_choices(uow: UnitOfWork, _member: Member, _tip: TipView | None) -> dict[str, tuple[Option, ...]]:
    """What was set and can be taken back."""
    today = uow.now.astimezone(uow.settings.timezone).date()
    return {"edit": tuple(Option(edit.day.isoformat(), day_set(edit)) for edit in uow.calendar_days.from_day(today))}


def calendar_outlook(uow: UnitOfWork, sheet: Sheet) -> tuple[Phrase, ...]:
    """What the edit will do, once its day is known."""
    if not {"day", "edit"} & set(sheet.answers):
        return ()
    before, after, day = uow.clocks.calendar(), _after(uow, sheet.answers), _day_of(sheet.answers)
    works = before.works(day)
    return outlook(works=works, changes=works is not after.works(day), moved=len(moved_by(uow, after)))


def _day_of(answers: Answers) -> date:
    return date.fromisoformat(answers["edit" if answers["do"] == BACK else "day"])


def _edit_of(answers: Answers) -> SetDay:
    return SetDay(_day_of(answers), answers["do"] == WORKED, answers.get("reason", "")[:LONGEST_REASON])


def _after(uow: UnitOfWork, answers: Answers) -> WorkingCalendar:
    """The calendar as it would be."""
    day, calendar = _day_of(answers), uow.clocks.calendar()
    off, worked = calendar.off - {day}, calendar.worked - {day}
    if answers["do"] != BACK:
        off, worked = (off, worked | {day}) if answers["do"] == WORKED else (off | {day}, worked)
    return WorkingCalendar(calendar.zone, off, worked)
