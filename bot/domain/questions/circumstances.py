"""How urgent it is, whether somebody is in danger, and to whom the message belongs at all."""

from dataclasses import replace

from bot.domain.card import say_urgency
from bot.domain.desks import Desk
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.ask import Ask, Choice, Reply, Then, button, in_columns, shows, takes
from bot.domain.questions.changes import in_danger, just_happened, some_time_ago
from bot.domain.questions.words import bare_words, tells_more
from bot.domain.screen import Screen, phrase
from bot.domain.screens.doors import desk_lines
from bot.domain.tip import Urgency
from bot.domain.vietnamese import Answer, understand_urgency, yes_no_unknown
from bot.domain.ward_facts import WardFacts

_URGENCY = (
    Choice("now", in_danger),
    Choice("just", just_happened),
    Choice("past", some_time_ago),
)
_OF_URGENCY = {
    Urgency.DANGER: in_danger,
    Urgency.URGENT: just_happened,
    Urgency.NORMAL: some_time_ago,
}


# As the button says it; in a story these words say little.
_OVER = frozenset({"da qua", "qua roi", "da qua roi"})


def _hear_urgency(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Reply | None:
    if bare_words(wrote.text) in _OVER:
        return Reply(some_time_ago(draft))
    urgency = None if tells_more(wrote.text) else understand_urgency(wrote.text)
    return Reply(_OF_URGENCY[urgency](draft)) if urgency else None


URGENCY = Ask(
    Question.URGENCY,
    show=shows(Question.URGENCY, *_URGENCY),
    take=takes(*_URGENCY),
    hear=_hear_urgency,
    said=lambda draft, _: say_urgency(draft.content.urgency),
)

_SAFETY = (Choice("yes", in_danger), Choice("no"))


def _hear_safety(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Reply | None:
    answer = yes_no_unknown(wrote.text)
    if answer not in (Answer.YES, Answer.NO, Answer.UNKNOWN):
        return None
    # Who cannot tell is treated as in danger: the numbers cost nothing.
    return Reply(draft if answer is Answer.NO else in_danger(draft))


SAFETY = Ask(
    Question.SAFETY,
    show=shows(Question.SAFETY, *_SAFETY),
    take=takes(*_SAFETY),
    hear=_hear_safety,
    said=lambda draft, _: phrase(f"report-safety-said-{'yes' if draft.danger_at else 'no'}"),
    needed=lambda draft: draft.doubt,
)

_ADDRESSEE = (
    Choice("add", then=Then.ADD),
    Choice("other", lambda draft: replace(draft, may_belong_to=None)),
)
_NAMED = {
    "add": {"gui them", "them", "them vao", "tin cu", "tin truoc", "viec cu", "viec do", "dung", "tra loi"},
    "other": {"viec khac", "chuyen khac", "tin moi", "viec moi", "khac"},
}


def _hear_addressee(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    said = bare_words(wrote.text)
    return next((ADDRESSEE.take(draft, name, ward) for name, words in _NAMED.items() if said in words), None)


def _show_addressee(draft: Draft, _ward: WardFacts) -> Screen:
    tip = draft.may_belong_to
    code, was_asked = (tip.code, tip.question is not None) if tip else ("", False)
    add = phrase("report-addressee-answer" if was_asked else "report-addressee-add", code=code)
    labels = {"add": add, "other": phrase("report-addressee-other")}
    buttons = [button(draft, Question.ADDRESSEE, name, label) for name, label in labels.items()]
    asks = phrase("report-addressee-ask-answer" if was_asked else "report-addressee-ask", code=code)
    return Screen((asks,), in_columns(buttons, 1))


ADDRESSEE = Ask(
    Question.ADDRESSEE,
    show=_show_addressee,
    take=takes(*_ADDRESSEE),
    hear=_hear_addressee,
    said=lambda _draft, _ward: phrase("report-addressee-said"),
    needed=lambda draft: draft.may_belong_to is not None,
)

_DOOR = (Choice("send"), Choice("leave", then=Then.DROP))


def _show_door(draft: Draft, ward: WardFacts) -> Screen:
    desk = draft.door or Desk.PAPERS
    ask = phrase("report-door-surrender" if desk is Desk.SURRENDER else "report-door-ask")
    buttons = [button(draft, Question.DOOR, choice.name) for choice in _DOOR]
    return Screen((phrase(f"door-{desk}"), *desk_lines(desk, ward), ask), in_columns(buttons, 1))


def _hear_door(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Reply | None:
    return Reply(draft) if yes_no_unknown(wrote.text) in (Answer.SEND, Answer.YES) else None


DOOR = Ask(
    Question.DOOR,
    show=_show_door,
    take=takes(*_DOOR),
    hear=_hear_door,
    said=lambda _draft, _ward: phrase("report-door-said"),
    needed=lambda draft: draft.door is not None,
)
