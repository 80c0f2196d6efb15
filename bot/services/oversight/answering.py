"""The command says why a limit was broken: whoever asked is told, and later figures show it."""

from bot.domain.delivery import Kind
from bot.domain.forms.form import Sheet
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, phrase
from bot.domain.screens.oversight import answered_why
from bot.services.speak import tell
from storage.breach_questions import BreachQuestionView
from storage.unit_of_work import UnitOfWork


def explain(uow: UnitOfWork, member: Member, sheet: Sheet) -> str:
    """The form is confirmed: whoever asked is told. Returns the tip's code. Raises Refused."""
    assert sheet.subject_id is not None, "a question is answered"
    question, reason = require_open(uow, sheet.subject_id), sheet.answers["why"]
    if not uow.breach_questions.answer(question.id, member.id, reason):
        require_open(uow, question.id)
    detail = f"question {question.id} {question.clock}"
    uow.journal.note("breach explained", tip_id=question.tip_id, person_id=member.id, detail=detail)
    asker = uow.people.member_by_id(question.asked_by)
    if asker is not None:
        tell(uow, asker.account_key, answered_why(question.code, question.clock, reason), Kind.NOTICE)
    return question.code


def require_open(uow: UnitOfWork, question_id: int) -> BreachQuestionView:
    """The question, if it is still to be answered. Raises Refused."""
    question = uow.breach_questions.get(question_id)
    if question is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    if question.answered_at is not None:
        raise Refused(Alert(phrase("refused-answered-why", code=question.code), loud=True))
    return question
