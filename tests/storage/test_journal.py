"""The journal only grows, the database itself sees to that, and every line is linked to the one before it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from bot.domain.people import Role
from storage.database import Database
from storage.engine import open_engine
from storage.journal_check import check_journals
from storage.models import Journal, Tip
from storage.wards import ensure_ward
from tests.storage.conftest import Store


def _lines(store: Store) -> list[tuple[int, str]]:
    with store.unit() as uow:
        return [(line.number, line.deed) for line in uow.session.scalars(select(Journal).order_by(Journal.number))]


def test_a_line_says_who_did_what_to_which_tip_and_when(store: Store) -> None:
    tip = store.tip()
    with store.unit() as uow:
        officer = uow.people.enrol(uow.people.meet(1), "An", Role.OFFICER)
        uow.journal.note("read", tip_id=tip, person_id=officer.id, detail="version 1")
    with store.unit() as uow:
        (line,) = uow.session.scalars(select(Journal))
        assert (line.deed, line.tip_id, line.person_id, line.detail) == ("read", tip, officer.id, "version 1")
        assert (line.at, line.ward_id, line.number) == (uow.now, uow.ward_id, 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET deed = 'nothing'",
        "DELETE FROM journal",
        "UPDATE journal_head SET lines = 0",
        "UPDATE journal_head SET link = seal",
        "DELETE FROM journal_head",
    ],
)
def test_nobody_changes_or_deletes_a_line(store: Store, change: str) -> None:
    with store.unit() as uow:
        uow.journal.note("acknowledged")
    with pytest.raises(DatabaseError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(change))
    assert _lines(store) == [(1, "acknowledged")]


def test_nobody_empties_it_at_once(store: Store) -> None:
    empty = "DELETE FROM journal" if store.engine.dialect.name == "sqlite" else "TRUNCATE journal"
    with store.unit() as uow:
        uow.journal.note("acknowledged")
    with pytest.raises(DatabaseError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(empty))


def test_what_was_rolled_back_was_never_noted(store: Store) -> None:
    def regret() -> None:
        with store.unit() as uow:
            uow.journal.note("regretted")
            raise KeyError

    with pytest.raises(KeyError):
        regret()
    with store.unit() as uow:
        uow.journal.note("done")
    assert _lines(store) == [(1, "done")]
    assert check_journals(store.engine, store.workplace.keyring.journal) == (1, None)


async def test_units_that_share_a_commit_are_noted_each_once_also_when_one_of_them_fails(store: Store) -> None:
    def unit(number: int):  # type: ignore[no-untyped-def]
        def work(session) -> None:  # type: ignore[no-untyped-def]
            store.workplace.unit(session).journal.note(f"deed {number}")
            if number == 3:
                raise KeyError(number)

        return work

    database = Database(open_engine(store.engine.url.render_as_string(hide_password=False)))
    runs = [asyncio.ensure_future(database.run(unit(n))) for n in range(9)]
    await asyncio.sleep(0)
    database.start()
    outcomes = await asyncio.gather(*runs, return_exceptions=True)
    await database.stop()
    assert [type(outcome) for outcome in outcomes].count(KeyError) == 1
    lines = _lines(store)
    assert [number for number, _ in lines] == list(range(1, 9))
    assert {deed for _, deed in lines} == {f"deed {n}" for n in range(9)} - {"deed 3"}
    assert check_journals(store.engine, store.workplace.keyring.journal) == (8, None)


def test_many_write_at_once_and_nobody_waits_for_each_other_for_ever(store: Store) -> None:
    """Some note first and lock a tip then, some the other way round; some on another ward's journal as well."""
    tips = [store.tip(f"draft {n}") for n in range(3)]
    with store.unit() as uow:
        other = ensure_ward(uow.session, "HB", "Công an phường Hồng Bàng", "0225 000 0114")
    wards = [store.workplace.ward_id, other]

    def deed(number: int) -> None:
        random = Random(number)
        with store.unit() as uow:
            steps = [
                lambda: uow.journal.note("first", tip_id=random.choice(tips)),
                lambda: uow.session.get_one(Tip, random.choice(tips), with_for_update=True),
                lambda: uow.for_ward(random.choice(wards)).journal.note("second", tip_id=random.choice(tips)),
            ]
            random.shuffle(steps)
            for step in steps:
                step()

    # One thread on SQLite, as in the product.
    with ThreadPoolExecutor(1 if store.engine.dialect.name == "sqlite" else 4) as threads:
        list(threads.map(deed, range(200)))
    with store.unit() as uow:
        for tip in tips:
            uow.journal.note("received", tip_id=tip)
    assert check_journals(store.engine, store.workplace.keyring.journal) == (403, None)


def test_the_head_tells_how_far_it_reaches(store: Store) -> None:
    with store.unit() as uow:
        assert uow.journal.head().count == 0
        uow.journal.note("received")
    with store.unit() as uow:
        first = uow.journal.head()
        uow.journal.note("acknowledged")
    with store.unit() as uow:
        second = uow.journal.head()
        link = uow.session.scalars(select(Journal.link).where(Journal.number == 2)).one()
    assert (first.count, second.count) == (1, 2)
    assert first.mark != second.mark
    assert second.mark.replace("-", "").lower() == link.hex()[:12]
