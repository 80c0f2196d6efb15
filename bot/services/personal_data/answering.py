"""A request is granted and done, or refused for a reason in law; the person is told in plain words."""

from collections.abc import Callable, Mapping

from bot.domain.content import TipContent
from bot.domain.delivery import Kind
from bot.domain.draft import Talk
from bot.domain.forms.form import Sheet
from bot.domain.forms.personal_data import DONE
from bot.domain.people import Member, Refused
from bot.domain.personal_data import Ground, RequestKind
from bot.domain.screen import Alert, phrase
from bot.domain.screens.personal_data import corrected_notice, erased_notice, refused_notice
from bot.domain.screens.times import clock_time
from bot.domain.tip import OPEN
from bot.domain.vietnamese import find_phones
from bot.services.cards import name_of, redraw_cards
from bot.services.personal_data.views import own_tips
from bot.services.speak import tell
from storage.data_requests import DataRequestView
from storage.outbox import Payload, to_account
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


class AlreadyAnswered(Refused):
    """Somebody else was first."""


def require_open(uow: UnitOfWork, member: Member, number: int) -> DataRequestView:
    """The request, if it is still to be answered and not the member's own. Raises AlreadyAnswered, Refused."""
    request = uow.data_requests.get(number)
    if request is None:
        raise Refused(Alert(phrase("refused-stale"), loud=True))
    if request.account_key == member.account_key:
        raise Refused(Alert(phrase("refused-own-request"), loud=True))
    if request.answered_at is not None:
        by, at = name_of(uow, request.answered_by), clock_time(request.answered_at, uow.settings.timezone)
        raise AlreadyAnswered(Alert(phrase("refused-request-answered", officer=by, at=at), loud=True))
    return request


def answer_request(uow: UnitOfWork, member: Member, sheet: Sheet) -> str:
    """The form is confirmed. Returns the request's number. Raises AlreadyAnswered."""
    assert sheet.subject_id is not None, "a request is answered"
    request = require_open(uow, member, sheet.subject_id)
    granted, note = sheet.answers["answer"] == DONE, sheet.answers.get("note", "")
    ground = None if granted else Ground(sheet.answers["ground"])
    if not uow.data_requests.answer(request.id, member.id, ground, note):
        require_open(uow, member, request.id)
    did = "granted" if granted else "refused"
    uow.journal.note(f"data request {did}", person_id=member.id, detail=f"request {request.id} {request.kind}")
    if ground is None:
        _GRANT[request.kind](uow, request, note)
    else:
        screen = refused_notice(request.id, request.kind, ground, note, uow.ward.profile.phone)
        tell(uow, request.account_key, screen, Kind.NOTICE)
    return str(request.id)


def _copy(uow: UnitOfWork, request: DataRequestView, _note: str) -> None:
    uow.outbox.add(to_account(request.account_key), Kind.COPY, Payload(request_id=request.id))


def _correct(uow: UnitOfWork, request: DataRequestView, note: str) -> None:
    """A number that the commander never sees takes the place of the old one by itself."""
    numbers = find_phones(request.words)
    for tip in own_tips(uow, request.account_key) if len(numbers) == 1 else ():
        if uow.vault.identity(tip.id).phone is not None:
            uow.vault.update(tip.id, TipContent(phone=numbers[0]))
    tell(uow, request.account_key, corrected_notice(request.id, note), Kind.NOTICE)


def _erase(uow: UnitOfWork, request: DataRequestView, _note: str) -> None:
    """From closed tips; what is being handled keeps it for as long as that lasts (Luật 91/2025 Điều 19)."""
    tips = own_tips(uow, request.account_key)
    closed = [tip for tip in tips if tip.status not in OPEN]
    for tip in closed:
        _forget(uow, tip, request.account_key)
    stored = uow.talks.load(request.account_key)
    if stored.talk.draft is None or stored.talk.draft.sent_at is not None:
        uow.talks.save(request.account_key, Talk(), None, None)
    uow.eraser.forget_updates(request.account_key)
    notice = erased_notice(request.id, len(closed), len(tips) - len(closed))
    tell(uow, request.account_key, notice, Kind.NOTICE)


def _forget(uow: UnitOfWork, tip: TipView, account_key: str) -> None:
    uow.eraser.forget_reporter(tip.id, account_key)
    uow.journal.note("identity erased", tip_id=tip.id)
    uow.tips.set_reachable(tip.id, reachable=False)
    redraw_cards(uow, tip.id)


_GRANT: Mapping[RequestKind, Callable[[UnitOfWork, DataRequestView, str], None]] = {
    RequestKind.COPY: _copy,
    RequestKind.CORRECT: _correct,
    RequestKind.ERASE: _erase,
}
