"""Telling the reporters of a tip what became of it: also those whose tip was found to tell of the same event."""

from collections.abc import Callable, Iterable

from bot.domain.delivery import Kind
from bot.domain.screen import Screen
from bot.services.speak import tell
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def tell_reporters(uow: UnitOfWork, tip: TipView, screen_for: Callable[[str], Screen], once: str) -> None:
    """Say something to each reporter under the code that one knows; who wished for no replies hears nothing."""
    for each in _with_duplicates(uow, tip):
        if not each.no_reply:
            tell(uow, uow.vault.account_of(each.id), screen_for(each.code), Kind.NOTICE, once=f"{once}:{each.id}")


def _with_duplicates(uow: UnitOfWork, tip: TipView) -> Iterable[TipView]:
    yield tip
    for tip_id in uow.tips.duplicates_of(tip.id):
        yield from _with_duplicates(uow, uow.tips.view(tip_id))
