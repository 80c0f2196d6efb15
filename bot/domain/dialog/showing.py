"""What is shown around a question: its ways back and out, what was understood, what must be said at once."""

from dataclasses import replace

from bot.domain.dialog.outcome import Answered
from bot.domain.draft import NOTHING_TOLD, Draft, Question
from bot.domain.questions.ask import edit_button, in_columns
from bot.domain.questions.questionnaire import ASK, LEAVABLE
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.safety import danger_numbers
from bot.domain.tip import Category, Urgency
from bot.domain.ward_facts import WardFacts

# What must be said at once about such an event, whatever is asked next.
_CARE = frozenset({Category.CHILD_ABUSE, Category.DOMESTIC_VIOLENCE, Category.FRAUD, Category.WEAPONS})
_NO_WAY_BACK = frozenset({Question.SAFETY, Question.ADDRESSEE, Question.DOOR, Question.DETAILS})


def question_screen(draft: Draft, ward: WardFacts, notes: tuple[Phrase, ...] = ()) -> Screen:
    """The open question of a draft, with its ways back and out."""
    question = draft.asking or Question.REVIEW
    screen = ASK[question].show(draft, ward)
    return replace(screen, body=(*notes, *screen.body), buttons=(*screen.buttons, *_ways(draft, question)))


def before(draft: Draft) -> Question | None:
    """The question answered before the open one."""
    seen = draft.answered
    if draft.asking in seen:
        seen = seen[: seen.index(draft.asking)]
    return next((q for q in reversed(seen) if q not in _NO_WAY_BACK and ASK[q].needed(draft)), None)


def _ways(draft: Draft, question: Question) -> tuple[Row, ...]:
    hurry = draft.sent_at is None and question in LEAVABLE
    ways = [_way(draft, "hurry")] if hurry else []
    last = [_way(draft, "back")] if before(draft) and not _is_all(draft, question) else []
    last += [_way(draft, "keep")] if question in draft.answered else []
    if question is not Question.DOOR:
        last.append(_way(draft, "enough") if draft.sent_at else _way(draft, "drop", "ask"))
    return (*in_columns(ways, 1), *in_columns(last))


def _is_all(draft: Draft, question: Question) -> bool:
    """Whether everything there is to correct stands on this screen."""
    return draft.fast and question in (Question.REVIEW, Question.DETAILS)


def _way(draft: Draft, verb: str, choice: str = "") -> Button:
    # Names the question it was shown with, so that a second press of the same button leads nowhere.
    return Button(phrase(f"report-{verb}"), Area.REPORT, verb, draft.id, choice or draft.asking or "")


def just_answered(was: Draft | None, draft: Draft, ward: WardFacts) -> tuple[Answered, ...]:
    """The line that the message of the open question becomes, when a change has answered it."""
    if was is None or was.asking is None or was.asking not in draft.answered:
        return ()
    said = ASK[was.asking].said(draft, ward)
    line = phrase("report-answered", topic=phrase(f"topic-{was.asking}"), answer=said)
    return (Answered(was.asking, line),)


def alarm(was: Draft | None, draft: Draft, ward: WardFacts) -> tuple[Screen, ...]:
    """The numbers to call, at the moment danger becomes known."""
    known = was is not None and was.danger_at is not None
    return (danger_numbers(ward),) if draft.danger_at and not known else ()


def echo_of(draft: Draft, questions: tuple[Question, ...], ward: WardFacts) -> tuple[Screen, ...]:
    """ "Bot hiểu là …", each line with its correction."""
    if draft.fast:
        return ()  # the last look shows it
    if draft.danger_at:
        # Little to read in danger: not what was only assumed from it.
        questions = tuple(q for q in questions if q not in (Question.URGENCY, Question.WHEN))
    if not questions:
        return ()
    lines = tuple(
        phrase("report-understood", topic=phrase(f"topic-{q}"), answer=ASK[q].said(draft, ward)) for q in questions
    )
    # Not "edit", which opens in the place of the last look: this message may stand far above it.
    buttons = in_columns([replace(edit_button(draft, q), verb="correct") for q in questions])
    return (Screen((phrase("report-echo", lines=lines),), buttons),)


def care_for(was: Draft | None, draft: Draft) -> tuple[Phrase, ...]:
    """What must be said at once about this kind of event, and that an urgent draft does not wait for "Gửi"."""
    category, urgency = draft.content.category, draft.content.urgency
    known = was.content if was else NOTHING_TOLD
    care = (phrase(f"care-{category}"),) if category in _CARE and category is not known.category else ()
    # Said when it begins to count: what is written goes to the duty desk even without "Gửi".
    newly_urgent = urgency is Urgency.URGENT and known.urgency is not urgency and not draft.sent_at
    return (*care, phrase("report-will-hand-over")) if newly_urgent else care
