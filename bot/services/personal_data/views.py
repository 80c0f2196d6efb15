"""A request with its limits, as it stands now."""

from bot.domain.calendar import WorkingCalendar
from bot.domain.clocks import RunningClock
from bot.domain.delivery import Kind
from bot.domain.people import Role
from bot.domain.personal_data import clocks_of, without_numbers
from bot.domain.screen import Screen, phrase
from bot.domain.screens.personal_data import RequestView
from bot.domain.tip import OPEN
from bot.services.speak import raise_alarm, tell
from storage.data_requests import DataRequestView
from storage.tips import TipView
from storage.unit_of_work import UnitOfWork


def limits(uow: UnitOfWork, request: DataRequestView) -> tuple[RunningClock, RunningClock]:
    """By when to confirm the receipt, and by when to answer."""
    rules = uow.clocks.rules_at(request.asked_at)
    return clocks_of(request.kind, request.asked_at, calendar(uow), rules)


def running(uow: UnitOfWork, request: DataRequestView) -> list[RunningClock]:
    """The limits that still matter."""
    confirm, answer = limits(uow, request)
    return [answer] if request.confirmed_at else [confirm, answer]


def calendar(uow: UnitOfWork) -> WorkingCalendar:
    """The ward's working calendar."""
    return uow.clocks.calendar()


def own_tips(uow: UnitOfWork, account_key: str) -> list[TipView]:
    """The tips this person sent to this ward, newest first."""
    return [uow.tips.view(tip_id) for tip_id in uow.tips.of_account(account_key) if _here(uow, tip_id)]


def shown(uow: UnitOfWork, request: DataRequestView) -> RequestView:
    """The request as a commander may see it: nothing of it says whose it is."""
    mine = uow.tips.of_account(request.account_key)
    states = [state for tip_id in mine if (state := uow.tips.status(tip_id)) is not None]
    return RequestView(
        number=request.id,
        kind=request.kind,
        words=without_numbers(request.words),
        asked_at=request.asked_at,
        confirmed=request.confirmed_at is not None,
        tips=len(states),
        open_tips=sum(state in OPEN for state in states),
        clocks=running(uow, request),
    )


def tell_command(uow: UnitOfWork, screen: Screen) -> None:
    """Say something to the commanders and the chief, each in private."""
    people = {m.account_key for role in (Role.COMMANDER, Role.CHIEF) for m in uow.people.with_role(role)}
    for account_key in sorted(people):
        tell(uow, account_key, screen, Kind.NOTICE)
    if not people:
        raise_alarm(uow, phrase("alarm-nobody-to-answer"))


def _here(uow: UnitOfWork, tip_id: int) -> bool:
    return uow.tips.status(tip_id) is not None
