"""When legal clocks speak: what is due the moment a tip turns serious, and never at night because of an outage."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.casework.outcomes import Serious
from bot.domain.people import Role
from bot.services.speak_of_clocks import speak_of_clocks
from bot.services.tip_clocks import begin_clocks, follow
from storage.models import JOURNAL
from tests.storage.conftest import Store

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the rules do not ask which database it is


@pytest.fixture
def tip_id(store: Store) -> int:
    """A tip of Monday 02/03/2026 at 9: passing it on has until 24:00 on Monday 09/03."""
    made = store.tip()
    with store.unit() as uow:
        uow.ward.link_group(-1001)
        uow.people.enrol(uow.people.meet(6_100_000_011), "An", Role.OFFICER)
        begin_clocks(uow, uow.tips.view(made))
    return made


def _said(store: Store) -> list[str]:
    """Let the clocks speak; all they have said so far."""
    with store.unit() as uow:
        speak_of_clocks(uow)
    with store.unit() as uow:
        lines = select(JOURNAL.c.detail).where(JOURNAL.c.deed == "clock").order_by(JOURNAL.c.number)
        return list(uow.session.scalars(lines))


def _turns_serious(store: Store, tip_id: int) -> None:
    with store.unit() as uow:
        tip = uow.tips.view(tip_id)
        follow(uow, tip, replace(tip.case, serious=Serious.CAUGHT))


def test_what_is_due_at_once_is_said_at_once(store: Store, tip_id: int) -> None:
    store.passes(days=7, hours=14, minutes=30)  # half past eleven on the evening of the last day
    before = _said(store)
    _turns_serious(store, tip_id)
    assert _said(store)[len(before) :] == ["transfer_24h due"]
    store.passes(minutes=30)
    assert _said(store)[len(before) :] == ["transfer_24h due", "transfer_24h over"]


def test_that_it_is_late_is_not_said_again_by_the_graver_clock(store: Store, tip_id: int) -> None:
    store.passes(days=9)
    before = _said(store)
    assert "transfer_7d over" in before
    _turns_serious(store, tip_id)
    assert _said(store) == before


def test_after_an_outage_at_night_it_waits_for_the_morning(store: Store, tip_id: int) -> None:
    store.passes(days=2, hours=22)  # Thursday at 7; the procuracy is due at 24:00, a word at 8
    before = _said(store)
    store.passes(hours=20)  # nobody was there until 3 at night
    assert _said(store) == before
    store.passes(hours=2, minutes=59)
    assert _said(store) == before
    store.passes(minutes=1)
    assert "notify_procuracy over" in _said(store)[len(before) :]
