"""What comes of a message while a draft is open or none is: text, files, a position, a contact."""

from dataclasses import replace

from bot.domain.content import EvidenceRef, Place
from bot.domain.dialog.course import ask_again, noted, proceed
from bot.domain.dialog.menu import open_menu
from bot.domain.dialog.opening import begin_with, new_draft
from bot.domain.dialog.outcome import Step
from bot.domain.dialog.replying import take_reply
from bot.domain.dialog.showing import question_screen
from bot.domain.dialog.understanding import filled, understand
from bot.domain.draft import Draft, Question, Talk
from bot.domain.events import Rewrote, SentMedia, SentOther, SharedContact, SharedLocation, Wrote
from bot.domain.questions.changes import narrate, settle, tell, unsettle
from bot.domain.questions.place import is_outside
from bot.domain.questions.questionnaire import ASK, next_question
from bot.domain.questions.story import GOING_ON
from bot.domain.questions.words import is_greeting
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.notes import ask_to_drop, kept, unreadable
from bot.domain.tip import IdentityMode
from bot.domain.vietnamese import Answer, yes_no_unknown
from bot.domain.ward_facts import WardFacts

# What comes in the fast lane while one of these is open shows at once.
_WITH_CARD = frozenset({Question.MESSAGE, Question.REVIEW, Question.DETAILS})


def wrote(talk: Talk, event: Wrote, ward: WardFacts) -> Step:
    """Text: the answer to the open question if it is one, otherwise a part of the story."""
    draft = talk.draft
    if draft is None:
        if is_greeting(event.text) or yes_no_unknown(event.text) is not None:
            return open_menu(talk, ward)
        return begin_with(talk, new_draft(event.at, ward), event, ward)
    if is_greeting(event.text):
        return ask_again(talk, draft, ward, notes=(phrase("report-still-here"),))
    return _wrote_in(talk, draft, event, ward)


def _wrote_in(talk: Talk, draft: Draft, event: Wrote, ward: WardFacts) -> Step:
    answer = yes_no_unknown(event.text)
    if answer is Answer.CANCEL:
        return noted(talk, draft, ward, ask_to_drop(draft))
    reply = ASK[draft.asking].hear(draft, event, ward) if draft.asking else None
    if reply is not None:
        return take_reply(talk, reply, ward, event)
    if answer is not None:
        return ask_again(talk, draft, ward, notes=(phrase("report-not-understood"),))
    return _join_story(talk, draft, event, ward, phrase("report-joined"))


def _join_story(talk: Talk, draft: Draft, event: Wrote, ward: WardFacts, note: Phrase) -> Step:
    told = narrate(draft, event.text, event.message_id, event.at)
    told = understand(told, event, ward)
    return move_on(talk, told, ward, (note,), filled(draft, told))


def move_on(
    talk: Talk,
    draft: Draft,
    ward: WardFacts,
    notes: tuple[Phrase, ...],
    echo: tuple[Question, ...] = (),
    answers: Question | None = None,
) -> Step:
    """The draft holds more: stay with a question that was opened on purpose, otherwise ask what is next.

    ``answers`` is the question that what came is the answer to, if it is the open one.
    """
    was = talk.draft
    visiting = was is not None and draft.asking in was.answered and draft.danger_at == was.danger_at
    if visiting and draft.asking is not answers and next_question(draft) is not Question.SAFETY:
        return ask_again(talk, draft, ward, notes=notes)
    return proceed(talk, draft, ward, notes=notes, echo=echo)


def rewrote(talk: Talk, event: Rewrote, ward: WardFacts) -> Step:
    """An edited message takes the place of what it said before; as an answer it counts for the story."""
    corrected = Wrote(event.text, event.message_id, event.at)
    if talk.draft is None:
        return wrote(talk, corrected, ward)
    return _join_story(talk, talk.draft, corrected, ward, phrase("report-corrected"))


def sent_media(talk: Talk, event: SentMedia, ward: WardFacts) -> Step:
    """A file joins the draft without disturbing the open question; its caption counts as text."""
    again = event.album is not None and event.album == talk.album
    talk = replace(talk, album=event.album)
    draft = _with_file(talk.draft or new_draft(event.at, ward), event)
    caption = Wrote(event.caption, event.message_id, event.at) if event.caption else None
    if talk.draft is None:
        return begin_with(talk, draft, caption, ward)
    if caption is not None:
        return _wrote_in(talk, draft, caption, ward)
    if again:
        return _one_more(talk, draft, ward)
    if draft.fast and draft.asking in _WITH_CARD:
        notes = () if draft.asking is Question.MESSAGE else (phrase("report-added"),)
        return move_on(talk, draft, ward, notes)
    if draft.asking in (Question.STORY, Question.EVIDENCE):
        return ask_again(talk, replace(draft, page=GOING_ON), ward)
    return noted(talk, draft, ward, kept(draft.id, phrase(f"report-kept-{event.kind}")))


def _one_more(talk: Talk, draft: Draft, ward: WardFacts) -> Step:
    """A further picture of an album: the last look counts it, where it stands."""
    shows_it = draft.fast and draft.asking is Question.REVIEW
    return replace(noted(talk, draft, ward), refresh=question_screen(draft, ward) if shows_it else None)


def _with_file(draft: Draft, event: SentMedia) -> Draft:
    ref = EvidenceRef(event.evidence_id, event.kind, event.message_id)
    held = draft.content.evidence
    return draft if ref in held else tell(draft, evidence=(*held, ref))


def shared_location(talk: Talk, event: SharedLocation, ward: WardFacts) -> Step:
    """A position joins the place; outside the ward it is asked about, never refused."""
    draft = talk.draft or new_draft(event.at, ward)
    before = draft.content.place or Place()
    place = replace(before, latitude=event.latitude, longitude=event.longitude, unknown=False)
    told = (unsettle if is_outside(place, ward) else settle)(tell(draft, place=place), Question.PLACE)
    if talk.draft is None:
        return begin_with(talk, told, None, ward)
    return move_on(talk, told, ward, (phrase("report-kept-location"),), answers=Question.PLACE)


def shared_contact(talk: Talk, event: SharedContact, ward: WardFacts) -> Step:
    """The reporter's own number goes to the vault; somebody else's is part of the story."""
    if not event.own:
        return wrote(talk, Wrote(event.phone, event.message_id, event.at), ward)
    draft = talk.draft
    if draft is None:
        return open_menu(talk, ward)
    if draft.content.identity is IdentityMode.WITHHELD:
        return ask_again(talk, draft, ward, notes=(phrase("report-phone-not-wanted"),))
    told = settle(tell(draft, phone=event.phone, phone_words=""), Question.PHONE)
    return move_on(talk, told, ward, (phrase("report-kept-phone"),), answers=Question.PHONE)


def sent_other(talk: Talk, event: SentOther, ward: WardFacts) -> Step:
    """Something a tip cannot hold: said so, with a way on."""
    return Step(talk, (unreadable(event.kind, talk.draft, ward),))
