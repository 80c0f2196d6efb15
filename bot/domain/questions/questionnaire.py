"""The questionnaire: every question in the order of asking. Each is defined in a module beside this one."""

from collections.abc import Mapping

from bot.domain.draft import Draft, Question
from bot.domain.questions import category, circumstances, fast, identity, place, review, story, time, witness
from bot.domain.questions.ask import Ask

QUESTIONNAIRE: tuple[Ask, ...] = (
    circumstances.SAFETY,
    fast.DETAILS,
    fast.INFORMANT,
    fast.MESSAGE,
    circumstances.ADDRESSEE,
    circumstances.DOOR,
    circumstances.URGENCY,
    category.CATEGORY,
    place.PLACE,
    time.WHEN,
    story.STORY,
    story.EVIDENCE,
    witness.SOURCE,
    witness.OTHERS,
    identity.IDENTITY,
    identity.REASON,
    identity.PHONE,
    identity.GUARDIAN,
    review.REVIEW,
)
ASK: Mapping[Question, Ask] = {ask.question: ask for ask in QUESTIONNAIRE}

# In danger only this much is asked before sending; the rest comes afterwards.
_SHORT = frozenset({Question.CATEGORY, Question.PLACE, Question.REVIEW})
# In the fast lane not even that: what it is about is said with "Gửi", the place is proposed.
_FAST = frozenset({Question.MESSAGE, Question.REVIEW})
_ONLY_BEFORE_SENDING = frozenset({Question.ADDRESSEE, Question.DOOR, Question.MESSAGE})
# What a reporter in a hurry may leave out: the law lists it, but obliges nobody to know it (TT 28/2020 Điều 5.3).
LEAVABLE = (
    Question.EVIDENCE,
    Question.SOURCE,
    Question.OTHERS,
    Question.IDENTITY,
    Question.REASON,
    Question.PHONE,
    Question.GUARDIAN,
)


def next_question(draft: Draft) -> Question | None:
    """The first question of this report that is still open; None when nothing is left to ask."""
    return next((ask.question for ask in QUESTIONNAIRE if _is_open(ask, draft)), None)


def leavable(draft: Draft) -> tuple[Question, ...]:
    """The open questions of this report that may be left out."""
    return tuple(question for question in LEAVABLE if _is_open(ASK[question], draft))


def _is_open(ask: Ask, draft: Draft) -> bool:
    return ask.question not in draft.answered and _is_on_the_way(ask.question, draft) and ask.needed(draft)


def _may_answer(draft: Draft) -> bool:
    """Whether this may be the answer to a question of the ward: the fast lane too stops for that."""
    return draft.may_belong_to is not None and draft.may_belong_to.question is not None


def _is_on_the_way(question: Question, draft: Draft) -> bool:
    if draft.sent_at and question is Question.REVIEW:
        return draft.unconfirmed
    if draft.sent_at:
        return question not in _ONLY_BEFORE_SENDING
    if draft.fast:
        return question in _FAST or (question is Question.ADDRESSEE and _may_answer(draft))
    return draft.danger_at is None or question in _SHORT
