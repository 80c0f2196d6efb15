"""Words that come when a question of the ward is open and nothing else is going on: most probably the answer."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.dialog import expect_answer as expecting
from bot.domain.dialog import is_adding
from bot.domain.draft import SentTip
from bot.domain.events import Event, SentMedia, SharedContact, SharedLocation, Wrote
from bot.domain.questions.words import is_greeting
from storage.questions import QuestionView
from storage.talks import StoredTalk
from storage.unit_of_work import UnitOfWork

# Later, people hardly remember that they were asked; the question stays in "Tin đã gửi".
_FRESH = timedelta(days=3)


def expect_answer(uow: UnitOfWork, stored: StoredTalk, event: Event) -> StoredTalk:
    """The talk as it takes this event: the first words after a question are its answer.

    Somebody who has talked to the bot about other things since then is asked whether they are.
    """
    talk = stored.talk
    if talk.draft is not None or is_adding(talk, event.at) or not _may_answer(event):
        return stored
    question = uow.questions.waiting_for(stored.account_key, event.at - _FRESH)
    if question is None or question.sent_at is None:
        return stored
    if stored.went_on_at is None or stored.went_on_at <= question.sent_at:
        return replace(stored, talk=expecting(talk, about(uow, question), event.at))
    if talk.last_tip is None or talk.last_tip.at <= question.sent_at:
        return replace(stored, talk=replace(talk, last_tip=replace(about(uow, question), at=event.at)))
    return stored


def about(uow: UnitOfWork, question: QuestionView) -> SentTip:
    """The tip of a question, as the talk knows it while that is being answered."""
    tip = uow.for_tip(question.tip_id).tips.view(question.tip_id)
    return SentTip(tip.id, tip.code, tip.received_at, question.id)


def _may_answer(event: Event) -> bool:
    if isinstance(event, Wrote):
        return not is_greeting(event.text)
    return isinstance(event, SentMedia | SharedLocation | SharedContact)
