"""Every connection is opened so that a commit is durable, or not at all."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.engine import SQLITE_PRAGMAS, UnknownDatabase, UnsafeDatabase, open_engine
from tests.databases import Databases


def test_every_sqlite_connection_has_every_setting(databases: Databases) -> None:
    engine = open_engine(databases.fresh("sqlite"))
    for _ in range(2):
        with engine.connect() as connection:
            for name, (_, expected) in SQLITE_PRAGMAS.items():
                assert connection.execute(text(f"PRAGMA {name}")).scalar() == expected, name
        engine.dispose()


def test_the_settings_are_those_that_keep_a_commit() -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}
    assert {name: expected for name, (_, expected) in SQLITE_PRAGMAS.items() if name in wanted} == wanted
    assert int(str(SQLITE_PRAGMAS["busy_timeout"][1])) >= 1000


def test_a_transaction_holds_the_right_to_write_from_its_beginning(databases: Databases) -> None:
    """A read that turns into a write later may find that another one was faster."""
    url = databases.fresh("sqlite")
    first = open_engine(url)
    second = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
    with first.connect() as connection, connection.begin():
        connection.execute(text("SELECT 1"))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            second.execute("BEGIN IMMEDIATE")
    second.close()
    first.dispose()


def test_a_database_without_its_settings_is_refused() -> None:
    """In memory there is no write-ahead log: nothing of it would be left after a power cut."""
    engine = open_engine("sqlite://")
    with pytest.raises(UnsafeDatabase, match="journal_mode"):
        engine.connect()


def test_postgresql_that_may_lose_a_commit_is_refused(databases: Databases) -> None:
    url = databases.fresh("postgresql")
    engine = open_engine(url)
    with engine.begin() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() != "off"
        name = connection.execute(text("SELECT current_database()")).scalar()
        connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    engine.dispose()
    with pytest.raises(UnsafeDatabase, match="synchronous_commit"):
        open_engine(url).connect()


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(UnknownDatabase):
        open_engine("mysql://localhost/x")


def test_no_value_of_a_statement_stands_in_an_error(databases: Databases) -> None:
    engine = open_engine(databases.fresh("sqlite"))
    with pytest.raises(IntegrityError) as raised, engine.begin() as connection:
        connection.execute(text("INSERT INTO ward (code) VALUES (:code)"), {"code": "canary"})
    assert "canary" not in str(raised.value)
    engine.dispose()
