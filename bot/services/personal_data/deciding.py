"""The commander's side: the list, the receipt confirmed, the form opened."""

import secrets

from bot.domain.authority import Deed, Where, require
from bot.domain.delivery import Kind
from bot.domain.forms.form import Sheet
from bot.domain.forms.personal_data import KIND
from bot.domain.people import Member
from bot.domain.personal_data import next_reminder
from bot.domain.screen import Alert, Screen, phrase
from bot.domain.screens.personal_data import confirmed_notice, request_card, request_list
from bot.services.casework.desk import open_apart
from bot.services.personal_data.answering import require_open
from bot.services.personal_data.views import limits, running, shown
from bot.services.speak import PressRef, answer, redraw_message, tell
from storage.data_requests import DataRequestView
from storage.unit_of_work import UnitOfWork

MOST = 100


def list_requests(uow: UnitOfWork, member: Member | None, where: Where) -> None:
    """Answer /yeucau. Raises NotOnTheList, NotYourRole, NotHere."""
    reader = require(member, Deed.DATA_REQUESTS, where)
    views = [shown(uow, request) for request in uow.data_requests.waiting(MOST)]
    tell(uow, reader.account_key, request_list(views, uow.settings.timezone))


def open_one(uow: UnitOfWork, member: Member | None, where: Where, number: int, press: PressRef) -> None:
    """One of the list. Raises as list_requests, and AlreadyAnswered."""
    reader = require(member, Deed.DATA_REQUESTS, where)
    request = require_open(uow, reader, number)
    answer(uow, press)
    tell(uow, reader.account_key, _card(uow, request))


def confirm_receipt(uow: UnitOfWork, member: Member | None, where: Where, number: int, press: PressRef) -> None:
    """ "Đã nhận": the person is told; a second press changes nothing. Raises as open_one."""
    officer = require(member, Deed.DATA_REQUESTS, where)
    request = require_open(uow, officer, number)
    if uow.data_requests.confirm(number, officer.id):
        uow.journal.note("data request confirmed", person_id=officer.id, detail=f"request {number}")
        zone, (_, due) = uow.settings.timezone, limits(uow, request)
        tell(uow, request.account_key, confirmed_notice(number, due.late_at, zone), Kind.NOTICE)
    fresh = uow.data_requests.get(number)
    assert fresh is not None, "a request is never removed"
    uow.data_requests.plan(fresh, next_reminder(running(uow, fresh), uow.now, uow.settings.timezone))
    answer(uow, press)
    if press.message_id is not None:
        redraw_message(uow, officer.account_key, _card(uow, fresh), press.message_id)


def open_answer(uow: UnitOfWork, member: Member | None, where: Where, number: int, press: PressRef) -> None:
    """ "Trả lời": the form. Raises as open_one."""
    officer = require(member, Deed.ANSWER_DATA, where)
    request = require_open(uow, officer, number)
    answer(uow, press, Alert(phrase("form-in-private")))
    sheet = Sheet(secrets.token_hex(4), Deed.ANSWER_DATA, answers={KIND: request.kind}, subject_id=number)
    open_apart(uow, officer, sheet)


def _card(uow: UnitOfWork, request: DataRequestView) -> Screen:
    return request_card(shown(uow, request), uow.now, uow.settings.timezone, "request-open")
