"""Short messages around a draft: kept, given up, left alone, handed over, complete."""

from bot.domain.draft import Draft
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.menu import TO_MENU
from bot.domain.ward_facts import WardFacts

_UNREADABLE = frozenset({"sticker", "poll", "dice", "game", "story"})


def _go(draft_id: str, verb: str, choice: str = "") -> Button:
    return Button(phrase(f"note-{verb}{'-' if choice else ''}{choice}"), Area.REPORT, verb, draft_id, choice)


def _back_to(draft_id: str) -> tuple[Row, ...]:
    return ((_go(draft_id, "resume"),),)


def kept(draft_id: str, what: Phrase) -> Screen:
    """A file has joined the draft while another question is open."""
    return Screen((what,), _back_to(draft_id))


def unreadable(kind: str, draft: Draft | None, ward: WardFacts) -> Screen:
    """A sticker, a poll, a dice: nothing a tip can hold."""
    thing = phrase(f"other-{kind}" if kind in _UNREADABLE else "other-thing")
    return Screen((phrase("note-unreadable", thing=thing, ward=ward.name),), _back_to(draft.id) if draft else TO_MENU)


def ask_to_drop(draft: Draft) -> Screen:
    """Really give it up?"""
    if draft.sent_at:
        return Screen((phrase("note-enough-ask"),), ((_go(draft.id, "resume"), _go(draft.id, "enough")),))
    return Screen((phrase("note-drop-ask"),), ((_go(draft.id, "resume"), _go(draft.id, "drop", "yes")),))


def resume_or_drop(draft: Draft) -> Screen:
    """A new report was wanted while another is open."""
    return Screen((phrase("note-open-draft"),), ((_go(draft.id, "resume"),), (_go(draft.id, "drop", "new"),)))


def dropped() -> Screen:
    """The draft is gone, nothing was sent."""
    return Screen((phrase("note-dropped"),), TO_MENU)


def complete(ward: WardFacts) -> Screen:
    """Nothing is left to ask about a tip that was sent."""
    return Screen((phrase("note-complete", phone=ward.phone),), TO_MENU)


def filled_up() -> Screen:
    """A report is as long as one may be; what comes next is another one."""
    return Screen((phrase("note-filled-up"),), TO_MENU)


def nudged(draft_id: str, ward: WardFacts) -> Screen:
    """A draft was left alone for ten minutes. Says nothing of what it is about."""
    body = (phrase("note-nudged", phone=ward.phone),)
    return Screen(body, ((_go(draft_id, "resume"), _go(draft_id, "drop", "yes")),))


def handed_over(draft_id: str, ward: WardFacts) -> Screen:
    """An urgent draft went to the duty desk without its "Gửi"."""
    rows = ((_go(draft_id, "confirm"),), (_go(draft_id, "resume"), _go(draft_id, "enough")))
    return Screen((phrase("note-handed-over", phone=ward.phone),), rows)


def confirmed(draft_id: str, ward: WardFacts) -> Screen:
    """The reporter stands by what was handed over."""
    body = (phrase("note-confirmed", phone=ward.phone),)
    return Screen(body, ((_go(draft_id, "resume"), _go(draft_id, "enough")),))


def expired(ward: WardFacts) -> Screen:
    """A draft was left alone for 72 hours and is gone."""
    return Screen((phrase("note-expired", phone=ward.phone),), TO_MENU)
