"""A rung is taken once; what stopped stays stopped; a ladder that begins anew is another one."""

from datetime import timedelta

from bot.domain.ladders import Lack
from bot.domain.tip import Urgency
from storage.models import Reminder
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import Store

ACK, MOVEMENT = Lack.ACKNOWLEDGEMENT, Lack.MOVEMENT


def _begin(uow: UnitOfWork, tip: int, minutes: int, lack: Lack = ACK) -> int:
    due = uow.now + timedelta(minutes=minutes)
    return uow.reminders.begin(tip, lack, "{}", uow.now, due, due)


def _climb(uow: UnitOfWork, row: Reminder, minutes: int | None = None) -> bool:
    following = None if minutes is None else uow.now + timedelta(minutes=minutes)
    assert row.due_at is not None
    return uow.reminders.climb(row.id, row.stage, row.due_at, following)


def test_a_rung_is_due_at_its_moment_and_taken_by_one(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        _begin(uow, tip, 5)
    store.passes(minutes=4, seconds=59)
    with store.unit() as uow:
        assert not uow.reminders.due(10)
    store.passes(seconds=1)
    with store.unit() as uow:
        (row,) = uow.reminders.due(10)
        uow.session.expunge(row)
        assert _climb(uow, row, 10)
        assert not _climb(uow, row, 10)
    with store.unit() as uow:
        assert not uow.reminders.due(10)
        assert uow.reminders.next_due() == uow.now + timedelta(minutes=10)
        assert uow.reminders.acknowledge_by(tip) == uow.now


def test_who_saw_a_ladder_before_it_began_anew_takes_nothing(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        ladder = _begin(uow, tip, 0, MOVEMENT)
        (seen,) = uow.reminders.due(10)
        uow.session.expunge(seen)
        assert _begin(uow, tip, 5, MOVEMENT) == ladder
        assert not _climb(uow, seen)
    store.passes(minutes=5)
    with store.unit() as uow:
        (row,) = uow.reminders.due(10)
        assert _climb(uow, row)
    with store.unit() as uow:
        assert not uow.reminders.due(10)
        assert uow.reminders.next_due() is None


def test_each_lack_of_a_tip_has_a_ladder_of_its_own(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        _begin(uow, tip, 1)
        _begin(uow, tip, 2, MOVEMENT)
        uow.reminders.stop(tip, ACK)
    store.passes(minutes=3)
    with store.unit() as uow:
        assert [row.lack for row in uow.reminders.due(10)] == [MOVEMENT]


def test_a_hastened_ladder_is_never_later_than_before(store: Store) -> None:
    soon, late = store.tip("a"), store.tip("b")
    with store.unit() as uow:
        _begin(uow, soon, 1)
        _begin(uow, late, 15)
        for tip in (soon, late):
            uow.reminders.hasten(tip, ACK, "[]", uow.now + timedelta(minutes=5))
    with store.unit() as uow:
        assert uow.reminders.acknowledge_by(soon) == uow.now + timedelta(minutes=1)
        assert uow.reminders.acknowledge_by(late) == uow.now + timedelta(minutes=5)
        assert uow.reminders.next_due() == uow.now + timedelta(minutes=1)


def test_what_is_stopped_is_neither_due_nor_climbed(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        _begin(uow, tip, 0)
        (row,) = uow.reminders.due(10)
        uow.session.expunge(row)
        uow.reminders.stop(tip, ACK)
    with store.unit() as uow:
        assert not uow.reminders.due(10)
        assert not _climb(uow, row)
        assert uow.reminders.next_due() is None


def test_the_most_overdue_comes_first(store: Store) -> None:
    early, late = store.tip("a"), store.tip("b")
    with store.unit() as uow:
        _begin(uow, late, 2)
        _begin(uow, early, 1)
    store.passes(minutes=3)
    with store.unit() as uow:
        assert [row.tip_id for row in uow.reminders.due(10)] == [early, late]
        assert [row.tip_id for row in uow.reminders.due(1)] == [early]


def test_a_list_names_danger_first_and_leaves_out_what_has_begun_anew(store: Store) -> None:
    tips = [store.tip("a"), store.tip("b"), store.tip("c", urgency=Urgency.DANGER), store.tip("d")]
    with store.unit() as uow:
        ladders = [_begin(uow, tip, minutes, MOVEMENT) for tip, minutes in zip(tips, (1, 2, 3, 1), strict=True)]
    store.passes(minutes=4)
    with store.unit() as uow:
        for row in uow.reminders.due(10):
            assert _climb(uow, row)
        _begin(uow, tips[3], 5, MOVEMENT)
    with store.unit() as uow:
        assert [late.tip_id for late in uow.reminders.lacking(ladders)] == [tips[2], tips[0], tips[1]]
        assert [late.tip_id for late in uow.reminders.late(2)] == [tips[2], tips[0]]
