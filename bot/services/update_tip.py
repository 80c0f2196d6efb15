"""A sent tip says more or something else: a new version, the earlier ones stay."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.content import TipContent
from bot.domain.dialog import Update
from bot.domain.events import Rewrote
from bot.services.cards import redraw_cards
from storage.unit_of_work import UnitOfWork


def update_tip(uow: UnitOfWork, update: Update) -> None:
    """The draft the tip was made from has gone on: its content is the next version."""
    tip_id = uow.tips.by_draft(update.draft_id)
    assert tip_id is not None, "only a draft that was sent is updated"
    _write(uow, tip_id, lambda _: update.content, confirmed=update.confirmed or None)


def add_to_tip(uow: UnitOfWork, tip_id: int, more: TipContent) -> None:
    """Its reporter adds something to a tip that was sent earlier."""
    _write(uow, tip_id, lambda old: _joined(old, more))


def rewrite_message(uow: UnitOfWork, account_key: str, edit: Rewrote) -> int | None:
    """A message that is part of a sent tip was edited. Returns the tip, or None when it is part of none."""
    tip_id = uow.tips.recent_of_message(account_key, edit.message_id)
    if tip_id is not None:
        _write(uow, tip_id, lambda old: _rewritten(old, edit))
    return tip_id


def _write(
    uow: UnitOfWork, tip_id: int, change: Callable[[TipContent], TipContent], confirmed: bool | None = None
) -> None:
    old = uow.tips.view(tip_id)
    new = change(old.content)
    if new == old.content and confirmed in (None, old.confirmed):
        return
    uow.tips.write(tip_id, new, confirmed=confirmed)
    uow.evidence.attach([ref.id for ref in new.evidence], tip_id)
    uow.journal.note("updated", tip_id=tip_id, detail=f"version {old.version + 1}")
    redraw_cards(uow, tip_id)


def _joined(old: TipContent, more: TipContent) -> TipContent:
    return replace(
        old, story=old.story + more.story, evidence=old.evidence + more.evidence, place=old.place or more.place
    )


def _rewritten(old: TipContent, edit: Rewrote) -> TipContent:
    """Put the new text where the old one stood; a caption that was not kept before joins the account."""
    story = tuple(replace(p, text=edit.text, at=edit.at) if p.message_id == edit.message_id else p for p in old.story)
    return replace(old, story=story)


def message_ids(content: TipContent) -> set[int]:
    """The reporter's messages that made up this content."""
    return {part.message_id for part in content.story} | {ref.message_id for ref in content.evidence}
