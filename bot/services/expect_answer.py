"""Words that come when a question of the ward is open and nothing else is going on: most probably the answer."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.dialog import expect_answer as expecting
from bot.domain.dialog import is_adding
from bot.domain.draft import SentTip, Talk
from bot.domain.events import Event, SentMedia, SharedContact, SharedLocation, Wrote
from bot.domain.keys import key_in
from bot.domain.questions.words import is_greeting
from storage.questions import QuestionView
from storage.talks import StoredTalk
from storage.unit_of_work import UnitOfWork

# Later, people hardly remember that they were asked; the question stays in "Tin đã gửi".
_FRESH = timedelta(days=3)


def expect_answer(uow: UnitOfWork, stored: StoredTalk, event: Event, *, hurries: bool) -> StoredTalk:
    """The talk as it takes this event: the first words after a question are its answer.

    Somebody who has talked to the bot about other things since then, or ``hurries`` (has the fast lane, where what
    is simply written is a new tip), is asked whether they are.
    """
    if is_adding(stored.talk, event.at) or not _may_answer(event):
        return stored
    question = uow.questions.waiting_for(stored.account_key, event.at - _FRESH) if _is_free(stored.talk) else None
    if question is None or question.sent_at is None:
        return stored
    draft = stored.talk.draft
    talked_since = stored.went_on_at is not None and stored.went_on_at > question.sent_at
    if draft is not None:  # what the bot still asks about a tip that was sent
        same_tip = uow.tips.by_draft(draft.id) == question.tip_id
        return _expecting(uow, stored, question, event) if same_tip and not talked_since else stored
    if talked_since or hurries:
        return _doubting(uow, stored, question, event)
    return _expecting(uow, stored, question, event)


def _is_free(talk: Talk) -> bool:
    """Whether no report is being written."""
    return talk.draft is None or talk.draft.sent_at is not None


def _expecting(uow: UnitOfWork, stored: StoredTalk, question: QuestionView, event: Event) -> StoredTalk:
    return replace(stored, talk=expecting(stored.talk, about(uow, question), event.at))


def _doubting(uow: UnitOfWork, stored: StoredTalk, question: QuestionView, event: Event) -> StoredTalk:
    """The report that begins with this is asked whether it belongs to the question, unless a newer tip is nearer."""
    last = stored.talk.last_tip
    if last is not None and question.sent_at is not None and last.at > question.sent_at:
        return stored
    return replace(stored, talk=replace(stored.talk, last_tip=replace(about(uow, question), at=event.at)))


def about(uow: UnitOfWork, question: QuestionView) -> SentTip:
    """The tip of a question, as the talk knows it while that is being answered."""
    tip = uow.for_tip(question.tip_id).tips.view(question.tip_id)
    return SentTip(tip.id, tip.code, tip.received_at, question.id)


def _may_answer(event: Event) -> bool:
    if isinstance(event, Wrote):
        return not is_greeting(event.text) and key_in(event.text) is None
    return isinstance(event, SentMedia | SharedLocation | SharedContact)
