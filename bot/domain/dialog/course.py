"""The course of a report: from a changed draft to the next question on the screen."""

from dataclasses import replace

from bot.domain.dialog.outcome import Step, Update
from bot.domain.dialog.showing import alarm, care_for, echo_of, just_answered, question_screen
from bot.domain.draft import Draft, Question, Talk
from bot.domain.questions.fast import at_home
from bot.domain.questions.questionnaire import next_question
from bot.domain.screen import Phrase, Screen
from bot.domain.screens.notes import complete
from bot.domain.ward_facts import WardFacts


def proceed(
    talk: Talk, draft: Draft, ward: WardFacts, *, notes: tuple[Phrase, ...] = (), echo: tuple[Question, ...] = ()
) -> Step:
    """Ask what is next. ``notes`` stand above the question; ``echo`` says back what a text has answered."""
    draft = at_home(draft, ward)
    question = next_question(draft)
    answered = just_answered(talk.draft, draft, ward)
    if question is None:
        closed = replace(talk, draft=None)
        return Step(closed, (complete(ward),), answered, effect=_update(talk.draft, draft))
    asking = replace(draft, asking=question, page=0)
    screen = question_screen(asking, ward, (*notes, *care_for(talk.draft, draft)))
    return Step(
        replace(talk, draft=asking),
        (*alarm(talk.draft, draft, ward), *echo_of(draft, echo, ward), screen),
        answered,
        asks=question,
        effect=_update(talk.draft, draft),
    )


def ask_again(
    talk: Talk, draft: Draft, ward: WardFacts, *, notes: tuple[Phrase, ...] = (), echo: tuple[Question, ...] = ()
) -> Step:
    """Put the open question once more, in a new message."""
    return Step(
        replace(talk, draft=draft),
        (*alarm(talk.draft, draft, ward), *echo_of(draft, echo, ward), question_screen(draft, ward, notes)),
        asks=draft.asking,
        effect=_update(talk.draft, draft),
    )


def draw_again(talk: Talk, draft: Draft, ward: WardFacts) -> Step:
    """Show the open question in the place of the message whose button was pressed."""
    screen = question_screen(draft, ward)
    return Step(replace(talk, draft=draft), redraw=screen, asks=draft.asking, effect=_update(talk.draft, draft))


def show_question(talk: Talk, draft: Draft, question: Question | None, ward: WardFacts) -> Step | None:
    """Open a question on purpose: in the place of the review, or below the question that is left."""
    if question is None:
        return None
    asking = replace(draft, asking=question, page=0)
    if draft.asking is Question.REVIEW:
        return draw_again(talk, asking, ward)
    return ask_again(talk, asking, ward)


def noted(talk: Talk, draft: Draft, ward: WardFacts, *screens: Screen) -> Step:
    """The draft holds something new; the open question stays as it stands."""
    shown = (*alarm(talk.draft, draft, ward), *screens)
    return Step(replace(talk, draft=draft), shown, effect=_update(talk.draft, draft))


def _update(was: Draft | None, draft: Draft) -> Update | None:
    if draft.sent_at is None or (was is not None and was.content == draft.content):
        return None
    return Update(draft.id, draft.content)
