"""What comes of a button of the report. A button that is no longer the present one changes nothing."""

from dataclasses import replace

from bot.domain.dialog.adding import stop_adding
from bot.domain.dialog.course import ask_again, draw_again, proceed, show_question
from bot.domain.dialog.keys import begin_fast
from bot.domain.dialog.opening import begin
from bot.domain.dialog.outcome import Drop, Step
from bot.domain.dialog.replying import take_press
from bot.domain.dialog.sending import give_up, leave_it_there, stand_by
from bot.domain.dialog.showing import before
from bot.domain.draft import Draft, Question, Talk
from bot.domain.events import Pressed
from bot.domain.questions.changes import settle
from bot.domain.questions.questionnaire import ASK, leavable
from bot.domain.questions.review import EDITABLE
from bot.domain.screen import Alert, phrase
from bot.domain.screens.notes import ask_to_drop
from bot.domain.ward_facts import WardFacts


def report_pressed(talk: Talk, event: Pressed, ward: WardFacts) -> Step:
    """A button of the report: an answer, or a way through it."""
    draft = talk.draft
    if draft is None or event.subject != draft.id:
        already_sent = bool(event.subject) and event.subject == talk.sent_draft
        return _stale(talk, "alert-already-sent" if already_sent else "alert-stale")
    draft = replace(draft, touched_at=event.at)
    if event.verb in list(Question):
        return _answered(talk, draft, Question(event.verb), event.choice, ward)
    return _way(talk, draft, event, ward) or _stale(talk, "alert-answered")


def _answered(talk: Talk, draft: Draft, question: Question, choice: str, ward: WardFacts) -> Step:
    if question is Question.REVIEW and draft.sent_at and not draft.unconfirmed:
        return _stale(talk, "alert-already-sent")
    reply = ASK[question].take(draft, choice, ward) if draft.asking is question else None
    return take_press(stop_adding(talk), reply, ward) if reply else _stale(talk, "alert-answered")


def _way(talk: Talk, draft: Draft, event: Pressed, ward: WardFacts) -> Step | None:
    here = event.choice == draft.asking
    match event.verb, event.choice:
        case "back", _ if here:
            return show_question(talk, draft, before(draft), ward)
        case "keep", _ if here and draft.asking in draft.answered:
            return proceed(talk, draft, ward)
        case "edit", choice if choice in _openable(draft) and not here:
            return show_question(talk, draft, Question(choice), ward)
        case "correct", choice if choice in EDITABLE and not here:
            return ask_again(talk, replace(draft, asking=Question(choice), page=0), ward)
        case "hurry", _ if here:
            return proceed(talk, settle(draft, *leavable(draft)), ward)
        case "resume", _:
            return draw_again(stop_adding(talk), draft, ward)
        case "drop", choice:
            return _drop(talk, draft, choice, event, ward)
        case "enough", _ if draft.sent_at:
            return leave_it_there(talk, ward)
        case "confirm", _ if draft.unconfirmed:
            return stand_by(talk, draft, ward)
    return None


def _openable(draft: Draft) -> tuple[Question, ...]:
    return (*EDITABLE, Question.INFORMANT) if draft.fast else EDITABLE


def _drop(talk: Talk, draft: Draft, choice: str, event: Pressed, ward: WardFacts) -> Step | None:
    if draft.sent_at and choice != "new":
        return leave_it_there(talk, ward)
    match choice:
        case "yes":
            return give_up(talk, draft)
        case "new":
            given_up = None if draft.sent_at else Drop(draft.id, draft.content)
            again = begin_fast if ward.hurries else begin
            return replace(again(replace(talk, draft=None), event.at, ward), effect=given_up)
    return Step(replace(talk, draft=draft), redraw=ask_to_drop(draft))


def _stale(talk: Talk, key: str) -> Step:
    return Step(talk, alert=Alert(phrase(key), loud=True))
