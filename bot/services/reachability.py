"""Whether a person can still be written to."""

from bot.services.cards import redraw_cards
from bot.services.casework.asking import ask_again
from bot.services.menus import refresh_menu
from storage.unit_of_work import UnitOfWork


def heard_from(uow: UnitOfWork, chat_id: int) -> str:
    """Somebody wrote or pressed in private, so they can be written to, whatever was noted before. The account."""
    account_key = uow.people.meet(chat_id)
    if not uow.people.is_reachable(account_key):
        set_reachable(uow, account_key, reachable=True)
    return account_key


def set_reachable(uow: UnitOfWork, account_key: str, *, reachable: bool) -> None:
    """A person blocked the bot or came back: the cards of their tips say so, the tips stay as they are.

    What they could not be asked meanwhile is asked when they are back.
    """
    if not uow.people.set_reachable(account_key, reachable):
        return
    if reachable and uow.people.member(account_key) is not None:
        refresh_menu(uow, account_key)
    for tip_id in uow.tips.of_account(account_key):
        here = uow.for_tip(tip_id)
        if reachable:
            ask_again(here, tip_id)
        if here.tips.set_reachable(tip_id, reachable):
            redraw_cards(here, tip_id)
