"""The ward asks a reporter: the question, its answer, and what both sides see of it. Neither sees who the other is."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain.authority import Deed
from bot.domain.inquiry import Asked, Reach, Reply, Words
from bot.domain.screen import Area, Button, Phrase, Screen, phrase
from bot.domain.screens.duty import deed_button
from bot.domain.screens.times import clock_time
from bot.domain.tip import Status

NO_ANSWERS = (Reply.UNKNOWN, Reply.DECLINED)


def said(words: Words) -> Phrase:
    """What is asked, in words."""
    return phrase(f"ask-q-{words.template}") if words.template else phrase("as-is", words=words.own)


def question_lines(code: str, words: Words) -> tuple[Phrase, ...]:
    """A question as its reporter sees it: in the name of the ward. The first line tells a bystander nothing."""
    return phrase("question-head", code=code), phrase("question-words", words=said(words)), phrase("question-foot")


def question(code: str, question_id: int, words: Words) -> Screen:
    """The question, with every way to answer it."""
    no_answers = tuple(_press(reply, code, question_id) for reply in NO_ANSWERS)
    return Screen(question_lines(code, words), ((_press("answer", code, question_id),), no_answers))


def question_again(code: str, question_id: int, words: Words) -> Screen:
    """The same, kindly, when it was left without an answer for a while."""
    return replace(question(code, question_id, words), body=(phrase("question-again", code=code, asked=said(words)),))


def settled_question(code: str, question_id: int, words: Words, asked: Asked, zone: ZoneInfo) -> Screen:
    """What the message with the question becomes once it is answered; more may be said to it at any time."""
    head, asks, _ = question_lines(code, words)
    assert asked.answered_at is not None, "only an answered question is settled"
    line = phrase(f"question-settled-{asked.reply}", at=clock_time(asked.answered_at, zone))
    return Screen((head, asks, line), ((_press("answer", code, question_id, phrase("question-more")),),))


def _press(verb: str, code: str, question_id: int, label: Phrase | None = None) -> Button:
    return Button(label or phrase(f"question-{verb}"), Area.MY_TIPS, verb, code, str(question_id))


def answering(code: str, *, closed: bool) -> Screen:
    """What comes next is the answer."""
    over = (phrase("answer-tip-closed", code=code),) if closed else ()
    return Screen(
        (*over, phrase("answer-now", code=code)), ((Button(phrase("answer-later"), Area.MY_TIPS, "later", code),),)
    )


def answer_thanked(code: str) -> Screen:
    """A part of the answer has come; who meant something else says so here."""
    done = Button(phrase("mytips-done"), Area.MY_TIPS, "done", code)
    return Screen(
        (phrase("answer-taken", code=code),), ((done,), (Button(phrase("answer-other"), Area.MENU, "report"),))
    )


def put_off(code: str) -> Screen:
    """Nothing more is answered for now."""
    return Screen((phrase("answer-put-off", code=code),))


def tip_closed(code: str) -> Screen:
    """An answer came after the tip was closed: it is passed on all the same."""
    return Screen((phrase("answer-tip-closed", code=code),))


def answer_notice(tip_id: int, code: str, reply: Reply, status: Status) -> Screen:
    """Tells an officer in private that there is an answer."""
    return Screen((answer_news(code, reply, status),), ((deed_button(tip_id, Deed.READ),),))


def answer_news(code: str, reply: Reply, status: Status) -> Phrase:
    """Tells the duty group the same, under the card; never what was answered."""
    over = phrase("ask-news-closed") if status is Status.CLOSED else phrase("ask-news-open")
    return phrase("ask-news", code=code, reply=phrase(f"reply-{reply}"), over=over)


def not_reached(tip_id: int, code: str, reach: Reach) -> Screen:
    """Tells an officer in private why a question did not go out, or did not arrive, and what else can be done."""
    read = deed_button(tip_id, Deed.READ)
    return Screen((phrase(f"ask-{reach}", code=code), phrase("ask-otherwise")), ((read,),))
