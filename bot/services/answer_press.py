"""What a person is told when something they asked for cannot be done."""

from bot.domain.people import Refused
from bot.domain.screen import Screen
from bot.services.speak import PressRef, answer, tell, tell_group
from storage.unit_of_work import UnitOfWork


def answer_refusal(uow: UnitOfWork, refusal: Refused, press: PressRef | None, private_chat: int | None) -> None:
    """A box on the button that was pressed; without one, a message in the chat where it was asked."""
    if press is not None:
        answer(uow, press, refusal.alert)
    elif private_chat is not None:
        tell(uow, uow.people.meet(private_chat), Screen((refusal.alert.text,)))
    else:
        tell_group(uow, Screen((refusal.alert.text,)))
