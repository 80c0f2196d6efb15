"""Every sealed column comes under another master key, in small steps, and nothing of it changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, text

from bot.crypto import Keyring, new_master_key
from storage import reseal
from storage.keys import open_keyring
from storage.models import Base
from storage.reseal import OTHER_BYTES, SEALED, reseal_some
from storage.unit_of_work import UnitOfWork
from tests.filled import Reporter, fill, folder_in, look
from tests.storage.conftest import Store


def test_of_every_column_of_bytes_it_is_known_which_key_seals_it() -> None:
    """A new one goes into SEALED when it is sealed with a key of the keyring, else into OTHER_BYTES."""
    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    known = [column.name for column in SEALED]
    assert columns == {*known, *OTHER_BYTES}
    assert len(known) == len(set(known))


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """A database with something in every sealed column."""
    for number in range(7):
        with store.unit() as uow:
            fill(uow, folder_in(tmp_path, uow), Reporter(number))
    return store


@contextmanager
def _with(store: Store, keyring: Keyring) -> Iterator[UnitOfWork]:
    workplace = replace(store.workplace, keyring=keyring)
    with store.unit() as uow:
        yield workplace.unit(uow.session)
        uow.session.rollback()


def _all(store: Store, keyring: Keyring, folder: Path) -> dict[str, Any]:
    with _with(store, keyring) as uow:
        return look(uow, folder_in(folder, uow))


@pytest.mark.parametrize("batch", [1, 3, 200])
def test_everything_is_under_the_new_key_and_says_the_same(
    filled: Store, tmp_path: Path, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reseal, "BATCH", batch)
    before = _all(filled, filled.workplace.keyring, tmp_path)
    new, (old,) = new_master_key(), filled.workplace.keyring.masters
    with filled.unit() as uow:
        both = open_keyring(uow.session, [new, old], uow.now)
    done = {column.name: _run(filled, both, column) for column in SEALED}
    assert all(count for count in done.values()), done
    assert _all(filled, both, tmp_path) == before
    alone = Keyring((new,), both.secrets)
    assert _all(filled, alone, tmp_path) == before
    assert all(_run(filled, both, column) == 0 for column in SEALED), "a second time there is nothing to do"


def test_a_value_that_does_not_open_stops_no_other(filled: Store) -> None:
    with filled.unit() as uow:
        uow.session.execute(text("UPDATE inbox SET payload = :junk WHERE id = 3"), {"junk": b"junk"})
        both = open_keyring(uow.session, [new_master_key(), *filled.workplace.keyring.masters], uow.now)
        (column,) = [c for c in SEALED if c.name == "inbox.payload"]
        progress = reseal_some(uow.session, both, column, None)
    assert (progress.after, progress.done, progress.unreadable) == (None, 6, 1)


def _run(store: Store, keyring: Keyring, column: reseal.SealedColumn) -> int:
    done, after = 0, None
    while True:
        with store.unit() as uow:
            progress = reseal_some(uow.session, keyring, column, after)
        assert not progress.unreadable, column
        done, after = done + progress.done, progress.after
        if after is None:
            return done
