"""A person asks for a copy, a correction or deletion: the request gets its number and its limits."""

from bot.domain.personal_data import RequestKind, clocks_of, next_reminder
from bot.domain.screen import Screen
from bot.domain.screens.personal_data import known, received, request_card
from bot.services.personal_data.views import calendar, limits, shown, tell_command
from storage.unit_of_work import UnitOfWork


def open_request(uow: UnitOfWork, account_key: str, kind: RequestKind, words: str = "") -> Screen:
    """Note it, once while it is open; commanders hear of it by its number. Returns what to say to the person."""
    zone = uow.settings.timezone
    before = uow.data_requests.open_of(account_key, kind)
    if before is not None:
        return known(before.id, kind, limits(uow, before)[1].late_at, zone)
    clocks = clocks_of(kind, uow.now, calendar(uow), uow.clocks.rules())
    number = uow.data_requests.open(account_key, kind, words, next_reminder(clocks, uow.now, zone))
    uow.journal.note("data request asked", detail=f"request {number} {kind}")
    request = uow.data_requests.get(number)
    assert request is not None, "it was written a moment ago"
    tell_command(uow, request_card(shown(uow, request), uow.now, zone))
    confirm, answer = clocks
    return received(number, kind, confirm.late_at, answer.late_at, zone)
