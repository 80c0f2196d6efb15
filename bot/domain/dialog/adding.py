"""Adding to a tip that was sent, or answering a question about it: until "Xong", or an hour of silence."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.content import AnswerPart, EvidenceRef, Place, StoryPart, TipContent
from bot.domain.dialog.outcome import Add, Step
from bot.domain.dialog.understanding import is_danger_now
from bot.domain.draft import SentTip, Talk
from bot.domain.events import Event, Rewrote, SentMedia, SharedContact, SharedLocation, Wrote
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.asking import answer_thanked, answering, put_off
from bot.domain.screens.safety import danger_numbers
from bot.domain.screens.tips import added, adding, addition_thanked
from bot.domain.ward_facts import WardFacts

_SILENCE = timedelta(hours=1)
# Somebody who has to look something up, or to wait until nobody else is in the room.
_TO_ANSWER = timedelta(hours=24)


def start_adding(talk: Talk, tip: SentTip, at: datetime) -> Step:
    """ "Gửi thêm" was pressed at a sent tip: what comes next goes to it, until "Xong". ``at`` is UTC."""
    return Step(keep_adding(talk, tip, at), (adding(tip.code),))


def start_answering(talk: Talk, tip: SentTip, at: datetime, *, closed: bool) -> Step:
    """ "Trả lời" was pressed below a question: what comes next is the answer, until "Xong". ``at`` is UTC."""
    if talk.adding_to == tip and is_adding(talk, at):
        return Step(talk, alert=Alert(phrase("alert-answer-below")))
    return Step(expect_answer(talk, tip, at), (answering(tip.code, closed=closed),))


def expect_answer(talk: Talk, tip: SentTip, at: datetime) -> Talk:
    """The talk with everything that comes within a day going to the answer of ``tip.question``."""
    return replace(talk, adding_to=tip, adding_until=at + _TO_ANSWER)


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
    tip = talk.adding_to
    content = addition(event, tip.question) if tip is not None else None
    if tip is None or content is None:
        return None
    thanks = () if _repeats(talk, event) else (thanked(tip),)
    alarm = (danger_numbers(ward),) if is_danger_now(content.all_told) else ()
    after = keep_adding(talk, tip, event.at)
    if isinstance(event, SentMedia):
        after = replace(after, album=event.album)
    return Step(after, (*alarm, *thanks), effect=Add(tip, content))


def thanked(tip: SentTip) -> Screen:
    """What is said to something that went to a sent tip."""
    return addition_thanked(tip.code) if tip.question is None else answer_thanked(tip.code)


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


def leave_adding(talk: Talk, code: str) -> Step:
    """ "Để sau" was pressed: the question stays open, and what comes next is a new matter again."""
    return Step(stop_adding(talk), redraw=put_off(code))


def addition(event: Event, question: int | None = None) -> TipContent | None:
    """What one message adds to a tip, or to the answer to a question about it."""
    return _addition(event) if question is None else _answer(event, question)


def as_answer(content: TipContent, question: int, at: datetime) -> TipContent:
    """What was told of a matter up to ``at`` (UTC), taken for the answer to a question."""
    told = [AnswerPart(question, part.message_id, part.text, part.at) for part in content.story]
    known = {part.message_id for part in told}
    told += [AnswerPart(question, f.message_id, "", at) for f in content.evidence if f.message_id not in known]
    place = content.place
    if place is not None and place.latitude is not None and place.longitude is not None:
        told.append(AnswerPart(question, 0, "", at, position=(place.latitude, place.longitude)))
    return TipContent(answers=tuple(told), evidence=content.evidence)


def _answer(event: Event, question: int) -> TipContent | None:
    match event:
        case Wrote(text, message_id, at) | Rewrote(text, message_id, at):
            return TipContent(answers=(AnswerPart(question, message_id, text, at),))
        case SentMedia():
            ref = EvidenceRef(event.evidence_id, event.kind, event.message_id)
            part = AnswerPart(question, event.message_id, event.caption, event.at)
            return TipContent(answers=(part,), evidence=(ref,))
        case SharedLocation(latitude, longitude, at):
            return TipContent(answers=(AnswerPart(question, 0, "", at, position=(latitude, longitude)),))
        case SharedContact(phone, own=True, at=at):
            return TipContent(answers=(AnswerPart(question, 0, "", at, contact=True),), phone=phone)
        case SharedContact(phone, message_id=message_id, at=at):
            return TipContent(answers=(AnswerPart(question, message_id, phone, at),))
    return None


def _addition(event: Event) -> TipContent | None:
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
