"""Where it happened: the ward's neighbourhoods, a position, the reporter's words, or "không nhớ"."""

from dataclasses import replace

from bot.domain.card import say_place
from bot.domain.content import Place
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.places import Neighbourhood, metres_between
from bot.domain.questions.ask import Ask, Reply, Then, button, in_columns
from bot.domain.questions.changes import tell
from bot.domain.questions.words import BACK_TO_LIST, bare_words, tells_more
from bot.domain.screen import Button, Row, Screen, Share, ShareButton, phrase
from bot.domain.tip import Category
from bot.domain.vietnamese import Answer, understand_place, understand_time, yes_no_unknown
from bot.domain.ward_facts import WardFacts

PAGE = 8
_ALSO_ONLINE = frozenset({Category.FRAUD, Category.LOAN_SHARKING, Category.GAMBLING, Category.DEFAMATION})


def is_outside(place: Place, ward: WardFacts) -> bool:
    """Whether a position lies beyond the ward's rough outline; never when there is none."""
    if place.latitude is None or place.longitude is None or ward.centre is None or not ward.radius_m:
        return False
    return metres_between((place.latitude, place.longitude), ward.centre) > ward.radius_m


def _show(draft: Draft, ward: WardFacts) -> Screen:
    if _doubtful(draft, ward):
        buttons = [button(draft, Question.PLACE, name) for name in ("there", "elsewhere")]
        return Screen((phrase("report-place-outside", ward=ward.name),), in_columns(buttons, 1))
    online = ("online",) if draft.content.category in _ALSO_ONLINE else ()
    others = [button(draft, Question.PLACE, name) for name in ("gps", *online, "unknown")]
    rows = (*_home(draft, ward), *_page(draft, ward), *in_columns(others))
    return Screen((phrase("report-place-ask"),), rows)


def _doubtful(draft: Draft, ward: WardFacts) -> bool:
    place = draft.content.place
    return place is not None and Question.PLACE not in draft.answered and is_outside(place, ward)


def _home(draft: Draft, ward: WardFacts) -> tuple[Row, ...]:
    own = [n for n in ward.neighbourhoods if n.id == ward.home]
    return tuple((_neighbourhood(draft, n, "report-place-home"),) for n in own)


def _page(draft: Draft, ward: WardFacts) -> tuple[Row, ...]:
    first = draft.page * PAGE
    here = ward.neighbourhoods[first : first + PAGE]
    rows = in_columns([_neighbourhood(draft, n, "report-place-neighbourhood") for n in here])
    turns = []
    if draft.page:
        turns.append(button(draft, Question.PLACE, f"p{draft.page - 1}", phrase("page-before")))
    if first + PAGE < len(ward.neighbourhoods):
        turns.append(button(draft, Question.PLACE, f"p{draft.page + 1}", phrase("page-after")))
    return (*rows, tuple(turns)) if turns else rows


def _neighbourhood(draft: Draft, neighbourhood: Neighbourhood, key: str) -> Button:
    return button(draft, Question.PLACE, f"n{neighbourhood.id}", phrase(key, name=neighbourhood.name))


def _take(draft: Draft, choice: str, ward: WardFacts) -> Reply | None:
    place = draft.content.place or Place()
    match choice:
        case "gps":
            return Reply(draft, Then.AGAIN, share=_share_location())
        case "unknown":
            return Reply(tell(draft, place=replace(place, unknown=True)))
        case "online":
            return Reply(tell(draft, place=replace(place, online=True, unknown=False)))
        case "there":
            return Reply(draft)
        case "elsewhere":
            return Reply(tell(draft, place=_without_position(place)), Then.AGAIN)
    return _take_numbered(draft, place, choice, ward)


def _take_numbered(draft: Draft, place: Place, choice: str, ward: WardFacts) -> Reply | None:
    if not choice[1:].isdecimal():
        return None
    number = int(choice[1:])
    if choice[0] == "p" and number * PAGE < max(1, len(ward.neighbourhoods)):
        return Reply(replace(draft, page=number), Then.AGAIN)
    if choice[0] == "n" and any(n.id == number for n in ward.neighbourhoods):
        return Reply(tell(draft, place=replace(place, neighbourhood_id=number, unknown=False)))
    return None


def _without_position(place: Place) -> Place | None:
    left = replace(place, latitude=None, longitude=None)
    return None if left == Place() else left


def _share_location() -> Screen:
    location = ShareButton(phrase("report-place-share"), Share.LOCATION)
    back = ShareButton(phrase("report-place-share-back"), Share.TEXT)
    return Screen((phrase("report-place-share-ask"),), share=((location,), (back,)))


def _hear(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    if bare_words(wrote.text) in BACK_TO_LIST:
        return Reply(draft, Then.AGAIN)
    answer = yes_no_unknown(wrote.text)
    if answer in (Answer.UNKNOWN, Answer.SKIP):
        return _take(draft, "unknown", ward)
    if answer in (Answer.YES, Answer.NO) and _doubtful(draft, ward):
        return _take(draft, "there" if answer is Answer.YES else "elsewhere", ward)
    if answer is not None:
        return None
    return _hear_address(draft, wrote.text, ward)


def _hear_address(draft: Draft, text: str, ward: WardFacts) -> Reply | None:
    guess = understand_place(text, ward.neighbourhoods)
    if guess is None and (tells_more(text) or understand_time(text, draft.touched_at.astimezone(ward.zone))):
        return None
    before = draft.content.place or Place()
    # A short message is an address even in words no list knows ("đầu làng, nhà ông Ba").
    words = guess.words if guess and tells_more(text) else text
    found = guess.neighbourhood_id if guess else None
    place = replace(before, neighbourhood_id=found or before.neighbourhood_id, words=words, unknown=False)
    return Reply(tell(draft, place=place))


PLACE = Ask(
    Question.PLACE,
    show=_show,
    take=_take,
    hear=_hear,
    said=lambda draft, ward: say_place(draft.content.place, ward.neighbourhoods),
)
