"""The last look: exactly the card the duty group will see, what is kept apart from it, and each line's correction."""

from bot.domain.card import CardFacts, card_lines
from bot.domain.draft import Draft, Question
from bot.domain.events import Wrote
from bot.domain.questions.ask import Ask, Choice, Reply, Then, button, edit_button, in_columns, takes
from bot.domain.questions.fast import show_last_look, take_last_look
from bot.domain.screen import Button, Phrase, Screen, phrase
from bot.domain.tip import IdentityMode
from bot.domain.vietnamese import Answer, identity_hints, yes_no_unknown
from bot.domain.ward_facts import WardFacts

EDITABLE = (
    Question.URGENCY,
    Question.CATEGORY,
    Question.PLACE,
    Question.WHEN,
    Question.STORY,
    Question.EVIDENCE,
    Question.IDENTITY,
    Question.PHONE,
    Question.SOURCE,
    Question.OTHERS,
)
SHORT_EDITABLE = EDITABLE[:3]
_take_send = takes(Choice("send", then=Then.SEND))


def _show(draft: Draft, ward: WardFacts) -> Screen:
    if draft.fast:
        return show_last_look(draft, ward)
    facts = CardFacts(ward.zone, ward.neighbourhoods, ward.reporter, ward.unit)
    lines = (
        phrase("report-review-ask"),
        phrase("report-review-card", card=card_lines(draft.content, facts)),
        *_kept_apart(draft),
        *_warnings(draft),
        phrase("report-review-honest"),
    )
    return Screen(lines, ((button(draft, Question.REVIEW, "send"),), *in_columns(_edits(draft))))


def _edits(draft: Draft) -> list[Button]:
    if draft.danger_at:
        return [edit_button(draft, question) for question in SHORT_EDITABLE]
    withheld = draft.content.identity is IdentityMode.WITHHELD
    return [edit_button(draft, q) for q in EDITABLE if not (withheld and q is Question.PHONE)]


def _kept_apart(draft: Draft) -> tuple[Phrase, ...]:
    content = draft.content
    kept = (
        (content.known_by or content.known_words, "report-review-apart-source"),
        (content.others_know, "report-review-apart-others"),
        (content.phone or content.guardian, "report-review-apart-phone"),
    )
    return tuple(phrase(key) for value, key in kept if value)


def _warnings(draft: Draft) -> tuple[Phrase, ...]:
    content = draft.content
    if content.identity is IdentityMode.OFFICER:
        return ()
    hints = identity_hints("\n".join((content.told, content.place.words if content.place else "")), content.phone)
    if not hints:
        return ()
    return (phrase("report-review-betrays", words=", ".join(f"“{hint}”" for hint in hints[:3])),)


def _take(draft: Draft, choice: str, ward: WardFacts) -> Reply | None:
    reply = _take_send(draft, choice, ward)
    return take_last_look(draft, choice) if reply is None and draft.fast else reply


def _hear(draft: Draft, wrote: Wrote, ward: WardFacts) -> Reply | None:
    return REVIEW.take(draft, "send", ward) if yes_no_unknown(wrote.text) is Answer.SEND else None


REVIEW = Ask(
    Question.REVIEW,
    show=_show,
    take=_take,
    hear=_hear,
    said=lambda _draft, _ward: phrase("report-review-said"),
)
