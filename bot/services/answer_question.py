"""The reporter's ways to answer: the buttons below a question, and Telegram's own "reply" to it."""

from datetime import datetime

from bot.domain.dialog import expect_answer, is_full, start_answering
from bot.domain.events import Pressed
from bot.domain.inquiry import Reply
from bot.domain.people import Refused
from bot.domain.screen import Alert, phrase
from bot.domain.tip import Status
from bot.services.continue_talk import apply_step, next_look
from bot.services.expect_answer import about
from bot.services.speak import PressRef, answer
from bot.services.take_answer import leave_unanswered
from storage.questions import QuestionView
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

ANSWER_VERBS = frozenset({"answer", Reply.UNKNOWN.value, Reply.DECLINED.value})


def answer_pressed(uow: UnitOfWork, account_key: str, tip: TipView, pressed: Pressed, press: PressRef) -> None:
    """A button below a question about one's own tip. Raises Refused when there is no such question."""
    question = _question(uow, tip, pressed.choice)
    if pressed.verb == "answer" and is_full(tip.content):
        raise Refused(Alert(phrase("alert-tip-full"), loud=True))
    if pressed.verb == "answer":
        stored = uow.talks.load(account_key)
        step = start_answering(stored.talk, about(uow, question), uow.now, closed=tip.status is Status.CLOSED)
        apply_step(uow, stored, step, uow.now, press)
        return
    first = leave_unanswered(uow, account_key, tip.id, question.id, Reply(pressed.verb))
    answer(uow, press, Alert(phrase("answer-noted" if first else "answer-known")))


def reply_to_question(uow: UnitOfWork, account_key: str, message_id: int, at: datetime) -> None:
    """Somebody replies to one of the bot's messages: to a question, that is its answer, at any time."""
    question = uow.questions.of_message(account_key, message_id)
    if question is not None:
        stored = uow.talks.load(account_key)
        talk = expect_answer(stored.talk, about(uow, question), at)
        uow.talks.save(account_key, talk, stored.question_row, next_look(talk))


def _question(uow: UnitOfWork, tip: TipView, choice: str) -> QuestionView:
    asked = uow.for_tip(tip.id).questions.of_tip(tip.id)
    found = next((each for each in asked if str(each.id) == choice), None)
    if found is None:
        raise Refused(Alert(phrase("alert-stale"), loud=True))
    return found
