"""Which messages answered a question that stands apart from the story: remembered for as long as they may change."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.draft import Aside, Draft, Question, Talk
from bot.domain.events import Wrote

# Telegram lets a message be edited for 48 hours; an edit may wait a while for a bot that was down.
_REMEMBERED = timedelta(hours=72)


def set_aside(talk: Talk, draft: Draft, question: Question, said: Wrote) -> Talk:
    """The talk that knows this message for an answer to ``question``, also after the draft is closed."""
    known = (a for a in talk.asides if a.message_id != said.message_id and said.at - a.at < _REMEMBERED)
    return replace(talk, asides=(*known, Aside(said.message_id, question, draft.id, said.at)))


def aside_of(talk: Talk, message_id: int) -> Aside | None:
    """What this message answered, if its words stand apart from the story."""
    return next((aside for aside in talk.asides if aside.message_id == message_id), None)
