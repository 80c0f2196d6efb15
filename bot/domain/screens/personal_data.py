"""Requests about personal data, as the person and as the commander see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.clocks import RunningClock
from bot.domain.personal_data import Ground, RequestKind
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.clocks import clock_lines, end_time
from bot.domain.screens.menu import TO_MENU
from bot.domain.screens.times import clock_time

MOST_LISTED = 10
_TO_DATA = Button(phrase("data-leave"), Area.MENU, "data")
DATA_WAYS: tuple[Row, ...] = (
    *((Button(phrase(f"data-ask-{kind}"), Area.MY_DATA, kind),) for kind in RequestKind),
    *TO_MENU,
)


def received(number: int, kind: RequestKind, confirm_by: datetime, answer_by: datetime, zone: ZoneInfo) -> Screen:
    """The request is noted: its number and what comes by when."""
    return Screen(
        (
            phrase("data-received", number=number, what=_what(kind)),
            phrase("data-received-dates", confirm=end_time(confirm_by, zone), answer=end_time(answer_by, zone)),
        ),
        TO_MENU,
    )


def known(number: int, kind: RequestKind, answer_by: datetime, zone: ZoneInfo) -> Screen:
    """The same was asked before and is still to be answered."""
    return Screen((phrase("data-known", number=number, what=_what(kind), answer=end_time(answer_by, zone)),), TO_MENU)


def what_to_correct() -> Screen:
    """What is wrong, and how should it be?"""
    return Screen((phrase("data-correct-ask"),), ((_TO_DATA,),))


def surely_erase() -> Screen:
    """What goes and what stays, before it is asked for."""
    yes = Button(phrase("data-erase-yes"), Area.MY_DATA, RequestKind.ERASE, choice="yes")
    return Screen((phrase("data-erase-ask"),), ((yes,), (_TO_DATA,)))


def confirmed_notice(number: int, answer_by: datetime, zone: ZoneInfo) -> Screen:
    """Tells the person that the ward police have the request."""
    return Screen((phrase("data-confirmed", number=number, answer=end_time(answer_by, zone)),))


def copy_caption(number: int) -> Screen:
    """Goes with the file."""
    return Screen((phrase("data-copy", number=number),))


def corrected_notice(number: int, note: str) -> Screen:
    """Tells the person what was corrected."""
    return Screen((phrase("data-corrected", number=number, words=note),))


def erased_notice(number: int, erased: int, kept: int) -> Screen:
    """Tells the person from how many tips the identity is gone, and what stays for now."""
    rest = (phrase("data-erased-rest", count=kept),) if kept else ()
    return Screen((phrase("data-erased", number=number, count=erased), *rest))


def refused_notice(number: int, kind: RequestKind, ground: Ground, note: str, phone: str) -> Screen:
    """Tells the person why not, and what can be done about it."""
    why = phrase("as-is", words=note) if ground is Ground.OTHER else phrase(f"ground-told-{ground}")
    return Screen((phrase("data-refused", number=number, what=_what(kind), why=why, phone=phone),))


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as a commander sees it: by its number alone. ``words`` hold no long number; times are aware."""

    number: int
    kind: RequestKind
    words: str
    asked_at: datetime
    confirmed: bool
    tips: int
    open_tips: int
    clocks: Sequence[RunningClock]


def request_card(view: RequestView, now: datetime, zone: ZoneInfo, head: str = "request-new") -> Screen:
    """One request, its limits, and what may be done; ``head`` is the key of the first line."""
    seen = () if view.confirmed else (Button(phrase("request-button-seen"), Area.REQUEST, "seen", str(view.number)),)
    answer = Button(phrase("request-button-answer"), Area.REQUEST, "answer", str(view.number))
    return Screen((phrase(head, number=view.number), *_lines(view, now, zone)), ((*seen, answer),))


def _lines(view: RequestView, now: datetime, zone: ZoneInfo) -> tuple[Phrase, ...]:
    asked = phrase("request-asked", what=_what(view.kind), at=clock_time(view.asked_at, zone))
    words = (phrase("request-words", words=view.words),) if view.words else ()
    tips = phrase("request-tips", count=view.tips, open=view.open_tips)
    return (asked, *words, tips, *(line for clock in view.clocks for line in clock_lines(clock, now, zone)))


def request_list(views: Sequence[RequestView], zone: ZoneInfo) -> Screen:
    """What is still to be answered, the oldest first."""
    if not views:
        return Screen((phrase("requests-none"),))
    here = views[:MOST_LISTED]
    rows = tuple(
        (Button(phrase("request-button-open", number=view.number), Area.REQUEST, "open", str(view.number)),)
        for view in here
    )
    lines = (
        phrase(
            "requests-line",
            number=view.number,
            what=_what(view.kind),
            answer=end_time(view.clocks[-1].late_at, zone),
        )
        for view in here
    )
    more = (phrase("requests-more", count=len(views) - len(here)),) if len(views) > len(here) else ()
    return Screen((phrase("requests-head", count=len(views)), *lines, *more), rows)


def _what(kind: RequestKind) -> Phrase:
    return phrase(f"data-what-{kind}")
