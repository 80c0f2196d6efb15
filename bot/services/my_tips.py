""" "Tin đã gửi": what a reporter sees of the own tips, and what may be done with them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.dialog import is_full, start_adding
from bot.domain.draft import SentTip
from bot.domain.events import Pressed
from bot.domain.ladders import Lack
from bot.domain.people import Refused
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.tips import MyQuestion, MyTip, my_tip, my_tips, protection_asked
from bot.services.answer_question import ANSWER_VERBS, answer_pressed
from bot.services.cards import redraw_cards
from bot.services.casework.asking import ask_again
from bot.services.casework.reopening import reopen_for_reporter
from bot.services.continue_talk import apply_step, continue_talk
from bot.services.identity.protecting import ask_protection
from bot.services.speak import PressRef, answer, redraw_message, tell
from bot.services.ward_facts import ward_facts
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork

MOST = 100


class NotYours(Refused):
    """No tip of this person has that code."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("alert-stale"), loud=True))


def list_my_tips(uow: UnitOfWork, account_key: str, press: PressRef) -> None:
    """ "Tin đã gửi" was pressed in the menu."""
    answer(uow, press)
    tell(uow, account_key, my_tips(_all(uow, account_key)))


def my_tip_pressed(uow: UnitOfWork, account_key: str, pressed: Pressed, press: PressRef) -> None:
    """A button of the list or of one tip. Raises NotYours."""
    if pressed.verb in {"done", "later"}:
        continue_talk(uow, account_key, pressed, pressed.at, press)
    elif pressed.verb == "page":
        page = int(pressed.choice) if pressed.choice.isdecimal() else 0
        answer(uow, press)
        _put(uow, account_key, press, my_tips(_all(uow, account_key), page))
    elif pressed.verb == "add":
        _add(uow, account_key, _own(uow, account_key, pressed.subject), press)
    elif pressed.verb in ANSWER_VERBS:
        answer_pressed(uow, account_key, _own(uow, account_key, pressed.subject), pressed, press)
    else:
        tip, act = _own(uow, account_key, pressed.subject), _ACTS.get(pressed.verb, _open)
        act(uow.for_tip(tip.id), account_key, tip, press)


def _all(uow: UnitOfWork, account_key: str) -> list[MyTip]:
    """Of every ward this person has ever written to."""
    tip_ids = uow.tips.of_account(account_key, MOST)
    asked = uow.questions.open_among(tip_ids)
    return [replace(_mine(uow, _view(uow, tip_id)), asked=tip_id in asked) for tip_id in tip_ids]


def _view(uow: UnitOfWork, tip_id: int) -> TipView:
    return uow.for_tip(tip_id).tips.view(tip_id)


def _mine(uow: UnitOfWork, tip: TipView) -> MyTip:
    """A tip that was joined to another one stands where that one stands."""
    first = _view(uow, uow.tips.first_of(tip.id)) if tip.case.duplicate_of is not None else tip
    return MyTip(
        code=tip.code,
        status=first.status,
        received_at=tip.received_at,
        posted_at=tip.posted_at,
        acknowledged_at=tip.acknowledged_at,
        no_reply=tip.no_reply,
        protection_asked=tip.protection_asked,
    )


def _own(uow: UnitOfWork, account_key: str, code: str) -> TipView:
    tip_id = uow.tips.of_reporter(account_key, code)
    if tip_id is None:
        raise NotYours
    return _view(uow, tip_id)


def _open(uow: UnitOfWork, account_key: str, tip: TipView, press: PressRef) -> None:
    answer(uow, press)
    fresh = uow.tips.view(tip.id)
    questions = [
        MyQuestion(each.id, uow.questions.words(each))
        for each in uow.questions.of_tip(tip.id)
        if each.asked.answered_at is None
    ]
    _put(uow, account_key, press, my_tip(_mine(uow, fresh), uow.settings.timezone, questions))


def _add(uow: UnitOfWork, account_key: str, tip: TipView, press: PressRef) -> None:
    """The talk stays with the ward it is with, whichever ward the tip went to."""
    if is_full(tip.content):
        answer(uow, press, Alert(phrase("alert-tip-full"), loud=True))
        return
    stored = uow.talks.load(account_key)
    sent = SentTip(tip.id, tip.code, tip.received_at)
    apply_step(uow, stored, start_adding(stored.talk, sent, uow.now), uow.now, press)


def _quiet(uow: UnitOfWork, account_key: str, tip: TipView, press: PressRef) -> None:
    _set_no_reply(uow, tip, no_reply=True)
    _open(uow, account_key, tip, press)


def _reply(uow: UnitOfWork, account_key: str, tip: TipView, press: PressRef) -> None:
    _set_no_reply(uow, tip, no_reply=False)
    ask_again(uow, tip.id)
    _open(uow, account_key, tip, press)


def _set_no_reply(uow: UnitOfWork, tip: TipView, *, no_reply: bool) -> None:
    if uow.tips.set_no_reply(tip.id, no_reply):
        redraw_cards(uow, tip.id)


def _protect(uow: UnitOfWork, account_key: str, tip: TipView, press: PressRef) -> None:
    """An urgent request for protection may come by chat (BLTTHS Điều 487.2): the commanders hear at once."""
    answer(uow, press)
    ask_protection(uow, tip)
    facts = ward_facts(uow, uow.people.member(account_key))
    _put(uow, account_key, press, protection_asked(tip.code, facts))


def _well(uow: UnitOfWork, account_key: str, tip: TipView, press: PressRef) -> None:
    """ "Đã ổn": good to know, and nothing else."""
    uow.journal.note("well", tip_id=tip.id)
    uow.reminders.stop(tip.id, Lack.WORD)
    answer(uow, press)
    _put(uow, account_key, press, Screen((phrase("mytips-glad", code=tip.code),)))


def _unwell(uow: UnitOfWork, account_key: str, tip: TipView, press: PressRef) -> None:
    """ "Chưa ổn": the tip is opened again, and the duty group hears of it."""
    answer(uow, press)
    reopen_for_reporter(uow, tip)
    _put(uow, account_key, press, Screen((phrase("mytips-goes-on", code=tip.code, phone=uow.ward.profile.phone),)))


def _put(uow: UnitOfWork, account_key: str, press: PressRef, screen: Screen) -> None:
    """In the place of the message with the button; without one, as a new message."""
    if press.message_id is None:
        tell(uow, account_key, screen)
    else:
        redraw_message(uow, account_key, screen, press.message_id)


# Each is done in the ward of the tip, whichever ward its reporter talks to by now.
_ACTS: Mapping[str, Callable[[UnitOfWork, str, TipView, PressRef], None]] = {
    "open": _open,
    "quiet": _quiet,
    "reply": _reply,
    "protect": _protect,
    "well": _well,
    "unwell": _unwell,
}
