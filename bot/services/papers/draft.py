"""What a paper is written from, read in one transaction at the moment it goes out: no row holds any of it.

Whom it was that reported stands in a paper only if the reporter lets the officer in charge know, and that officer draws
it (BLTTHS Điều 56; TT 28/2020 Điều 5).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.domain.authority import Deed, may
from bot.domain.card import CardFacts, in_a_row, say_place, say_reporter, say_urgency, say_when
from bot.domain.casework.bodies import named_body
from bot.domain.casework.outcomes import Outcome
from bot.domain.content import TipContent
from bot.domain.papers import PaperKind
from bot.domain.people import Member
from bot.domain.reports import whole
from bot.domain.screen import Phrase, phrase
from bot.domain.screens.asking import said
from bot.domain.screens.times import clock_time
from bot.domain.tip import IdentityMode
from bot.services.cards import name_of
from bot.services.identity.showing import contact
from bot.services.read_tip import exchanged
from storage.evidence import ListedFile
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

# What a template may name: a phrase, a plain text of ours, whether something is so, or lines.
Value: TypeAlias = Phrase | str | bool | tuple[Phrase, ...] | tuple[Mapping[str, Phrase | str], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before it has words: which, of which tip of which ward, and its values by name."""

    kind: PaperKind
    code: str
    ward: str
    values: Mapping[str, Value]


def draft_of(uow: UnitOfWork, tip_id: int, kind: PaperKind, account_key: str) -> Draft | None:
    """The paper as of now for whoever asked for it; None when that person may not have it any more."""
    officer = uow.people.member(account_key)
    tip = uow.tips.view(tip_id)
    if officer is None or not may(officer, Deed.PAPERS, tip.status):
        return None
    ward = uow.ward.profile
    values: dict[str, Value] = {
        "ward": ward.name,
        "ward_capitals": ward.name.upper(),
        "code": tip.code,
        "drawn_at": clock_time(uow.now, uow.settings.timezone),
        **_told(uow, tip),
        **_reporter(uow, tip, officer),
        **_sent(uow, tip),
        "exchanges": tuple(_exchanges(uow, tip)),
        **_evidence(uow, tip),
    }
    return Draft(kind, tip.code, ward.code, values)


def _told(uow: UnitOfWork, tip: TipView) -> dict[str, Value]:
    content, zone = tip.content, uow.settings.timezone
    return {
        "received": clock_time(tip.received_at, zone),
        "channel": phrase(f"paper-means-{tip.channel}"),
        "received_by": name_of(uow, tip.acknowledged_by),
        "owner": name_of(uow, tip.in_charge),
        "kind": phrase(f"paper-kind-{tip.case.kind or 'unclassified'}"),
        "category": phrase(f"category-{tip.category}"),
        "urgency": say_urgency(content.urgency),
        "place": say_place(content.place, uow.ward.neighbourhoods()),
        "when": say_when(content.when, zone),
        "story": _words(content.told),
        "known": known(content),
        "others": _words(content.others_know),
    }


def known(content: TipContent) -> Phrase | str:
    """How the reporter knows; empty when not told."""
    how = [phrase(f"known-{content.known_by}")] if content.known_by else []
    own = [phrase("as-is", words=content.known_words)] if content.known_words else []
    return in_a_row([*how, *own]) if how or own else ""


def _words(told: str) -> Phrase | str:
    return phrase("as-is", words=told) if told else ""


def _reporter(uow: UnitOfWork, tip: TipView, officer: Member) -> dict[str, Value]:
    facts = CardFacts(uow.settings.timezone, (), tip.reporter, tip.unit)
    open_to_all = tip.content.identity is IdentityMode.OFFICER
    return {
        "reporter_kind": say_reporter(tip.content, facts),
        "secret": not open_to_all,
        "reporter": _contact(uow, tip, officer) if open_to_all else said_of_reporter(tip.content),
    }


def said_of_reporter(content: TipContent) -> Phrase:
    """What stands in the place of an identity."""
    if content.identity is IdentityMode.WITHHELD and content.withheld_reason:
        return phrase("paper-reporter-withheld-reason", reason=content.withheld_reason)
    return phrase(f"paper-reporter-{content.identity}")


def _contact(uow: UnitOfWork, tip: TipView, officer: Member) -> Phrase:
    """For the officer in charge alone, as in a tip that is read in full."""
    if tip.in_charge != officer.id:
        return said_of_reporter(tip.content)
    uow.journal.note("contact shown", tip_id=tip.id, person_id=officer.id)
    return in_a_row(list(contact(uow, tip, revealed=False)[:-1]))


def _sent(uow: UnitOfWork, tip: TipView) -> dict[str, Value]:
    """Whereto it was passed on last, if it was; what is not known yet is left open."""
    sent = next((step.detail for step in reversed(uow.cases.steps(tip.id)) if step.deed is Deed.TRANSFER), {})
    body = "culture" if sent.get("to") == Outcome.MEDIATION else sent.get("body", "")
    day = date.fromisoformat(sent["date"]) if sent.get("date") else None
    dated = phrase("paper-dated", day=f"{day:%d}", month=f"{day:%m}", year=f"{day:%Y}") if day else ""
    return {
        "body": named_body(body) if body else "",
        "number": _words(sent.get("number", "")),
        "dated": dated,
        "reason": _words(sent.get("reason", "")),
    }


def _exchanges(uow: UnitOfWork, tip: TipView) -> Iterator[Phrase]:
    """What was asked and answered in words; a number that was given lies in the vault."""
    for each in exchanged(uow, tip):
        told = [part for part in each.parts if part.text and not part.contact]
        if told:
            yield phrase("paper-asked", at=clock_time(each.asked.at, uow.settings.timezone), words=said(each.words))
        yield from (phrase("paper-answered", words=part.text) for part in told)


def _evidence(uow: UnitOfWork, tip: TipView) -> dict[str, Value]:
    files = uow.evidence.listed(tip.id)
    lines = tuple(_file(uow, number, file) for number, file in enumerate(files, start=1))
    return {"evidence": lines, "evidence_count": whole(len(files))}


def _file(uow: UnitOfWork, number: int, file: ListedFile) -> Mapping[str, Phrase | str]:
    return {
        "number": str(number),
        "kind": phrase(f"viewers-kind-{file.kind}"),
        "received": clock_time(file.received_at, uow.settings.timezone),
        "size": whole(file.size) if file.size is not None else "",
        "sha256": file.sha256 or phrase("paper-file-not-kept"),
    }
