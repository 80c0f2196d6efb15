"""Whose turn it is costs the same to find out however much waits in one chat."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection

from storage.inbox import RawUpdate
from storage.leases import Share
from storage.turns import MOST_OF_A_LANE, WAITING
from tests.storage.conftest import Store

BOT = 7_200_000_001


def _fill(store: Store, lane: str, many: int, *, first: int = 0) -> None:
    rows = [RawUpdate(first + n, lane, {"update_id": first + n}) for n in range(many)]
    with store.unit() as uow:
        uow.inbox.add(BOT, rows)


def _lanes(store: Store, most: int, after: str = "") -> list[str]:
    with store.unit() as uow:
        return [row.lane for row in uow.inbox.waiting(most, after=after)]


def test_a_chat_with_ten_thousand_messages_costs_no_more_to_look_at(store: Store) -> None:
    _fill(store, "b", 20)
    _fill(store, "a", 10, first=100)
    few = _effort(store)
    _fill(store, "b", 10_000, first=1_000)
    assert _effort(store) <= 1.2 * few


def test_nor_do_chats_that_are_made_to_wait(store: Store) -> None:
    _fill(store, "z", 10)
    few = _effort(store)
    for n in range(50):
        _fill(store, f"a{n:03}", 100, first=1_000 * n + 1_000)
    with store.unit() as uow:
        for row in uow.inbox.waiting(50):
            uow.inbox.hold(row.id, uow.now + timedelta(seconds=2))
    assert _lanes(store, 200) == ["z"] * MOST_OF_A_LANE
    assert _effort(store) <= few + 50 * few, "a look at each, not at all that waits in each"
    store.passes(seconds=2)
    assert len(set(_lanes(store, 200))) == 51


def test_chats_take_turns(store: Store) -> None:
    for number, lane in enumerate("abcde"):
        _fill(store, lane, 3, first=10 * number)
    assert _lanes(store, 3) == ["a", "b", "c"]
    assert _lanes(store, 3, after="c") == ["d", "e", "a"]
    assert _lanes(store, 7, after="d") == ["e", "a", "b", "c", "d", "e", "a"]
    assert _lanes(store, 200).count("a") == 3
    _fill(store, "a", 30, first=1000)
    assert _lanes(store, 200).count("a") == MOST_OF_A_LANE


def test_a_share_of_the_chats_takes_turns_too(store: Store) -> None:
    if store.engine.dialect.name == "sqlite":
        return
    for number in range(40):
        _fill(store, f"lane {number}", 7, first=10 * number)
    with store.unit() as uow:
        shares = [[row.lane for row in uow.inbox.waiting(200, Share(rest, 2))] for rest in range(2)]
    assert not set(shares[0]) & set(shares[1])
    assert len(set(shares[0]) | set(shares[1])) == 40


def _effort(store: Store) -> int:
    """How much the database does to find out: steps of its machine, or rows that it reads."""
    with store.engine.connect() as connection:
        measure = _steps if connection.dialect.name == "sqlite" else _rows_read
        return measure(connection, {"now": store.clock.now(), "most": 200, "after": ""})


def _steps(connection: Connection, asked: dict[str, Any]) -> int:
    driver, steps = connection.connection.driver_connection, count()
    assert driver is not None
    driver.set_progress_handler(lambda: next(steps) and None, 1)
    connection.execute(WAITING["sqlite"], asked).all()
    driver.set_progress_handler(None, 1)
    return next(steps)


def _rows_read(connection: Connection, asked: dict[str, Any]) -> int:
    said = WAITING["postgresql"].params(asked).compile(connection, compile_kwargs={"literal_binds": True})
    (plan,) = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {said}").scalar_one()
    return _read_by(plan["Plan"])


def _read_by(node: dict[str, Any]) -> int:
    rows = node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    own = round(rows * node["Actual Loops"]) if "Relation Name" in node else 0
    return own + sum(_read_by(inner) for inner in node.get("Plans", ()))
