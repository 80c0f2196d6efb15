"""Updates are stored once, taken in order, tried again later, set aside after ten times, and forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.inbox import AlreadyHandled, RawUpdate
from storage.models import Inbox
from tests.storage.conftest import Store

BOT = 7_200_000_001


def _raw(number: int, lane: str = "a") -> RawUpdate:
    return RawUpdate(number, lane, {"update_id": number, "message": {"text": f"chuyện {number}"}})


def test_an_update_is_stored_once_by_membership(store: Store) -> None:
    """Update ids may restart at any number (Bot API, Update.update_id): a lower one may be new."""
    with store.unit() as uow:
        assert uow.inbox.add(BOT, [_raw(900), _raw(901)]) == 2
        assert uow.inbox.add(BOT, [_raw(901), _raw(5)]) == 1
        assert uow.inbox.add(BOT + 1, [_raw(901)]) == 1
        assert uow.inbox.add(BOT, []) == 0
        assert [row.body["update_id"] for row in uow.inbox.waiting(10)] == [900, 901, 5, 901]


def test_an_update_is_finished_once(store: Store) -> None:
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(1)])
        (row,) = uow.inbox.waiting(10)
        uow.inbox.finish(row.id)
        with pytest.raises(AlreadyHandled):
            uow.inbox.finish(row.id)
        assert not uow.inbox.waiting(10)


def test_a_failed_head_holds_its_own_lane_only(store: Store) -> None:
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(1, "a"), _raw(2, "a"), _raw(3, "b")])
        head = uow.inbox.waiting(10)[0]
        assert not uow.inbox.failed(head.id, head.tries, "KeyError")
        assert [row.body["update_id"] for row in uow.inbox.waiting(10)] == [3]
    store.passes(seconds=1)
    with store.unit() as uow:
        assert [(row.body["update_id"], row.tries) for row in uow.inbox.waiting(10)] == [(1, 1), (3, 0), (2, 0)]


def test_a_chat_with_many_messages_does_not_keep_the_others_waiting(store: Store) -> None:
    with store.unit() as uow:
        uow.inbox.add(BOT, [*(_raw(n, "a") for n in range(1, 101)), _raw(101, "b")])
        taken = [(row.lane, row.body["update_id"]) for row in uow.inbox.waiting(200)]
    assert taken == [("a", 1), ("b", 101), ("a", 2), ("a", 3), ("a", 4), ("a", 5)]


def test_after_ten_times_it_is_set_aside_and_the_lane_goes_on(store: Store) -> None:
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(1), _raw(2)])
        head = uow.inbox.waiting(1)[0]
        assert [uow.inbox.failed(head.id, tries, "x") for tries in range(10)] == [False] * 9 + [True]
        assert [row.body["update_id"] for row in uow.inbox.waiting(10)] == [2]


def test_what_was_said_is_sealed_and_erased_after_a_week(store: Store) -> None:
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(1), _raw(2)])
        done, waiting = uow.inbox.waiting(10)
        assert "chuyện".encode() not in (uow.session.get_one(Inbox, done.id).payload or b"")
        uow.inbox.finish(done.id)
    store.passes(days=7)
    with store.unit() as uow:
        assert uow.inbox.erase_old_payloads() == 0
    store.passes(seconds=1)
    with store.unit() as uow:
        assert uow.inbox.erase_old_payloads() == 1
        assert uow.session.get_one(Inbox, done.id).payload is None
        assert uow.inbox.add(BOT, [_raw(1)]) == 0, "still known"
        assert uow.inbox.waiting(10)[0].id == waiting.id
        uow.inbox.forget(waiting.id)
        uow.session.expire_all()
        assert uow.session.get_one(Inbox, waiting.id).payload is None


def test_what_is_parked_keeps_its_place_until_it_is_released(store: Store) -> None:
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(1), _raw(2), _raw(3, "b"), _raw(4)])
        first, other, second, press = (row.id for row in uow.inbox.waiting(10))
        assert uow.inbox.park(first)
        assert not uow.inbox.park(second), "asked already"
        assert uow.inbox.park(other), "another chat"
        with pytest.raises(AlreadyHandled):
            uow.inbox.park(first)
        assert [row.id for row in uow.inbox.waiting(10)] == [press]
        uow.inbox.finish(press)
        assert uow.inbox.release("a") == uow.inbox.released == 2
        uow.inbox.add(BOT, [_raw(5)])
        assert [row.body["update_id"] for row in uow.inbox.waiting(10)] == [1, 2, 5]


def test_what_is_parked_is_asked_for_once_and_erased_after_three_days(store: Store) -> None:
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(1), _raw(2)])
        for row in uow.inbox.waiting(10):
            uow.inbox.park(row.id)
        assert uow.inbox.parked_long() == []
    store.passes(minutes=10)
    with store.unit() as uow:
        assert uow.inbox.parked_long() == ["a"]
        assert uow.inbox.parked_long() == []
        assert uow.inbox.drop_parked() == set()
    store.passes(hours=72)
    with store.unit() as uow:
        assert uow.inbox.drop_parked() == {"a"}
        assert uow.inbox.release("a") == 0
        assert {row.payload for row in uow.session.query(Inbox)} == {None}


def test_a_chat_that_is_made_to_wait_holds_nothing_else(store: Store) -> None:
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(1), _raw(2), _raw(3, "b")])
        head = uow.inbox.waiting(10)[0]
        uow.inbox.hold(head.id, uow.now + timedelta(seconds=2))
        assert [row.body["update_id"] for row in uow.inbox.waiting(10)] == [3]
    store.passes(seconds=2)
    with store.unit() as uow:
        assert [(row.body["update_id"], row.tries) for row in uow.inbox.waiting(10)] == [(1, 0), (3, 0), (2, 0)]


def test_danger_that_waits_in_a_chat_is_known(store: Store) -> None:
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(1), replace(_raw(2), danger=True), replace(_raw(3), danger=True), _raw(4, "b")])
        rows = {row.body["update_id"]: row for row in uow.inbox.waiting(10)}
        assert (uow.inbox.next_danger("a"), uow.inbox.next_danger("b")) == (rows[2].id, None)
        uow.inbox.finish(rows[1].id)
        uow.inbox.finish(rows[2].id)
        assert uow.inbox.next_danger("a") == rows[3].id


def test_what_is_read_in_turn_does_not_stand(store: Store) -> None:
    """An attacker's backlog is no reason to wake the commander: it is where it should be."""
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(1), _raw(2), _raw(3)])
        came = uow.now
    store.passes(minutes=5)
    with store.unit() as uow:
        uow.inbox.add(BOT, [_raw(4, "b")])
        head = uow.inbox.waiting(10)[0]
        assert uow.inbox.waiting_figures() == (4, came, 0, 0)
        uow.inbox.hold(head.id, uow.now + timedelta(seconds=2))
    store.passes(seconds=2)
    with store.unit() as uow:
        assert uow.inbox.waiting_figures() == (1, uow.now - timedelta(seconds=2), 3, 0)
        uow.inbox.finish(head.id)
        assert uow.inbox.waiting_figures() == (1, uow.now - timedelta(seconds=2), 2, 0), "between two of them, too"
        assert uow.inbox.oldest_waiting() == uow.now - timedelta(seconds=2)
    store.passes(seconds=30)
    with store.unit() as uow:
        assert uow.inbox.waiting_figures() == (3, came, 0, 0), "nobody reads it any more"
