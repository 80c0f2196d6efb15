"""Buttons of "Thông tin của tôi"."""

from bot.domain.dialog import Step, start_correcting
from bot.domain.events import Pressed
from bot.domain.people import Refused
from bot.domain.personal_data import RequestKind
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.personal_data import surely_erase, what_to_correct
from bot.services.continue_talk import apply_step
from bot.services.personal_data.opening import open_request
from bot.services.speak import PressRef, answer, redraw_message, tell
from storage.unit_of_work import UnitOfWork


def my_data_pressed(uow: UnitOfWork, account_key: str, pressed: Pressed, press: PressRef) -> None:
    """Ask for something; what is to be corrected is asked first, and before deletion what it means."""
    match pressed.verb, pressed.choice:
        case RequestKind.CORRECT, _:
            stored = uow.talks.load(account_key)
            step = Step(start_correcting(stored.talk, pressed.at), redraw=what_to_correct())
            apply_step(uow, stored, step, uow.now, press)
        case RequestKind.ERASE, choice if choice != "yes":
            answer(uow, press)
            _put(uow, account_key, press, surely_erase())
        case (RequestKind.COPY | RequestKind.ERASE) as kind, _:
            answer(uow, press)
            _put(uow, account_key, press, open_request(uow, account_key, RequestKind(kind)))
        case _:
            raise Refused(Alert(phrase("alert-stale"), loud=True))


def _put(uow: UnitOfWork, account_key: str, press: PressRef, screen: Screen) -> None:
    if press.message_id is None:
        tell(uow, account_key, screen)
    else:
        redraw_message(uow, account_key, screen, press.message_id)
