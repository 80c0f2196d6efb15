"""What a person is told when something they asked for cannot be done."""

from bot.domain.people import Refused
from bot.domain.screen import Screen
from bot.services.speak import PressRef, answer, tell, tell_group
from storage.unit_of_work import UnitOfWork


def answer_refusal(
    uow: UnitOfWork, refusal: Refused, press: PressRef | None, chat_id: int | None, sender_id: int | None
) -> None:
    """A box on the button that was pressed; without one, a message in the private chat or duty group it came from.

    What is asked in any other group is answered in private, if the sender ever opened that chat.
    """
    screen = Screen((refusal.alert.text,))
    if press is not None:
        answer(uow, press, refusal.alert)
    elif chat_id is not None and uow.ward.is_duty_group(chat_id):
        tell_group(uow, screen)
    elif sender_id is not None and chat_id == sender_id:
        tell(uow, uow.people.meet(sender_id), screen)
    elif sender_id is not None and uow.people.hears(key := uow.keyring.blind(sender_id)):
        tell(uow, key, screen)
