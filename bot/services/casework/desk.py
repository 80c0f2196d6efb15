"""An officer's private desk: opens a form from a card, fills it in step by step, and does it once confirmed."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from bot.domain.authority import Deed, Where, require
from bot.domain.content import EvidenceRef
from bot.domain.delivery import Kind
from bot.domain.forms import filling
from bot.domain.forms.calendar import CALENDAR
from bot.domain.forms.casework import FORMS
from bot.domain.forms.entry import ENTRY
from bot.domain.forms.form import Form, Sheet
from bot.domain.forms.reports import EXPLAIN, FIGURES, REPORT
from bot.domain.people import Member, Refused
from bot.domain.screen import Alert, Phrase, Screen, phrase
from bot.domain.screens.casework import done, dropped
from bot.domain.screens.entry import in_private
from bot.services.casework.deeds import APART, PERFORM
from bot.services.casework.facts import form_facts
from bot.services.casework.moving import overtaken
from bot.services.casework.undoing import HARMLESS
from bot.services.enter_tip import enter_tip
from bot.services.read_tip import CannotReachYou
from bot.services.speak import PressRef, answer, redraw_message, tell, tell_group
from storage.outbox import Payload, to_account
from storage.sheets import StoredSheet
from storage.unit_of_work import UnitOfWork


class StaleForm(Refused):
    """That form is not open any more."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-stale-form"), loud=True))


class StillEntering(Refused):
    """A tip is being written down: another form would push it aside."""

    def __init__(self) -> None:
        super().__init__(Alert(phrase("refused-still-entering"), loud=True))


# A form of a tip that stands already is opened from its card; these make a tip, or are about none.
_FORMS: Mapping[Deed, Form] = {**FORMS, **{form.deed: form for form in (ENTRY, CALENDAR, REPORT, FIGURES, EXPLAIN)}}


def open_form(uow: UnitOfWork, tip_id: int, member: Member | None, where: Where, deed: Deed) -> Alert:
    """A button of a card that needs a form was pressed: it goes on in private.

    Raises NotOnTheList, NotYourRole, NotHere, NotNow, CannotReachYou.
    """
    tip = uow.tips.view(tip_id)
    officer = require(member, deed, where, tip.case.status)
    if not uow.people.hears(officer.account_key):
        raise CannotReachYou
    sheet = Sheet(secrets.token_hex(4), deed, tip_id, tip.case_version)
    _leave_earlier(uow, officer.account_key)
    _show_anew(uow, officer, sheet)
    return Alert(phrase("form-in-private"))


def open_entry(uow: UnitOfWork, member: Member | None, where: Where) -> None:
    """/nhap: the form for what somebody tells by telephone or at the desk; one that is begun goes on.

    In the group the answer leads to the private chat. Raises NotOnTheList, NotYourRole.
    """
    officer = require(member, Deed.ENTER)
    if where is Where.GROUP:
        tell_group(uow, in_private())
        return
    stored = uow.sheets.load(officer.account_key)
    if stored is None or stored.sheet.deed is not Deed.ENTER:
        _leave_earlier(uow, officer.account_key)
        _show_anew(uow, officer, Sheet(secrets.token_hex(6), Deed.ENTER, opened_at=uow.now))
    else:
        _go_on_below(uow, stored, officer.account_key)
        _show_anew(uow, officer, stored.sheet)


def form_got_file(uow: UnitOfWork, account_key: str, file: EvidenceRef) -> bool:
    """A file came in private: it goes with the tip that is being written down. Returns whether there is one."""
    stored = uow.sheets.load(account_key)
    member = uow.people.member(account_key) if stored else None
    if stored is None or member is None or stored.sheet.deed is not Deed.ENTER:
        return False
    if file not in stored.sheet.files:
        _go_on_below(uow, stored, account_key)
        _show_anew(uow, member, replace(stored.sheet, files=(*stored.sheet.files, file)))
    return True


