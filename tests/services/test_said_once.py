"""Two processes come to what is due, the second one before the first has committed: it is said once."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.domain.authority import Deed
from bot.domain.forms.form import Sheet
from bot.domain.people import Role
from bot.domain.screen import Screen, phrase
from bot.domain.tip import Status
from bot.services.entries_left_alone import look_after_entries
from bot.services.groups import group_lost
from bot.services.retention.warning import warn_of_erasing
from bot.services.speak import tell_group
from bot.services.wards import look_after_unchosen
from storage.inbox import RawUpdate
from storage.models import OUTBOX, Tip
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import Store

OFFICER = 6_100_000_011
Part = Callable[[UnitOfWork], object]


def _overlapping(store: Store, part: Part) -> None:
    def second() -> None:
        with store.unit() as uow:
            part(uow)

    other = threading.Thread(target=second)
    with Session(store.engine) as session, session.begin():
        part(store.workplace.unit(session))
        other.start()
        other.join(0.5)  # it waits for the first one: on SQLite it cannot even begin
    other.join()


def _closed_long_ago(store: Store) -> None:
    store.tip()
    with store.unit() as uow:
        uow.people.enrol(uow.people.meet(OFFICER), "Chỉ huy", Role.COMMANDER)
        uow.session.execute(update(Tip).values(status=Status.CLOSED, closed_at=uow.now))
    store.passes(days=365 * 5 - 20)


def _left_alone(store: Store) -> None:
    with store.unit() as uow:
        account = uow.people.meet(OFFICER)
        uow.people.enrol(account, "An", Role.OFFICER)
        uow.sheets.save(account, Sheet("e1", Deed.ENTER, answers={"what": "=Mất xe"}, opened_at=uow.now), None)
    store.passes(minutes=11)


def _no_ward_chosen(store: Store) -> None:
    with store.unit() as uow:
        account = uow.people.meet(6_100_000_001)
        uow.inbox.add(1, [RawUpdate(5, account, {})])
        uow.inbox.park(uow.inbox.waiting(1)[0].id)
    store.passes(minutes=11)


def _group_linked(store: Store) -> None:
    with store.unit() as uow:
        uow.people.enrol(uow.people.meet(OFFICER), "Chỉ huy", Role.COMMANDER)
        uow.ward.link_group(-1001)


def _group_out_of_reach(store: Store) -> None:
    with store.unit() as uow:
        uow.ward.link_group(-1001)
        uow.ward.lose_group()


def _is_back(uow: UnitOfWork) -> None:
    if uow.ward.find_group():
        tell_group(uow, Screen((phrase("x"),)))


@pytest.mark.parametrize(
    ("begins", "part"),
    [
        (_closed_long_ago, warn_of_erasing),
        (_left_alone, look_after_entries),
        (_no_ward_chosen, look_after_unchosen),
        (_group_linked, group_lost),
        (_group_out_of_reach, _is_back),
    ],
)
def test_of_two_processes_one_says_it(store: Store, begins: Callable[[Store], None], part: Part) -> None:
    begins(store)
    _overlapping(store, part)
    with store.unit() as uow:
        assert uow.session.scalar(select(func.count()).select_from(OUTBOX)) == 1
