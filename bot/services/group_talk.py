"""What officers say to each other in the duty group is not for the bot, and never goes out to a reporter."""

from datetime import timedelta

from bot.domain.delivery import Kind
from bot.domain.screen import Screen, phrase
from storage.outbox import Payload, to_group
from storage.unit_of_work import UnitOfWork

NOT_AGAIN_WITHIN = timedelta(hours=1)


def replied_to_card(uow: UnitOfWork, chat_id: int, message_id: int) -> None:
    """Somebody replies to a card, perhaps to be read by its reporter: say how to ask, once a while for each card."""
    cards = uow.postings.at(chat_id, message_id)
    if not cards or not uow.ward.is_duty_group(chat_id):
        return
    card = cards[0]
    if not uow.outbox.said_since(card.tip_id, Kind.HINT, uow.now - NOT_AGAIN_WITHIN):
        payload = Payload(screen=Screen((phrase("duty-how-to-ask"),)))
        uow.outbox.add(to_group(uow.ward_id), Kind.HINT, payload, tip_id=card.tip_id)
