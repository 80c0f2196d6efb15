"""A rung is taken once; what stopped stays stopped."""

from datetime import timedelta

from tests.storage.conftest import Store


def test_a_rung_is_due_at_its_moment_and_taken_by_one(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        uow.reminders.start(tip, "{}", uow.now + timedelta(minutes=5))
    store.passes(minutes=4, seconds=59)
    with store.unit() as uow:
        assert not uow.reminders.due(10)
    store.passes(seconds=1)
    with store.unit() as uow:
        (row,) = uow.reminders.due(10)
        assert uow.reminders.climb(tip, row.stage, uow.now + timedelta(minutes=10))
        assert not uow.reminders.climb(tip, 0, uow.now)
    with store.unit() as uow:
        assert not uow.reminders.due(10)
        assert uow.reminders.next_due() == uow.now + timedelta(minutes=10)
        assert uow.reminders.acknowledge_by(tip) == uow.now


def test_a_hastened_ladder_is_never_later_than_before(store: Store) -> None:
    soon, late = store.tip("a"), store.tip("b")
    with store.unit() as uow:
        uow.reminders.start(soon, "{}", uow.now + timedelta(minutes=1))
        uow.reminders.start(late, "{}", uow.now + timedelta(minutes=15))
        uow.reminders.hasten(soon, "[]", uow.now + timedelta(minutes=5))
        uow.reminders.hasten(late, "[]", uow.now + timedelta(minutes=5))
    with store.unit() as uow:
        assert uow.reminders.acknowledge_by(soon) == uow.now + timedelta(minutes=1)
        assert uow.reminders.acknowledge_by(late) == uow.now + timedelta(minutes=5)
        assert uow.reminders.next_due() == uow.now + timedelta(minutes=1)


def test_what_is_stopped_is_neither_due_nor_climbed(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        uow.reminders.start(tip, "{}", uow.now)
        uow.reminders.stop(tip)
    with store.unit() as uow:
        assert not uow.reminders.due(10)
        assert not uow.reminders.climb(tip, 0, uow.now)
        assert uow.reminders.next_due() is None


def test_the_most_overdue_comes_first(store: Store) -> None:
    early, late = store.tip("a"), store.tip("b")
    with store.unit() as uow:
        uow.reminders.start(late, "{}", uow.now + timedelta(minutes=2))
        uow.reminders.start(early, "{}", uow.now + timedelta(minutes=1))
    store.passes(minutes=3)
    with store.unit() as uow:
        assert [row.tip_id for row in uow.reminders.due(10)] == [early, late]
        assert [row.tip_id for row in uow.reminders.due(1)] == [early]
