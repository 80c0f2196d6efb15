"""Commanders hear of a request before its limits run out, and every day after that."""

from bot.domain.personal_data import next_reminder
from bot.domain.screens.personal_data import request_card
from bot.services.personal_data.views import running, shown, tell_command
from storage.data_requests import DataRequestView
from storage.unit_of_work import UnitOfWork

BATCH, ALL = 50, 10_000


def remind_of_requests(uow: UnitOfWork) -> int:
    """Say what is due, late rather than never. Returns how many requests that were."""
    due = uow.data_requests.due(BATCH)
    for request in due:
        _remind(uow.for_ward(request.ward_id), request)
    return len(due)


def plan_anew(uow: UnitOfWork) -> None:
    """The calendar has changed: what is still to come of this ward's requests is spoken of by the new one."""
    for request in uow.data_requests.waiting(ALL):
        if request.remind_at > uow.now:
            uow.data_requests.plan(request, next_reminder(running(uow, request), uow.now, uow.settings.timezone))


def _remind(uow: UnitOfWork, request: DataRequestView) -> None:
    zone = uow.settings.timezone
    if uow.data_requests.plan(request, next_reminder(running(uow, request), uow.now, zone)):
        uow.journal.note("data request reminded", detail=f"request {request.id}")
        tell_command(uow, request_card(shown(uow, request), uow.now, zone, "request-remind"))