def open_apart(uow: UnitOfWork, member: Member, sheet: Sheet) -> None:
    """A form that is about no tip; whoever calls has looked whether ``member`` may fill it in."""
    _leave_earlier(uow, member.account_key)
    _show_anew(uow, member, sheet)


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
        _forget(uow, member.account_key, stored.sheet)
        _put(uow, member, dropped(stored.sheet.deed), press)
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
    sheet, form = stored.sheet, _FORMS[stored.sheet.deed]
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
    _forget(uow, account_key, stored.sheet)
    tell(uow, account_key, dropped(stored.sheet.deed))
    return True


def _forget(uow: UnitOfWork, account_key: str, sheet: Sheet) -> None:
    uow.sheets.forget(account_key)
    uow.evidence.discard([ref.id for ref in sheet.files])


def _confirm(uow: UnitOfWork, member: Member, sheet: Sheet, press: PressRef) -> None:
    """Do it, if nobody did anything with the tip since the form was last shown."""
    if filling.open_field(sheet, _FORMS[sheet.deed]) is not None:
        raise StaleForm
    if sheet.tip_id is None:
        act = _enter if sheet.subject_id is None else _confirm_apart
        act(uow, member, sheet, press)
        return
    tip = uow.tips.view(sheet.tip_id)
    officer = require(member, sheet.deed, Where.PRIVATE, tip.case.status)
    if tip.case_version != sheet.case_version:
        _look_again(uow, officer, sheet, tip.case_version, press)
        return
    step_id = PERFORM[sheet.deed](uow, tip, officer, sheet.answers)
    uow.sheets.forget(officer.account_key)
    answer(uow, press, Alert(phrase("case-done", code=tip.code)))
    _put(uow, officer, done(sheet.deed, tip.code, step_id if sheet.deed in HARMLESS else None), press)


def _enter(uow: UnitOfWork, member: Member, sheet: Sheet, press: PressRef) -> None:
    screen = enter_tip(uow, sheet, member)
    uow.sheets.forget(member.account_key)
    answer(uow, press)
    _put(uow, member, screen, press)


def _confirm_apart(uow: UnitOfWork, member: Member, sheet: Sheet, press: PressRef) -> None:
    """The same for what is about no tip: the deed itself finds out whether somebody was faster."""
    officer = require(member, sheet.deed, Where.PRIVATE)
    name = APART[sheet.deed](uow, officer, sheet)
    uow.sheets.forget(officer.account_key)
    answer(uow, press, Alert(phrase("case-done", code=name)))
    _put(uow, officer, done(sheet.deed, name, None), press)


def _look_again(uow: UnitOfWork, member: Member, sheet: Sheet, case_version: int, press: PressRef) -> None:
    """Say what happened meanwhile, and show the form once more: a second confirmation knows of it."""
    assert sheet.tip_id is not None
    answer(uow, press, overtaken(uow, sheet.tip_id).alert)
    fresh = replace(sheet, case_version=case_version)
    uow.sheets.save(member.account_key, fresh, None)
    _put(uow, member, _screen(uow, fresh, member), press)


def _turned(uow: UnitOfWork, sheet: Sheet, member: Member, verb: str, choice: str) -> Sheet:
    form = _FORMS[sheet.deed]
    if verb == "pick":
        picked = filling.pick(sheet, form, form_facts(uow, sheet, member), choice)
        return picked or sheet
    if verb == "rest":
        return filling.rest(sheet, form)
    return filling.back(sheet, form) if verb == "back" else filling.turned(sheet, choice)


def _screen(uow: UnitOfWork, sheet: Sheet, member: Member, note: Phrase | None = None) -> Screen:
    return filling.show(sheet, _FORMS[sheet.deed], form_facts(uow, sheet, member), note)


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
    if stored is not None and stored.sheet.deed is Deed.ENTER and stored.sheet.answers:
        raise StillEntering
    if stored is not None and stored.outbox_id is not None:
        payload = Payload(screen=dropped(stored.sheet.deed))
        uow.outbox.add(to_account(account_key), Kind.ANSWERED, payload, edits=stored.outbox_id)


def _put(uow: UnitOfWork, member: Member, screen: Screen, press: PressRef) -> None:
    if press.message_id is None:
        tell(uow, member.account_key, screen)
    else:
        redraw_message(uow, member.account_key, screen, press.message_id)
