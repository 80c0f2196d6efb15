"""An officer's private desk: opens a form from a card, fills it in step by step, and does it once confirmed."""

import secrets
from dataclasses import replace

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.forms import filling
from bot.domain.forms.casework import FORMS
from bot.domain.forms.form import Sheet
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Phrase, Screen, phrase
from bot.domain.screens.casework import done, dropped
from bot.services.casework.deeds import PERFORM
from bot.services.casework.facts import form_facts
from bot.services.casework.moving import overtaken
from bot.services.casework.undoing import HARMLESS
from bot.services.read_tip import CannotReachYou
from bot.services.speak import PressRef, answer, redraw_message, tell
from storage.outbox import Payload, to_account
from storage.sheets import StoredSheet
from storage.unit_of_work import UnitOfWork


class StaleForm(Refused):
    """That form is not open any more."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-stale-form"), loud=True))


def open_form(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where, deed: Deed) -> Alert:
    """A button of a card that needs a form was pressed: it goes on in private.

    Raises NotOnTheList, NotYourRole, NotHere, NotNow, CannotReachYou.
    """
    tip = uow.tips.view(tip_id)
    officer = require(member, deed, where, tip.case.status)
    if uow.people.chat_of(officer.account_key) is None:
        raise CannotReachYou
    sheet = Sheet(secrets.token_hex(4), deed, tip_id, tip.case_version)
    _leave_earlier(uow, officer.account_key)
    _show_anew(uow, officer, sheet)
    return Alert(phrase("form-in-private"))


AT_ONCE = frozenset({Deed.VERIFY, Deed.CONFIRM})


def act_at_once(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where, deed: Deed) -> Alert:
    """A button of a card that asks nothing was pressed. Raises as open_form, and Overtaken."""
    tip = uow.tips.view(tip_id)
    officer = require(member, deed, where, tip.case.status)
    PERFORM[deed](uow, tip, officer, {})
    return Alert(phrase("case-done", code=tip.code))


def form_pressed(
    uow: UnitOfWork, member: Member | None, verb: str, sheet_id: str, choice: str, press: PressRef
) -> None:
    """A button of a form. Raises StaleForm, and what the deed itself raises."""
    if member is None or (stored := uow.sheets.load(member.account_key)) is None or stored.sheet.id != sheet_id:
        raise StaleForm
    if verb == "confirm":
        _confirm(uow, member, stored.sheet, press)
        return
    answer(uow, press)
    if verb == "drop":
        uow.sheets.forget(member.account_key)
        _put(uow, member, dropped(FORMS[stored.sheet.deed].deed), press)
        return
    sheet = _turned(uow, stored.sheet, member, verb, choice)
    uow.sheets.save(member.account_key, sheet, stored.outbox_id)
    _put(uow, member, _screen(uow, sheet, member), press)


def form_heard(uow: UnitOfWork, account_key: str, text: str) -> bool:
    """Words were typed in private: an answer, if a form is open. Returns whether it was one."""
    stored = uow.sheets.load(account_key)
    member = uow.people.member(account_key) if stored else None
    if stored is None or member is None:
        return False
    sheet, form = stored.sheet, FORMS[stored.sheet.deed]
    heard = filling.hear(sheet, form, form_facts(uow, sheet, member), text)
    if isinstance(heard, Sheet):
        _go_on_below(uow, stored, account_key)
        _show_anew(uow, member, heard)
    else:
        tell(uow, account_key, _screen(uow, sheet, member, heard))
    return True


def drop_form(uow: UnitOfWork, account_key: str) -> bool:
    """/huy: leave the form. Returns whether there was one."""
    stored = uow.sheets.load(account_key)
    if stored is None:
        return False
    uow.sheets.forget(account_key)
    tell(uow, account_key, dropped(stored.sheet.deed))
    return True


def _confirm(uow: UnitOfWork, member: Member, sheet: Sheet, press: PressRef) -> None:
    """Do it, if nobody did anything with the tip since the form was last shown."""
    assert sheet.tip_id is not None
    form, tip = FORMS[sheet.deed], uow.tips.view(sheet.tip_id)
    if filling.open_field(sheet, form) is not None:
        raise StaleForm
    officer = require(member, sheet.deed, Where.PRIVATE, tip.case.status)
    if tip.case_version != sheet.case_version:
        _look_again(uow, officer, sheet, tip.case_version, press)
        return
    step_id = PERFORM[sheet.deed](uow, tip, officer, sheet.answers)
    uow.sheets.forget(officer.account_key)
    answer(uow, press, Alert(phrase("case-done", code=tip.code)))
    _put(uow, officer, done(sheet.deed, tip.code, step_id if sheet.deed in HARMLESS else None), press)


def _look_again(uow: UnitOfWork, member: Member, sheet: Sheet, case_version: int, press: PressRef) -> None:
    """Say what happened meanwhile, and show the form once more: a second confirmation knows of it."""
    assert sheet.tip_id is not None
    answer(uow, press, overtaken(uow, sheet.tip_id).alert)
    fresh = replace(sheet, case_version=case_version)
    uow.sheets.save(member.account_key, fresh, None)
    _put(uow, member, _screen(uow, fresh, member), press)


def _turned(uow: UnitOfWork, sheet: Sheet, member: Member, verb: str, choice: str) -> Sheet:
    form = FORMS[sheet.deed]
    if verb == "pick":
        picked = filling.pick(sheet, form, form_facts(uow, sheet, member), choice)
        return picked or sheet
    return filling.back(sheet, form) if verb == "back" else filling.turned(sheet, choice)


def _screen(uow: UnitOfWork, sheet: Sheet, member: Member, note: Phrase | None = None) -> Screen:
    return filling.show(sheet, FORMS[sheet.deed], form_facts(uow, sheet, member), note)


def _show_anew(uow: UnitOfWork, member: Member, sheet: Sheet) -> None:
    row = tell(uow, member.account_key, _screen(uow, sheet, member))
    uow.sheets.save(member.account_key, sheet, row)


def _go_on_below(uow: UnitOfWork, stored: StoredSheet, account_key: str) -> None:
    """The message that put the question loses its buttons: there is one open form on the screen, at the bottom."""
    if stored.outbox_id is not None:
        payload = Payload(screen=Screen((phrase("form-goes-on"),)))
        uow.outbox.add(to_account(account_key), Kind.ANSWERED, payload, edits=stored.outbox_id)


def _leave_earlier(uow: UnitOfWork, account_key: str) -> None:
    stored = uow.sheets.load(account_key)
    if stored is not None and stored.outbox_id is not None:
        payload = Payload(screen=dropped(stored.sheet.deed))
        uow.outbox.add(to_account(account_key), Kind.ANSWERED, payload, edits=stored.outbox_id)


def _put(uow: UnitOfWork, member: Member, screen: Screen, press: PressRef) -> None:
    if press.message_id is None:
        tell(uow, member.account_key, screen)
    else:
        redraw_message(uow, member.account_key, screen, press.message_id)
