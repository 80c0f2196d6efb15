"""Somebody used an invitation: what they, those who approve and who invited them are told."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.keys import with_keys
from bot.domain.people import REPORTERS, Role
from bot.domain.screen import Area, Button, Phrase, Screen, phrase
from bot.domain.screens.times import clock_time


def welcome(what: Phrase, roles: Collection[Role], ward: str) -> Screen:
    """Greets somebody with new roles and says what to do next; who must report at once gets the keys for it."""
    hints = tuple(phrase(f"admin-next-{role}") for role in Role if role in roles)
    body = (phrase("admin-welcome", role=what, ward=ward), *hints)
    kind = next((kind for role, kind in REPORTERS.items() if role in roles), None)
    return with_keys(kind, *body) if kind is not None else Screen(body)


def waits(what: Phrase, ward: str) -> Screen:
    """To the guest: somebody has still to approve."""
    return Screen((phrase("enrol-waits", role=what, ward=ward),))


def declined(what: Phrase) -> Screen:
    """To the guest: it was not approved."""
    return Screen((phrase("enrol-declined", role=what),))


def approve(enrolment_id: int, lines: tuple[Phrase, ...]) -> Screen:
    """To those who may approve: who came, for what, invited by whom."""
    subject = str(enrolment_id)
    yes = Button(phrase("enrol-button-approve"), Area.PEOPLE, "approve", subject)
    no = Button(phrase("enrol-button-decline"), Area.PEOPLE, "decline", subject)
    return Screen((*lines, phrase("enrol-ask")), ((yes, no),))


def who_came(name: str, what: Phrase, host: str, replaced: str) -> tuple[Phrase, ...]:
    """The facts of one enrolment; ``host`` and ``replaced`` may be empty."""
    lines = [phrase("enrol-came", name=name, role=what)]
    if host:
        lines.append(phrase("enrol-host", name=host))
    if replaced:
        lines.append(phrase("enrol-instead", name=replaced))
    return tuple(lines)


def settled(lines: tuple[Phrase, ...], boss: str, at: datetime, zone: ZoneInfo, *, approved: bool) -> Screen:
    """In the place of the question, on every phone that showed it."""
    key = "enrol-approved-by" if approved else "enrol-declined-by"
    return Screen((*lines, phrase(key, name=boss, at=clock_time(at, zone))))


def host_waits(name: str, what: Phrase, *, nobody: bool) -> Screen:
    """To who invited: the guest came; ``nobody`` is there to approve yet."""
    lines = (phrase("enrol-host-waits", name=name, role=what),)
    return Screen((*lines, phrase("enrol-nobody-approves")) if nobody else lines)


def host_settled(name: str, what: Phrase, *, approved: bool) -> Screen:
    """To who invited: what became of it."""
    return Screen((phrase("enrol-host-approved" if approved else "enrol-host-declined", name=name, role=what),))
