"""What happens to a draft that is left alone. The service looks when ``next_timers`` says so."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.dialog.outcome import Drop, Step, Submit, Timers
from bot.domain.draft import Draft, Talk
from bot.domain.questions.fast import has_message
from bot.domain.questions.questionnaire import next_question
from bot.domain.screens.notes import expired, handed_over, nudged
from bot.domain.tip import Urgency
from bot.domain.ward_facts import WardFacts

NUDGE_AFTER = timedelta(minutes=10)
HAND_OVER_AFTER = timedelta(minutes=3)
EXPIRE_AFTER = timedelta(hours=72)
# What is written long after a tip was sent is hardly an answer to its questions.
CLOSE_SENT_AFTER = timedelta(hours=1)


def next_timers(talk: Talk) -> Timers:
    """When this talk is to be looked at again if nothing comes, UTC."""
    draft = talk.draft
    if draft is None:
        return Timers()
    return Timers(
        nudge_at=None if draft.nudged or draft.sent_at else draft.touched_at + NUDGE_AFTER,
        hand_over_at=_hand_over_at(draft),
        expire_at=draft.touched_at + (CLOSE_SENT_AFTER if draft.sent_at else EXPIRE_AFTER),
    )


def _hand_over_at(draft: Draft) -> datetime | None:
    if draft.sent_at or draft.content.is_empty:
        return None
    # In danger it counts from the first word of it: somebody who keeps on writing must not wait for ever.
    if draft.danger_at:
        return draft.danger_at + HAND_OVER_AFTER
    urgent = draft.content.urgency is Urgency.URGENT or (draft.fast and has_message(draft))
    return draft.touched_at + HAND_OVER_AFTER if urgent else None


def nudge(talk: Talk, ward: WardFacts) -> Step:
    """A draft was left alone for ten minutes: one reminder."""
    draft = talk.draft
    if draft is None or draft.nudged or draft.sent_at:
        return Step(talk)
    return Step(replace(talk, draft=replace(draft, nudged=True)), (nudged(draft.id, ward),))


def hand_over(talk: Talk, ward: WardFacts, at: datetime) -> Step:
    """An urgent draft was not sent for three minutes: the duty desk gets it, marked as not confirmed.

    ``at`` is now, UTC. The questions go on, and each answer makes a new version.
    """
    draft = talk.draft
    if draft is None or _hand_over_at(draft) is None:
        return Step(talk)
    sent = replace(draft, sent_at=at, unconfirmed=True)
    sent = replace(sent, asking=next_question(sent), page=0)
    return Step(
        replace(talk, draft=sent, sent_draft=draft.id),
        (handed_over(draft.id, ward),),
        effect=Submit(draft.id, draft.content, confirmed=False),
    )


def expire(talk: Talk, ward: WardFacts) -> Step:
    """A draft was left alone for 72 hours: it goes. One that became a tip only closes, without a word."""
    draft = talk.draft
    if draft is None:
        return Step(talk)
    closed = replace(talk, draft=None)
    if draft.sent_at:
        return Step(closed)
    return Step(closed, (expired(ward),), effect=Drop(draft.id, draft.content))
