"""What the asker, the second person and the reporter see of a revealed identity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.authority import Deed
from bot.domain.card import cut
from bot.domain.reveals import RevealState
from bot.domain.screen import Area, Button, Phrase, Row, Screen, phrase
from bot.domain.screens.duty import deed_button
from bot.domain.screens.times import clock_time

REASON_LENGTH = 160


def reveal_asked(reveal_id: int, code: str, officer: str, reason: str, until: datetime, zone: ZoneInfo) -> Screen:
    """Asks a commander or the chief, in private, to agree."""
    line = phrase("reveal-asked", code=code, officer=officer, reason=reason, until=clock_time(until, zone))
    return Screen((line,), (_choices(reveal_id),))


def _choices(reveal_id: int, code: str = "") -> Row:
    end = "-code" if code else ""
    args = {"code": code} if code else {}
    return tuple(
        Button(phrase(f"reveal-button-{verb}{end}", **args), Area.IDENTITY, verb, str(reveal_id))
        for verb in ("grant", "deny")
    )


def reveal_decided(code: str, officer: str, state: RevealState) -> Screen:
    """What the question becomes once it is answered."""
    return Screen((phrase(f"reveal-decided-{state}", code=code, officer=officer),))


def reveal_approved(code: str, by: str, minutes: int) -> Screen:
    """Tells the asker that the identity follows in this very message."""
    return Screen((phrase("reveal-approved", code=code, officer=by, minutes=minutes),))


def reveal_refused(code: str, by: str) -> Screen:
    """Tells the asker that it stays secret."""
    return Screen((phrase("reveal-refused", code=code, officer=by),))


def reveal_lapsed(code: str) -> Screen:
    """Tells the asker that nothing came of it."""
    return Screen((phrase("reveal-lapsed", code=code),))


def contact_lines(
    phone: str | None, phone_words: str, guardian: str, by_chat: str, informant: str = ""
) -> tuple[Phrase, ...]:
    """Whom to call; ``by_chat`` says whether the bot can write: possible, unwanted, unreachable or none."""
    told = (
        *((phrase("contact-informant", words=informant),) if informant else ()),
        *((phrase("contact-phone", phone=phone),) if phone else ()),
        *((phrase("contact-words", words=phone_words),) if phone_words else ()),
        *((phrase("contact-guardian", words=guardian),) if guardian else ()),
    )
    return (*(told or (phrase("contact-none"),)), phrase(f"contact-chat-{by_chat}"))


def identity_shown(code: str, contact: tuple[Phrase, ...], until: datetime, zone: ZoneInfo) -> Screen:
    """The identity, and until when it stands here."""
    return Screen(
        (phrase("reveal-identity", code=code), *contact, phrase("reveal-until", until=clock_time(until, zone)))
    )


def taken_away() -> Screen:
    """What stands in the place of a message that is too old to be deleted."""
    return Screen((phrase("reveal-taken-away"),))


def reveal_notice(code: str, phone: str) -> Screen:
    """Tells the reporter afterwards, in words that betray nothing to whoever else sees the phone."""
    return Screen((phrase("notice-revealed", code=code, phone=phone),))


@dataclass(frozen=True, slots=True)
class RevealLine:
    """One request as the commander's list shows it. ``own``: the reader asked, and cannot agree to it."""

    id: int
    code: str
    asked_by: str
    asked_at: datetime
    reason: str
    state: RevealState
    decided_by: str
    shown_at: datetime | None
    own: bool


def reveals(lines: Sequence[RevealLine], page: int, *, more: bool, zone: ZoneInfo) -> Screen:
    """The list, newest first; what waits for a decision has its buttons here too."""
    if not lines:
        return Screen((phrase("reveals-none"),))
    waiting = [line for line in lines if line.state is RevealState.ASKED and not line.own]
    turns = (
        *((Button(phrase("page-before"), Area.IDENTITY, "reveals", choice=str(page - 1)),) if page else ()),
        *((Button(phrase("page-after"), Area.IDENTITY, "reveals", choice=str(page + 1)),) if more else ()),
    )
    rows = [_choices(line.id, line.code) for line in waiting]
    body = (phrase("reveals-head"), *(_line(line, zone) for line in lines))
    return Screen(body, (*rows, *((turns,) if turns else ())))


def _line(line: RevealLine, zone: ZoneInfo) -> Phrase:
    decided = phrase("reveals-decided", officer=line.decided_by) if line.decided_by else phrase("as-is", words="")
    shown = phrase("reveals-shown", at=clock_time(line.shown_at, zone)) if line.shown_at else phrase("as-is", words="")
    return phrase(
        "reveals-line",
        code=line.code,
        officer=line.asked_by,
        at=clock_time(line.asked_at, zone),
        reason=cut(line.reason, REASON_LENGTH),
        state=phrase(f"reveals-state-{line.state}"),
        decided=decided,
        shown=shown,
    )


def protection_wanted(tip_id: int, code: str, waited: Phrase | None) -> Screen:
    """Tells a commander that a reporter asks to be protected; ``waited`` when nobody has answered since."""
    line = phrase("protect-again", code=code, waited=waited) if waited else phrase("protect-commander", code=code)
    return Screen((line,), ((deed_button(tip_id, Deed.PROTECT), deed_button(tip_id, Deed.READ)),))
