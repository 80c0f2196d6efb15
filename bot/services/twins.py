"""Two copies of one card: an attempt of which nobody knew whether it arrived did arrive after all."""

from bot.services.cards import redraw_cards
from bot.services.speak import PressRef
from storage.unit_of_work import UnitOfWork


def adopt_twin(uow: UnitOfWork, tip_id: int, press: PressRef, *, is_card: bool, line: bool = False) -> None:
    """A button was pressed on a card, or on a ``line``, that the bot did not know it had sent: from now on it points
    to the known one. A list without one is left alone: drawn anew it would lose the lines that nobody pressed."""
    if not is_card or press.message_id is None:
        return
    there = uow.postings.at(press.chat_id, press.message_id)
    if any(each.tip_id == tip_id or not (line and each.line) for each in there):
        return
    known = any(posting.chat_id == press.chat_id for posting in uow.postings.of_tip(tip_id))
    if line and not known:
        return
    uow.postings.add(tip_id, press.chat_id, press.message_id, -1, pointer=known, line=line)
    redraw_cards(uow, tip_id)
