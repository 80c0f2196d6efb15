"""All that is kept about a person in this ward, as a text for that person alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.card import CardFacts, card_lines
from bot.domain.content import AnswerPart
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.screens.identity import contact_lines
from bot.domain.screens.personal_data import copy_caption
from bot.domain.screens.times import clock_time
from bot.services.personal_data.views import own_tips
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DataCopy:
    """The copy made for a request, and what goes with it."""

    number: int
    caption: Screen
    lines: Screen


def copy_for(uow: UnitOfWork, request_id: int) -> DataCopy:
    """What is kept at this moment about whoever asked. Nothing of what the police wrote, or others told."""
    request = uow.data_requests.get(request_id)
    assert request is not None, "a copy is made for a request"
    tips = own_tips(uow, request.account_key)
    elsewhere = len(uow.tips.of_account(request.account_key)) - len(tips)
    body = (
        phrase("copy-head", ward=uow.ward.profile.name, at=clock_time(uow.now, uow.settings.timezone)),
        phrase("copy-account"),
        *(_draft(uow, request.account_key)),
        phrase("copy-tips", count=len(tips)),
        *(line for tip in tips for line in _tip(uow, tip)),
        *((phrase("copy-elsewhere", count=elsewhere),) if elsewhere else ()),
    )
    return DataCopy(request.id, copy_caption(request.id), Screen(body))


def _draft(uow: UnitOfWork, account_key: str) -> Iterable[Phrase]:
    """What is being written and was not sent."""
    draft = uow.talks.load(account_key).talk.draft
    if draft is not None and draft.sent_at is None and draft.content.told:
        yield phrase("copy-draft", words=draft.content.told)


def _tip(uow: UnitOfWork, tip: TipView) -> Iterable[Phrase]:
    zone = uow.settings.timezone
    known = uow.vault.identity(tip.id)
    yield phrase("copy-tip", code=tip.code, at=clock_time(tip.received_at, zone))
    yield phrase("copy-status", status=phrase(f"mytips-status-{tip.status}"))
    yield from card_lines(tip.content, CardFacts(zone, uow.ward.neighbourhoods(), tip.reporter))
    yield from contact_lines(known.phone, known.phone_words, known.guardian, "possible")[:-1]
    words = (tip.content.known_words, tip.content.others_know, tip.content.withheld_reason)
    yield from (phrase("copy-words", words=said) for said in words if said)
    answers: tuple[AnswerPart, ...] = ()
    for version in range(1, tip.version + 1):
        content = uow.tips.content(tip.id, version)
        at = clock_time(uow.tips.written_at(tip.id, version), zone)
        yield phrase("copy-version", number=version, at=at, words=content.told)
        if content.answers != answers:
            answers = content.answers
            yield phrase("copy-answers", number=version, words="\n".join(map(_answered, answers)))
    for file in uow.evidence.of_tip(tip.id):
        yield phrase("copy-file", kind=phrase(f"viewers-kind-{file.kind}"), sha=file.sha256 or "")


def _answered(part: AnswerPart) -> str:
    """One message of an answer, as it was given; a file stands among the files, a number above."""
    where = f"{part.position[0]:.5f}, {part.position[1]:.5f}" if part.position else ""
    return part.text or where
