"""The fast lane of those who must report at once: one message, "Gửi", and everything else afterwards if at all."""

from dataclasses import replace

from bot.domain.card import CardFacts, card_lines
from bot.domain.content import Place
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.apart import with_informant
from bot.domain.questions.ask import Ask, Choice, Reply, Then, button, edit_button, in_columns, shows, takes
from bot.domain.questions.category import proposals
from bot.domain.questions.changes import narrate, settle, tell
from bot.domain.questions.place import is_outside
from bot.domain.questions.words import bare_words, leaves_out
from bot.domain.screen import Button, Phrase, Row, Screen, phrase
from bot.domain.tip import Category
from bot.domain.vietnamese import yes_no_unknown
from bot.domain.ward_facts import WardFacts

# What may be put right before "Gửi"; everything else has time.
_EDITABLE = (Question.CATEGORY, Question.PLACE, Question.URGENCY)
_LIST = "list"
_FULL_LIST = 1


def has_message(draft: Draft) -> bool:
    """Whether there is something that the duty desk can act on: words, a file, a position."""
    place = draft.content.place
    return bool(draft.content.story or draft.content.evidence or (place and place.latitude is not None))


def at_home(draft: Draft, ward: WardFacts) -> Draft:
    """In the fast lane the place is the reporter's own neighbourhood unless something else was told."""
    place = draft.content.place or Place()
    told_otherwise = place.neighbourhood_id or place.online or place.unknown or is_outside(place, ward)
    if not draft.fast or draft.sent_at or ward.home is None or told_otherwise or not has_message(draft):
        return draft
    return tell(draft, place=replace(place, neighbourhood_id=ward.home))


def _show_message(draft: Draft, _ward: WardFacts) -> Screen:
    return Screen((phrase("report-message-ask"),), ((_behalf(draft),),))


def _hear_message(draft: Draft, wrote: Wrote, _ward: WardFacts) -> Reply | None:
    if yes_no_unknown(wrote.text) is not None:
        return None
    return Reply(narrate(draft, wrote.text, wrote.message_id, wrote.at))


MESSAGE = Ask(
    Question.MESSAGE,
    show=_show_message,
    take=lambda _draft, _choice, _ward: None,
    hear=_hear_message,
    said=lambda _draft, _ward: phrase("report-message-said"),
    needed=lambda draft: draft.fast and not has_message(draft),
)


def show_last_look(draft: Draft, ward: WardFacts) -> Screen:
    """The card as the duty group will see it. As long as nobody has said what it is about, that is the way to send."""
    facts = CardFacts(ward.zone, ward.neighbourhoods, ward.reporter, ward.unit)
    card = phrase("report-review-card", card=card_lines(draft.content, facts))
    apart = (phrase("report-review-apart-informant"),) if draft.content.informant else ()
    ask = phrase("report-review-fast" if draft.content.category else "report-review-which")
    return Screen((card, *apart, ask), (*_sends(draft), *_others(draft)))


def _sends(draft: Draft) -> tuple[Row, ...]:
    if draft.content.category:
        return ((button(draft, Question.REVIEW, "send"),),)
    likely = () if draft.page == _FULL_LIST else proposals(draft)
    buttons = [button(draft, Question.REVIEW, category, _send_as(category)) for category in likely or Category]
    more = [button(draft, Question.REVIEW, _LIST, phrase("report-category-list"))] if likely else []
    return in_columns(buttons + more, 1 if likely else 2)


def _send_as(category: Category) -> Phrase:
    return phrase("report-review-send-as", category=phrase(f"report-category-{category}"))


def _others(draft: Draft) -> tuple[Row, ...]:
    tip = draft.may_belong_to
    label = phrase("report-addressee-add", code=tip.code) if tip else None
    add = ((button(draft, Question.REVIEW, "add", label),),) if label else ()
    edits = [edit_button(draft, q) for q in _EDITABLE if q is not Question.CATEGORY or draft.content.category]
    return (*add, *in_columns(edits, 3), (_behalf(draft),))


def _behalf(draft: Draft) -> Button:
    label = phrase("report-informant-change" if draft.content.on_behalf else "report-informant-begin")
    return replace(edit_button(draft, Question.INFORMANT), label=label)


def take_last_look(draft: Draft, choice: str) -> Reply | None:
    """A button of the last look that only the fast lane has."""
    if choice in list(Category) and draft.content.category is None:
        return Reply(settle(tell(draft, category=Category(choice)), Question.CATEGORY), Then.SEND)
    if choice == _LIST:
        return Reply(replace(draft, page=_FULL_LIST), Then.AGAIN)
    return Reply(draft, Then.ADD) if choice == "add" and draft.may_belong_to else None


_INFORMANT = (
    Choice("untold", lambda draft: tell(draft, on_behalf=True, informant="")),
    Choice("nobody", lambda draft: tell(draft, on_behalf=False, informant="")),
)


def _hear_informant(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    if leaves_out(wrote.text):
        return INFORMANT.take(draft, "untold", ward)
    return Reply(replace(draft, content=with_informant(draft.content, wrote.text)))


def _said_informant(draft: Draft, _ward: WardFacts) -> Phrase:
    if not draft.content.on_behalf:
        return phrase("report-informant-said-nobody")
    # Said back without the name: whoever looks at this chat need not read it.
    return phrase("phone-kept" if draft.content.informant else "report-informant-said-untold")


INFORMANT = Ask(
    Question.INFORMANT,
    show=shows(Question.INFORMANT, *_INFORMANT),
    take=takes(*_INFORMANT),
    hear=_hear_informant,
    said=_said_informant,
    # Opened on purpose only.
    needed=lambda _: False,
)

_DETAILS = (Choice("more"),)
_MORE = frozenset({"them chi tiet", "ke them", "bo sung"})


def _show_details(draft: Draft, _ward: WardFacts) -> Screen:
    return Screen((phrase("report-details-ask"),), ((button(draft, Question.DETAILS, "more"),),))


DETAILS = Ask(
    Question.DETAILS,
    show=_show_details,
    take=takes(*_DETAILS),
    hear=lambda draft, wrote, _: Reply(draft) if bare_words(wrote.text) in _MORE else None,
    said=lambda _draft, _ward: phrase("report-details-said"),
    needed=lambda draft: draft.fast and draft.sent_at is not None,
)
