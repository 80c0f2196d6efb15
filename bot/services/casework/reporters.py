"""The one door to the reporters of a tip: whoever wished for no replies hears nothing, whatever happens to the tip."""

from collections.abc import Callable

from bot.domain.delivery import Kind
from bot.domain.inquiry import Reach
from bot.domain.screen import Screen
from bot.services.speak import tell
from storage.tips import Standing, TipView
from storage.unit_of_work import UnitOfWork


def tell_reporter(
    uow: UnitOfWork, tip: TipView | Standing, screen: Screen, once: str | None = None, kind: Kind = Kind.NOTICE
) -> int | None:
    """Say something to the reporter of one tip; who called or came in person has no chat to be told in.

    Returns the outgoing row, if it became one. Raises LookupError once the tip's key is destroyed.
    """
    account = None if tip.no_reply else uow.vault.account_of(tip.id)
    return tell(uow, account, screen, kind, once=once) if account is not None else None


def reach_of(uow: UnitOfWork, tip: TipView) -> Reach:
    """Whether a question would get to the reporter now."""
    account = uow.vault.account_of(tip.id)
    if account is None:
        return Reach.NO_CHAT
    if tip.no_reply:
        return Reach.QUIET
    return Reach.YES if uow.people.is_reachable(account) else Reach.AWAY


def tell_reporters(
    uow: UnitOfWork,
    tip: TipView,
    screen_for: Callable[[str], Screen],
    once: str,
    *,
    but: int | None = None,
    only: Callable[[TipView], bool] = lambda _tip: True,
) -> None:
    """The same for all whose tips were joined to it, each under the code that one knows; ``but`` names a tip whose
    reporter knows already, ``only`` says whose are told."""
    for tip_id in (tip.id, *uow.tips.joined_to(tip.id)):
        if tip_id != but:
            each = uow.tips.view(tip_id)
            if only(each):
                tell_reporter(uow, each, screen_for(each.code), f"{once}:{each.id}")
