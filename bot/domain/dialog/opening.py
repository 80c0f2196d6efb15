"""Beginning a report: by button, or with the first words or files themselves."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.dialog.adding import stop_adding
from bot.domain.dialog.course import proceed
from bot.domain.dialog.outcome import Step
from bot.domain.dialog.understanding import filled, find_door, understand
from bot.domain.draft import Draft, SentTip, Talk
from bot.domain.events import Wrote
from bot.domain.questions.changes import narrate
from bot.domain.screen import Phrase, phrase
from bot.domain.ward_facts import WardFacts

_MAY_BELONG = timedelta(hours=24)


def new_draft(at: datetime, ward: WardFacts) -> Draft:
    """An empty draft."""
    return Draft(ward.fresh_id, at, at)


def begin(talk: Talk, at: datetime, ward: WardFacts) -> Step:
    """ "Báo tin" was pressed: the first question."""
    return proceed(replace(stop_adding(talk), draft=None), new_draft(at, ward), ward)


def begin_with(talk: Talk, draft: Draft, wrote: Wrote | None, ward: WardFacts) -> Step:
    """Open with a draft that may hold a file or a position already, and with words if there are any."""
    draft = replace(draft, may_belong_to=_recent(talk, draft.opened_at))
    told = draft
    if wrote is not None:
        draft = narrate(draft, wrote.text, wrote.message_id, wrote.at)
        told = find_door(understand(draft, wrote, ward), wrote.text)
    echo = () if told.door else filled(draft, told)
    return proceed(replace(stop_adding(talk), draft=None), told, ward, notes=_welcome(told, ward), echo=echo)


def _welcome(draft: Draft, ward: WardFacts) -> tuple[Phrase, ...]:
    if draft.danger_at or draft.door:
        return ()
    return (phrase("report-opened", ward=ward.name, phone=ward.phone),)


def _recent(talk: Talk, at: datetime) -> SentTip | None:
    last = talk.last_tip
    return last if last and at - last.at < _MAY_BELONG else None
