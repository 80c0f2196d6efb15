"""What an answer leads to, however it was given: by button or in words."""

from dataclasses import replace

from bot.domain.dialog.asides import set_aside
from bot.domain.dialog.course import ask_again, draw_again, proceed
from bot.domain.dialog.outcome import Step
from bot.domain.dialog.sending import add_to_last, give_up, send
from bot.domain.dialog.understanding import filled, understand
from bot.domain.draft import Draft, Question, Talk
from bot.domain.events import Wrote
from bot.domain.questions.apart import AMEND
from bot.domain.questions.ask import Reply, Then
from bot.domain.questions.changes import narrate, settle
from bot.domain.questions.questionnaire import next_question
from bot.domain.questions.words import tells_more
from bot.domain.screen import Alert, phrase
from bot.domain.ward_facts import WardFacts

# These keep the words of an answer in full, however many.
_KEEP_WORDS = frozenset({
    Question.MESSAGE, Question.STORY, Question.OTHERS, Question.REASON, Question.PHONE, Question.GUARDIAN,
    Question.INFORMANT,
})  # fmt: skip
# Where somebody else lives is no place of an event.
_NOT_OF_THE_EVENT = frozenset({Question.INFORMANT})
# These keep none of them: more than a word or two belongs to the story.
_KEEP_NO_WORDS = frozenset({Question.URGENCY, Question.SAFETY})
_BARE_ANSWER = 3


def take_press(talk: Talk, reply: Reply, ward: WardFacts) -> Step:
    """A button answered the open question."""
    if reply.share is not None:
        return _offer_keyboard(talk, reply, ward)
    if reply.then is Then.AGAIN:
        return draw_again(talk, reply.draft, ward)
    return _finish(talk, reply, ward, ())


def take_reply(talk: Talk, reply: Reply, ward: WardFacts, said: Wrote) -> Step:
    """Words answered the open question; what else they tell is kept and understood too."""
    question = reply.draft.asking
    draft = reply.draft
    if question and _says_more(question, said.text):
        draft = narrate(draft, said.text, said.message_id, said.at)
    elif question and question in AMEND:
        talk = set_aside(talk, draft, question, said)
    told = draft if question in _NOT_OF_THE_EVENT else understand(draft, said, ward, but=question)
    echo = filled(reply.draft, told)
    if reply.then is Then.AGAIN:
        if _interrupted(reply.draft, told):
            return proceed(talk, told, ward, echo=echo)
        return ask_again(talk, told, ward, echo=echo)
    return _finish(talk, replace(reply, draft=told), ward, echo)


def _says_more(question: Question, text: str) -> bool:
    if question in _KEEP_NO_WORDS:
        return len(text.split()) > _BARE_ANSWER
    return question not in _KEEP_WORDS and tells_more(text)


def _interrupted(before: Draft, after: Draft) -> bool:
    """Whether danger came up, which goes before any question."""
    return before.danger_at != after.danger_at or next_question(after) is Question.SAFETY


def _finish(talk: Talk, reply: Reply, ward: WardFacts, echo: tuple[Question, ...]) -> Step:
    match reply.then:
        case Then.SEND:
            return send(talk, reply.draft, ward)
        case Then.ADD:
            return add_to_last(talk, reply.draft, ward)
        case Then.DROP:
            return give_up(talk, reply.draft)
    settled = settle(reply.draft, reply.draft.asking) if reply.draft.asking else reply.draft
    return proceed(talk, settled, ward, echo=echo)


def _offer_keyboard(talk: Talk, reply: Reply, ward: WardFacts) -> Step:
    if talk.keyboard or reply.share is None:
        return Step(talk, alert=Alert(phrase("report-keyboard-below")))
    return Step(replace(talk, draft=reply.draft), (reply.share,))
