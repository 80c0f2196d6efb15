"""A sent tip says more or something else: a new version, the earlier ones stay."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TypeVar

from bot.domain.balance import Became
from bot.domain.content import IN_VAULT, AnswerPart, EvidenceRef, Place, StoryPart, TipContent
from bot.domain.delivery import Kind
from bot.domain.dialog import Amend, Update
from bot.domain.dialog.understanding import is_danger_now
from bot.domain.draft import Draft
from bot.domain.events import Rewrote
from bot.domain.questions.apart import AMEND
from bot.domain.questions.questionnaire import ASK
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.tip import Status, Urgency
from bot.services.cards import redraw_cards
from bot.services.ladders import hasten_ladder
from bot.services.speak import tell
from bot.services.tip_clocks import begin_danger
from bot.services.ward_facts import ward_facts
from storage.outbox import Payload, to_group
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

Piece = TypeVar("Piece", bound=StoryPart | EvidenceRef)
Said = TypeVar("Said", StoryPart, AnswerPart)


def update_tip(uow: UnitOfWork, update: Update, before: TipContent) -> None:
    """The draft the tip was made from has gone on from ``before``: what changed is in the next version.

    What reached the tip on other ways meanwhile, such as an addition or a late picture, stays.
    """
    tip_id = uow.tips.by_draft(update.draft_id)
    assert tip_id is not None, "only a draft that was sent is updated"
    here = uow.for_tip(tip_id)
    _write(here, tip_id, lambda tip: _merged(tip, before, update.content), confirmed=update.confirmed or None)


def add_to_tip(uow: UnitOfWork, tip_id: int, more: TipContent) -> None:
    """Its reporter adds something to a tip that was sent earlier."""
    _write(uow.for_tip(tip_id), tip_id, lambda old: _joined(old, more))


def rewrite_message(uow: UnitOfWork, account_key: str, edit: Rewrote) -> int | None:
    """A message that is part of a sent tip was edited. Returns the tip, or None when it is part of none."""
    tip_id = uow.tips.recent_of_message(account_key, edit.message_id)
    if tip_id is not None:
        _write(uow.for_tip(tip_id), tip_id, lambda old: _rewritten(old, edit))
    return tip_id


def amend_tip(uow: UnitOfWork, account_key: str, amend: Amend) -> None:
    """An answer that stands apart from the story was edited after its report was closed: its tip follows."""
    tip_id = uow.tips.by_draft(amend.draft_id)
    if tip_id is None:
        tell(uow, account_key, Screen((phrase("edit-amended-nowhere"),)))
        return
    here = uow.for_tip(tip_id)
    _write(here, tip_id, lambda old: AMEND[amend.question](old, amend.text))
    tell(here, account_key, Screen((_amended(here, tip_id, amend),)))


def _amended(uow: UnitOfWork, tip_id: int, amend: Amend) -> Phrase:
    tip = uow.tips.view(tip_id)
    told = Draft(amend.draft_id, uow.now, uow.now, uow.vault.completed(tip_id, tip.content))
    answer = ASK[amend.question].said(told, ward_facts(uow, None))
    return phrase("edit-amended", code=tip.code, topic=phrase(f"topic-{amend.question}"), answer=answer)


def _write(
    uow: UnitOfWork, tip_id: int, change: Callable[[TipContent], TipContent], confirmed: bool | None = None
) -> None:
    old = uow.tips.view(tip_id)
    told = uow.vault.completed(tip_id, old.content)
    new = change(told)
    if new == told and confirmed in (None, old.confirmed):
        return
    uow.inbox.note(Became.ADDITION)
    if new == told:
        uow.tips.confirm(tip_id)
        redraw_cards(uow, tip_id)
        return
    version = uow.tips.write(tip_id, new, before=told, confirmed=confirmed, taken_back=_taken_back(told, new))
    uow.evidence.attach([ref.id for ref in new.evidence if ref not in told.evidence], tip_id)
    uow.journal.note("updated", tip_id=tip_id, detail=f"version {version}")
    redraw_cards(uow, tip_id)
    if old.status is Status.CLOSED:
        _say_late(uow, old)
    if new.urgency is Urgency.DANGER and old.urgency is not Urgency.DANGER:
        # A card that changes makes no sound: this one must be heard, and sooner.
        hasten_ladder(uow, old)
        begin_danger(uow, uow.tips.view(tip_id), uow.now)
        uow.outbox.add(to_group(uow.ward_id), Kind.DANGER_CARD, tip_id=tip_id)


def _say_late(uow: UnitOfWork, tip: TipView) -> None:
    """Nobody looks at the card of a closed tip; said once for all that comes until somebody has read it."""
    news = Payload(screen=Screen((phrase("duty-late-news", code=tip.code),)))
    once = f"late:{tip.id}:{tip.seen_version}:{tip.case_version}"
    uow.outbox.add(to_group(uow.ward_id), Kind.NEWS, news, tip_id=tip.id, once=once)


def _taken_back(told: TipContent, new: TipContent) -> set[str]:
    return {name for name in IN_VAULT if getattr(told, name) and not getattr(new, name)}


def _merged(tip: TipContent, before: TipContent, after: TipContent) -> TipContent:
    names = (field.name for field in fields(after))
    changed = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    story = _with_others(after.story, tip.story, before.story)
    evidence = _with_others(after.evidence, tip.evidence, before.evidence)
    return replace(tip, **changed | {"story": story, "evidence": evidence})


def _with_others(after: tuple[Piece, ...], tip: tuple[Piece, ...], before: tuple[Piece, ...]) -> tuple[Piece, ...]:
    if after == before:
        return tip
    known = {piece.message_id for piece in (*before, *after)}
    return (*after, *(piece for piece in tip if piece.message_id not in known))


def _joined(old: TipContent, more: TipContent) -> TipContent:
    return replace(
        old,
        urgency=Urgency.DANGER if is_danger_now(more.all_told) else old.urgency,
        place=_joined_place(old.place, more.place),
        story=old.story + more.story,
        evidence=old.evidence + more.evidence,
        answers=old.answers + more.answers,
        phone=more.phone or old.phone,
    )


def _joined_place(old: Place | None, more: Place | None) -> Place | None:
    """The place as told before, with the position that is sent now; earlier versions keep the earlier one."""
    if old is None or more is None or old.unknown:
        return more or old
    if more.latitude is None:
        return old
    return replace(old, latitude=more.latitude, longitude=more.longitude)


def _rewritten(old: TipContent, edit: Rewrote) -> TipContent:
    """Put the new text where the old one stood; a caption that was not there before joins the account."""
    if any(part.message_id == edit.message_id for part in old.answers):
        return replace(old, answers=tuple(_corrected(part, edit) for part in old.answers))
    if all(part.message_id != edit.message_id for part in old.story):
        return replace(old, story=(*old.story, StoryPart(edit.message_id, edit.text, edit.at)))
    return replace(old, story=tuple(_corrected(part, edit) for part in old.story))


def _corrected(part: Said, edit: Rewrote) -> Said:
    return replace(part, text=edit.text, at=edit.at) if part.message_id == edit.message_id else part
