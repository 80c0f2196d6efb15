"""The master key and the database: noted at the first start, checked at every later one."""

import os

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from bot.crypto import (
    KeyNotHere,
    Keyring,
    KeyUnreadable,
    MasterKey,
    SealBroken,
    Secrets,
    new_master_key,
    read_keys,
    seals,
)
from storage.engine import open_engine
from storage.journal import JournalStore
from storage.journal_check import check_journals
from storage.keys import WrongKey, keys_in_use, open_keyring, retire_all_but
from storage.models import KnownKey, Secret
from storage.people import PeopleStore
from storage.wards import ensure_ward
from tests.world import MONDAY_NINE

OLD, NEW, OTHER = (MasterKey(bytes([n]) * 32) for n in (1, 2, 3))


@pytest.fixture
def session(database_url: str):  # type: ignore[no-untyped-def]
    """A transaction in an empty database."""
    engine = open_engine(database_url)
    with Session(engine) as opened:
        yield opened
        opened.rollback()
    engine.dispose()


def _open(session: Session, *masters: MasterKey) -> Keyring:
    return open_keyring(session, masters, MONDAY_NINE)


def test_the_first_start_notes_the_key_and_makes_secrets_of_its_own(session: Session) -> None:
    first = _open(session, OLD)
    assert keys_in_use(session) == {OLD.fingerprint}
    assert _open(session, OLD).secrets == first.secrets
    assert OLD.derive("blind-index") not in vars(first.secrets).values()
    assert first.secrets.blind_index != first.secrets.journal
    kept = b"".join(session.scalars(select(Secret.sealed)))
    assert first.secrets.blind_index not in kept


def test_another_key_is_refused(session: Session) -> None:
    _open(session, OLD)
    with pytest.raises(WrongKey):
        _open(session, OTHER)
    assert keys_in_use(session) == {OLD.fingerprint}


def test_a_new_key_in_front_of_the_old_one_is_taken_up_with_the_same_secrets(session: Session) -> None:
    before = _open(session, OLD)
    after = _open(session, NEW, OLD)
    assert keys_in_use(session) == {OLD.fingerprint, NEW.fingerprint}
    assert after.secrets == before.secrets
    assert after.fingerprint == NEW.fingerprint
    sealed = after.columns.close("place", b"words")
    assert after.columns.open("place", before.columns.close("place", b"words")) == b"words"
    with pytest.raises(KeyNotHere):
        before.columns.open("place", sealed)
    with pytest.raises(WrongKey):
        _open(session, NEW)


def test_a_key_that_was_retired_is_not_taken_up_again(session: Session) -> None:
    _open(session, OLD)
    _open(session, NEW, OLD)
    retire_all_but(session, NEW, MONDAY_NINE)
    for masters in ([OLD], [OLD, NEW]):
        with pytest.raises(WrongKey):
            _open(session, *masters)


@pytest.mark.parametrize("table", ["secret", "known_key"])
def test_a_database_that_lost_its_secrets_is_not_given_others(session: Session, table: str) -> None:
    keyring = _open(session, OLD)
    PeopleStore(session, keyring, 0, MONDAY_NINE).meet(1)
    session.execute(text("DELETE FROM secret"))
    if table == "known_key":
        session.execute(delete(KnownKey))
    with pytest.raises(WrongKey):
        _open(session, OLD)


def test_what_was_there_before_secrets_were_kept_goes_on(session: Session) -> None:
    """Account keys and links were once made with keys derived from the master key itself."""
    old = Keyring((OLD,), Secrets(OLD.derive("blind-index"), OLD.derive("journal")))
    key = old.blind(42)
    sealed = OLD.seal("columns")[1].close(f"account/chat/{key}", b"42")  # as it was then: nothing says with which key
    session.execute(
        text("INSERT INTO account (key, chat, first_seen_at) VALUES (:key, :chat, '2026-03-02 02:00')"),
        {"key": key, "chat": sealed},
    )
    with pytest.raises(WrongKey):
        _open(session, OTHER)
    keyring = _open(session, OLD)
    assert keyring.secrets == old.secrets
    assert PeopleStore(session, keyring, 0, MONDAY_NINE).chat_of(keyring.blind(42)) == 42


def test_a_journal_from_before_goes_on(database_url: str) -> None:
    engine = open_engine(database_url)
    old = Keyring((OLD,), Secrets(OLD.derive("blind-index"), OLD.derive("journal")))
    with Session(engine) as session, session.begin():
        ward_id = ensure_ward(session, "BD", "A", "1")
        JournalStore(session, old, ward_id, MONDAY_NINE).note("read")
    with Session(engine) as session, session.begin():
        with pytest.raises(WrongKey):
            _open(session, OTHER)
        keyring = _open(session, OLD)
        JournalStore(session, keyring, ward_id, MONDAY_NINE).note("read")
    assert check_journals(engine, keyring.journal) == (2, None)
    engine.dispose()


def test_two_first_starts_at_once_agree(database_url: str) -> None:
    engine = open_engine(database_url)
    if engine.dialect.name == "sqlite":
        with Session(engine) as one, one.begin():
            first = _open(one, OLD)
        with Session(engine) as two, two.begin():
            assert _open(two, OLD).secrets == first.secrets
    else:
        with Session(engine) as one, Session(engine) as two:
            keys_in_use(two)  # it has looked before the other one commits
            first = _open(one, OLD)
            one.commit()
            assert _open(two, OLD).secrets == first.secrets
            two.commit()
    engine.dispose()


def test_a_value_is_opened_only_in_its_place_and_with_what_it_says_of_its_key() -> None:
    ring = seals([NEW, OLD], "columns")
    sealed = ring.close("place", b"words")
    assert ring.anew("place", seals([OLD], "columns").close("place", b"words")).startswith(ring.head)
    for place, value in (
        ("elsewhere", sealed),
        ("place", seals([OLD], "columns").head + sealed[7:]),
        ("place", sealed[7:]),
        ("place", sealed[:-1]),
        ("place", b""),
        ("place", os.urandom(40)),
    ):
        with pytest.raises(SealBroken):
            ring.open(place, value)


@pytest.mark.parametrize(
    "text", ["", "ab", "0" * 63, "0" * 65, "g" * 64, "0" * 64 + ";" + "1" * 64, " ".join(["0" * 64] * 10)]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyUnreadable):
        read_keys(text)


def test_keys_are_read_in_their_order_each_once() -> None:
    fresh = new_master_key()
    written = f"{fresh.key.hex()}, {OLD.key.hex().upper()}\n{fresh.key.hex()}\n"
    assert read_keys(written) == (fresh, OLD)
    assert fresh.key.hex() not in repr(read_keys(written))
