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
    """An empty draft; of those who must report at once it takes the fast lane."""
    return Draft(ward.fresh_id, at, at, fast=ward.hurries)


def begin(talk: Talk, at: datetime, ward: WardFacts) -> Step:
    """ "Báo tin" was pressed: the first question, and every other one."""
    draft = replace(new_draft(at, ward), fast=False)
    return proceed(replace(stop_adding(talk), draft=None), draft, ward)


def begin_with(talk: Talk, draft: Draft, wrote: Wrote | None, ward: WardFacts) -> Step:
    """Open with a draft that may hold a file or a position already, and with words if there are any."""
    draft = replace(draft, may_belong_to=_recent(talk, draft.opened_at))
    told = draft
    if wrote is not None:
        draft = narrate(draft, wrote.text, wrote.message_id, wrote.at)
        told = understand(draft, wrote, ward)
        told = told if told.fast else find_door(told, wrote.text)
    echo = () if told.door else filled(draft, told)
    return proceed(replace(stop_adding(talk), draft=None), told, ward, notes=_welcome(told, ward), echo=echo)


def _welcome(draft: Draft, ward: WardFacts) -> tuple[Phrase, ...]:
    if draft.danger_at or draft.door or draft.fast:
        return ()
    return (phrase("report-opened", ward=ward.name, phone=ward.phone),)


def _recent(talk: Talk, at: datetime) -> SentTip | None:
    last = talk.last_tip
    return last if last and at - last.at < _MAY_BELONG else None
