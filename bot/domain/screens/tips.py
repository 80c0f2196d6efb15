""" "Tin đã gửi": the list, one tip, and what was added to it. Says what state it is in, never what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.inquiry import Words
from bot.domain.screen import Area, Button, Phrase, Screen, phrase
from bot.domain.screens.asking import said
from bot.domain.screens.menu import TO_MENU
from bot.domain.screens.times import clock_time
from bot.domain.tip import Status
from bot.domain.ward_facts import WardFacts

PAGE = 8


@dataclass(frozen=True, slots=True)
class MyTip:
    """A sent tip as its reporter sees it. Times are aware."""

    code: str
    status: Status
    received_at: datetime
    posted_at: datetime | None = None
    acknowledged_at: datetime | None = None
    no_reply: bool = False
    protection_asked: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class MyQuestion:
    """A question of the ward that waits for an answer."""

    id: int
    words: Words


def my_tips(tips: Sequence[MyTip], page: int = 0) -> Screen:
    """The person's tips, as many as fit a page, the latest first; ``page`` counts from 0."""
    here = tips[page * PAGE : (page + 1) * PAGE]
    if not here:
        return Screen((phrase("mytips-none"),), TO_MENU)
    rows = tuple((_open(tip),) for tip in here)
    turns = []
    if page:
        turns.append(Button(phrase("page-before"), Area.MY_TIPS, "page", choice=str(page - 1)))
    if (page + 1) * PAGE < len(tips):
        turns.append(Button(phrase("page-after"), Area.MY_TIPS, "page", choice=str(page + 1)))
    return Screen((phrase("mytips-title"),), (*rows, *((tuple(turns),) if turns else ()), *TO_MENU))


def _open(tip: MyTip) -> Button:
    row = "mytips-row-asked" if tip.asked else "mytips-row"
    label = phrase(row, code=tip.code, status=phrase(f"mytips-status-{tip.status}"))
    return Button(label, Area.MY_TIPS, "open", tip.code)


def my_tip(tip: MyTip, zone: ZoneInfo, questions: Sequence[MyQuestion] = ()) -> Screen:
    """One tip: where it stands, what its reporter was asked, and what may be done."""
    replies = "reply" if tip.no_reply else "quiet"
    rows = [(_answer(tip, each, len(questions)),) for each in questions]
    rows += [(_do(tip, "add"),), (_do(tip, replies),)]
    if not tip.protection_asked:
        rows.append((_do(tip, "protect"),))
    asked = tuple(phrase("mytips-asked", words=said(each.words)) for each in questions)
    return Screen((*_lines(tip, zone), *asked), (*rows, *TO_MENU))


def _answer(tip: MyTip, question: MyQuestion, among: int) -> Button:
    """The button to answer; several questions are told apart by their beginnings."""
    begins = phrase("mytips-answer-one", words=said(question.words))
    label = phrase("mytips-answer") if among == 1 else begins
    return Button(label, Area.MY_TIPS, "answer", tip.code, str(question.id))


def _lines(tip: MyTip, zone: ZoneInfo) -> tuple[Phrase, ...]:
    times = (
        ("mytips-received", tip.received_at),
        ("mytips-posted", tip.posted_at),
        ("mytips-acknowledged", tip.acknowledged_at),
    )
    told = tuple(phrase(key, at=clock_time(at, zone)) for key, at in times if at)
    wishes = (("mytips-is-quiet", tip.no_reply), ("mytips-is-protected", tip.protection_asked))
    return (
        phrase("mytips-status", code=tip.code, status=phrase(f"mytips-status-{tip.status}")),
        *told,
        *(phrase(key) for key, wished in wishes if wished),
    )


def _do(tip: MyTip, verb: str) -> Button:
    return Button(phrase(f"mytips-{verb}"), Area.MY_TIPS, verb, tip.code)


def adding(code: str) -> Screen:
    """What comes next goes to this tip."""
    return Screen((phrase("mytips-adding", code=code),), _done(code))


def addition_thanked(code: str) -> Screen:
    """Something has been added."""
    return Screen((phrase("mytips-addition", code=code),), _done(code))


def added(code: str) -> Screen:
    """Nothing more is added."""
    return Screen((phrase("mytips-added", code=code),), TO_MENU)


def _done(code: str) -> tuple[tuple[Button, ...], ...]:
    return ((Button(phrase("mytips-done"), Area.MY_TIPS, "done", code),),)


def protection_asked(code: str, ward: WardFacts) -> Screen:
    """The wish for protection has gone to the commander (BLTTHS Điều 484-487)."""
    return Screen((phrase("mytips-protection-asked", code=code, phone=ward.phone),), TO_MENU)
