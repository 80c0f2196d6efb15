"""A report as long as a small book goes to the duty desk as it stands, and what follows begins another one.

Every message of a report costs as much as all that was told before it; nothing is refused, and nothing grows for ever.
"""

from dataclasses import replace

from bot.domain.content import TipContent
from bot.domain.dialog.outcome import Step, Submit
from bot.domain.dialog.showing import alarm
from bot.domain.draft import Talk
from bot.domain.screens.notes import filled_up
from bot.domain.ward_facts import WardFacts

MOST_TOLD = 100_000  # characters: twenty-five messages as long as Telegram takes them


def is_full(content: TipContent) -> bool:
    """Whether a tip has room for no more words."""
    return len(content.all_told) > MOST_TOLD


def close_when_full(before: Talk, outcome: Step, ward: WardFacts) -> Step:
    """The outcome of a step, unless the draft is full now: then it is sent, unconfirmed if it was not sent before."""
    draft = outcome.talk.draft
    if draft is None or not is_full(draft.content):
        return outcome
    closed = replace(outcome.talk, draft=None, sent_draft=draft.id)
    effect = outcome.effect if draft.sent_at else Submit(draft.id, draft.content, confirmed=False)
    return Step(closed, (*alarm(before.draft, draft, ward), filled_up()), effect=effect)
