"""Why so late? Oversight asks about a broken limit; the command answers in private, and the answer stays with it."""

import secrets
from datetime import timedelta

from bot.domain.authority import Deed, Where, require
from bot.domain.clocks import ClockKey
from bot.domain.codes import read_code
from bot.domain.delivery import Kind
from bot.domain.forms.form import Sheet
from bot.domain.people import Member, Refused
from bot.domain.reports import Breach
from bot.domain.screen import Alert, phrase
from bot.domain.screens.oversight import asked_why, broken_limits
from bot.services.casework.desk import open_apart
from bot.services.oversight.answering import require_open
from bot.services.reports.ordering import new_sheet
from bot.services.reports.sending import command
from bot.services.speak import PressRef, answer, raise_alarm, tell
from storage.breach_questions import BreachQuestionView
from storage.unit_of_work import UnitOfWork

BATCH, AGAIN = 50, timedelta(days=1)


def show_figures(uow: UnitOfWork, member: Member | None, where: Where, argument: str) -> None:
    """Answer /so_lieu: which period, or the broken limits of one tip. Raises NotOnTheList, NotYourRole, NotHere."""
    reader = require(member, Deed.FIGURES, where)
    code = read_code(argument) if argument else None
    if code is None:
        open_apart(uow, reader, new_sheet(uow, Deed.FIGURES, argument))
    else:
        tell(uow, reader.account_key, broken_limits(code, uow.clock_figures.broken(code, uow.now), uow.now))


def ask_why(uow: UnitOfWork, member: Member | None, where: Where, code: str, clock: str, press: PressRef) -> None:
    """ "Vì sao chậm?": the command is asked, once a limit. Raises as show_figures, and Refused."""
    asker = require(member, Deed.FIGURES, where)
    breach = next((b for b in uow.clock_figures.broken(code, uow.now) if b.clock == clock), None)
    tip_id = uow.tips.find(code) if breach is not None else None
    if breach is None or tip_id is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    question_id = uow.breach_questions.ask(tip_id, breach.clock, asker.id, uow.now + AGAIN)
    if question_id is None:
        raise Refused(Alert(phrase("refused-asked-why", code=code), loud=True))
    uow.journal.note("breach asked", tip_id=tip_id, person_id=asker.id, detail=f"question {question_id} {breach.clock}")
    answer(uow, press, Alert(phrase("oversight-sent", code=code), loud=True))
    _tell_command(uow, question_id, breach, again=False)


def open_reason(uow: UnitOfWork, member: Member | None, where: Where, question_id: int, press: PressRef) -> None:
    """ "Trả lời": the form. Raises NotOnTheList, NotYourRole, NotHere, Refused."""
    officer = require(member, Deed.EXPLAIN, where)
    require_open(uow, question_id)
    answer(uow, press, Alert(phrase("form-in-private")))
    open_apart(uow, officer, Sheet(secrets.token_hex(4), Deed.EXPLAIN, subject_id=question_id))


def remind_of_questions(uow: UnitOfWork) -> int:
    """The command hears every day of what it has not answered. Returns how many questions that were."""
    due = uow.breach_questions.due(BATCH)
    for question in due:
        _remind(uow.for_ward(question.ward_id), question)
    return len(due)


def _remind(uow: UnitOfWork, question: BreachQuestionView) -> None:
    if not uow.breach_questions.plan(question, uow.now + AGAIN):
        return
    breach = _breach(uow, question)
    if breach is not None:
        _tell_command(uow, question.id, breach, again=True)


def _breach(uow: UnitOfWork, question: BreachQuestionView) -> Breach | None:
    """The limit as it stands now; None when a longer limit was granted meanwhile."""
    broken = uow.clock_figures.broken(question.code, uow.now)
    return next((b for b in broken if b.clock is ClockKey(question.clock)), None)


def _tell_command(uow: UnitOfWork, question_id: int, breach: Breach, *, again: bool) -> None:
    screen = asked_why(question_id, breach, uow.now, uow.settings.timezone, again=again)
    people = command(uow)
    for member in people:
        tell(uow, member.account_key, screen, Kind.NOTICE)
    if not people:
        raise_alarm(uow, phrase("alarm-nobody-to-answer"))
