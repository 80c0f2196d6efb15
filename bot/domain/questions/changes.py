"""Small changes of a draft, named."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.content import StoryPart, When
from bot.domain.draft import Draft, Question
from bot.domain.tip import Urgency


def tell(draft: Draft, **content: Any) -> Draft:
    """The draft with these fields of its content changed."""
    return replace(draft, content=replace(draft.content, **content))


def settle(draft: Draft, *questions: Question) -> Draft:
    """The draft with these questions answered, most recent last."""
    kept = tuple(q for q in draft.answered if q not in questions)
    return replace(draft, answered=kept + questions)


def unsettle(draft: Draft, question: Question) -> Draft:
    """The draft with a question open again."""
    return replace(draft, answered=tuple(q for q in draft.answered if q is not question))


def narrate(draft: Draft, text: str, message_id: int, at: datetime) -> Draft:
    """The draft with one more message in its story; an edited message takes its old place."""
    part = StoryPart(message_id, text, at)
    if any(old.message_id == message_id for old in draft.content.story):
        return tell(draft, story=tuple(part if old.message_id == message_id else old for old in draft.content.story))
    return tell(draft, story=(*draft.content.story, part))


def in_danger(draft: Draft) -> Draft:
    """Happening now: nothing more is asked about how urgent it is or when it was."""
    told = tell(draft, urgency=Urgency.DANGER, when=draft.content.when or just_now(draft.touched_at))
    told = settle(told, Question.SAFETY, Question.URGENCY, Question.WHEN)
    return replace(told, danger_at=draft.danger_at or draft.touched_at, door=None)


def just_happened(draft: Draft) -> Draft:
    """It happened a moment ago: the time need not be asked."""
    told = tell(draft, urgency=Urgency.URGENT, when=just_now(draft.touched_at))
    return replace(settle(told, Question.WHEN), danger_at=None)


def some_time_ago(draft: Draft) -> Draft:
    """It is over: a time that was only assumed is asked."""
    assumed = draft.content.when is not None and draft.content.when.just_now
    told = tell(draft, urgency=Urgency.NORMAL, when=None if assumed else draft.content.when)
    return replace(unsettle(told, Question.WHEN) if assumed else told, danger_at=None)


def just_now(at: datetime) -> When:
    """ "Vừa xảy ra", said at this moment."""
    return When(at, at, just_now=True)
