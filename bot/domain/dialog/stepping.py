"""One event in, one outcome out."""

from dataclasses import replace

from bot.domain.dialog import messages
from bot.domain.dialog.adding import add, finish_adding, is_adding, leave_adding, stop_adding
from bot.domain.dialog.amending import amend
from bot.domain.dialog.asides import aside_of
from bot.domain.dialog.correcting import stop_correcting, take_correction
from bot.domain.dialog.filling_up import close_when_full
from bot.domain.dialog.keyboard import tidy_keyboard
from bot.domain.dialog.keys import begin_fast, key_pressed
from bot.domain.dialog.menu import cancel, menu_pressed, open_menu, open_page, start_report
from bot.domain.dialog.outcome import Step
from bot.domain.dialog.presses import report_pressed
from bot.domain.draft import SentTip, Talk
from bot.domain.events import (
    Command,
    Event,
    Pressed,
    Rewrote,
    SentMedia,
    SentOther,
    SharedContact,
    SharedLocation,
    Wrote,
)
from bot.domain.keys import key_in
from bot.domain.screen import Alert, Area, phrase
from bot.domain.ward_facts import WardFacts

_PAGE_COMMANDS = {"khancap": "emergency", "huongdan": "howto", "help": "howto", "trogiup": "howto"}


def step(talk: Talk, event: Event, ward: WardFacts) -> Step:
    """What comes of one event.

    The service keeps for itself the presses of Area.MY_TIPS (except verbs "done" and "later") and MENU "tips", whose
    screens need stored tips; everything else of a resident comes here. Never raises.
    """
    if talk.correcting_until:
        correction = take_correction(talk, event)
        if correction is not None:
            return correction
        talk = stop_correcting(talk)
    if talk.adding_to and not is_adding(talk, event.at):
        talk = stop_adding(talk)
    outcome = close_when_full(talk, _step(talk, event, ward), ward)
    return tidy_keyboard(talk, outcome, ward)


def submitted(talk: Talk, tip: SentTip) -> Talk:
    """The talk after the tip was made: the service calls this with the talk of the step that said Submit."""
    return replace(talk, last_tip=tip)


def _step(talk: Talk, event: Event, ward: WardFacts) -> Step:
    if isinstance(event, Pressed):
        return _pressed(talk, event, ward)
    if isinstance(event, Command):
        return _commanded(talk, event, ward)
    if isinstance(event, Rewrote) and (aside := aside_of(talk, event.message_id)):
        return amend(_touched(talk, event), aside, event, ward)
    if isinstance(event, Wrote) and (key := key_in(event.text)):
        return key_pressed(talk, key, event.at, ward)
    added = add(talk, event, ward) if talk.adding_to else None
    return added or _message(_touched(talk, event), event, ward)


def _touched(talk: Talk, event: Event) -> Talk:
    return replace(talk, draft=replace(talk.draft, touched_at=event.at)) if talk.draft else talk


def _message(talk: Talk, event: Event, ward: WardFacts) -> Step:
    match event:
        case Wrote():
            return messages.wrote(talk, event, ward)
        case Rewrote():
            return messages.rewrote(talk, event, ward)
        case SentMedia():
            return messages.sent_media(talk, event, ward)
        case SharedLocation():
            return messages.shared_location(talk, event, ward)
        case SharedContact():
            return messages.shared_contact(talk, event, ward)
        case SentOther():
            return messages.sent_other(talk, event, ward)
    return open_menu(talk, ward)


def _pressed(talk: Talk, event: Pressed, ward: WardFacts) -> Step:
    if event.area is Area.REPORT:
        return report_pressed(talk, event, ward)
    if event.area is Area.MENU:
        return menu_pressed(talk, event, ward)
    if event.area is Area.MY_TIPS and event.verb == "done":
        return finish_adding(talk)
    if event.area is Area.MY_TIPS and event.verb == "later":
        return leave_adding(talk, event.subject)
    return Step(talk, alert=Alert(phrase("alert-stale"), loud=True))


def _commanded(talk: Talk, event: Command, ward: WardFacts) -> Step:
    if event.name in _PAGE_COMMANDS:
        return open_page(talk, _PAGE_COMMANDS[event.name], ward)
    if event.name == "huy":
        return cancel(talk, ward)
    if event.name == "baonhanh" and ward.hurries:
        return begin_fast(talk, event.at, ward)
    if event.name == "baotin":
        outcome = start_report(talk, event.at, ward)
        return Step(outcome.talk, (outcome.redraw,)) if outcome.redraw else outcome
    return open_menu(talk, ward)
