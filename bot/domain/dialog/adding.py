"""Adding to a tip that was sent: until "Xong", or an hour of silence, everything goes there."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.content import EvidenceRef, Place, StoryPart, TipContent
from bot.domain.dialog.outcome import Add, Step
from bot.domain.dialog.understanding import is_danger_now
from bot.domain.draft import SentTip, Talk
from bot.domain.events import Event, Rewrote, SentMedia, SharedContact, SharedLocation, Wrote
from bot.domain.screen import Alert, phrase
from bot.domain.screens.safety import danger_numbers
from bot.domain.screens.tips import added, adding, addition_thanked
from bot.domain.ward_facts import WardFacts

_SILENCE = timedelta(hours=1)


def start_adding(talk: Talk, tip: SentTip, at: datetime) -> Step:
    """ "Gửi thêm" was pressed at a sent tip: what comes next goes to it, until "Xong". ``at`` is UTC."""
    return Step(keep_adding(talk, tip, at), (adding(tip.code),))


def keep_adding(talk: Talk, tip: SentTip, at: datetime) -> Talk:
    """The talk with everything that comes within the hour going to this tip."""
    return replace(talk, adding_to=tip, adding_until=at + _SILENCE)


def stop_adding(talk: Talk) -> Talk:
    """The talk with nothing going to a sent tip any more."""
    return replace(talk, adding_to=None, adding_until=None)


def is_adding(talk: Talk, at: datetime) -> bool:
    """Whether what comes now belongs to a sent tip."""
    return talk.adding_to is not None and talk.adding_until is not None and at < talk.adding_until


def add(talk: Talk, event: Event, ward: WardFacts) -> Step | None:
    """Hand what came to the tip; None when it is nothing a tip can hold."""
    tip, content = talk.adding_to, addition(event)
    if tip is None or content is None:
        return None
    thanks = () if _repeats(talk, event) else (addition_thanked(tip.code),)
    alarm = (danger_numbers(ward),) if is_danger_now(content.told) else ()
    after = keep_adding(talk, tip, event.at)
    if isinstance(event, SentMedia):
        after = replace(after, album=event.album)
    return Step(after, (*alarm, *thanks), effect=Add(tip, content))


def _repeats(talk: Talk, event: Event) -> bool:
    """Whether this is one more file of an album that was thanked for."""
    if not isinstance(event, SentMedia) or event.album is None:
        return False
    return event.album == talk.album and not event.caption


def finish_adding(talk: Talk) -> Step:
    """ "Xong" was pressed; what comes next is a new matter again."""
    if talk.adding_to is None:
        return Step(talk, alert=Alert(phrase("alert-stale"), loud=True))
    return Step(stop_adding(talk), redraw=added(talk.adding_to.code))


def addition(event: Event) -> TipContent | None:
    """What one message adds to a tip."""
    match event:
        case Wrote(text, message_id, at) | Rewrote(text, message_id, at):
            return TipContent(story=(StoryPart(message_id, text, at),))
        case SentMedia():
            told = (StoryPart(event.message_id, event.caption, event.at),) if event.caption else ()
            return TipContent(story=told, evidence=(EvidenceRef(event.evidence_id, event.kind, event.message_id),))
        case SharedLocation(latitude, longitude):
            return TipContent(place=Place(latitude=latitude, longitude=longitude))
        case SharedContact(phone, own=False, message_id=message_id, at=at):
            return TipContent(story=(StoryPart(message_id, phone, at),))
    return None
