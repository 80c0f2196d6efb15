"""Installations on either database, filled, and looked at as the bot would after its next start."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import MovableClock
from bot.crypto import read_key_file
from bot.settings import Settings
from storage.engine import open_engine
from storage.journal_check import check_journals
from storage.keys import open_keyring
from storage.unit_of_work import UnitOfWork, Workplace
from storage.wards import ensure_ward
from tests.cli.conftest import TOKEN, Tinbao
from tests.databases import Databases
from tests.filled import Reporter, fill, folder_in, look
from tests.world import MONDAY_NINE


def installed_on(tinbao: Tinbao, databases: Databases, kind: str) -> Tinbao:
    """An installation on a database of this kind, with a key."""
    tinbao.env = {"TINBAO_TOKEN": TOKEN, "TINBAO_WARD_PHONE": "0225 3 000 000"}
    tinbao.env["TINBAO_DATABASE_URL"] = databases.fresh(kind)
    assert tinbao("new-key").code == 0
    return tinbao


@contextmanager
def at_work(tinbao: Tinbao) -> Iterator[UnitOfWork]:
    """A unit of work with the keys as they are, committed at the end."""
    engine = open_engine(tinbao.env["TINBAO_DATABASE_URL"])
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    try:
        with Session(engine) as session, session.begin():
            keyring = open_keyring(session, read_key_file(tinbao.folder / "tinbao.key"), MONDAY_NINE)
            ward_id = ensure_ward(session, "BD", "Công an phường Bạch Đằng", "0225 3 000 000")
            yield Workplace(keyring, MovableClock(MONDAY_NINE), settings, ward_id).unit(session)
    finally:
        engine.dispose()


def fill_with(tinbao: Tinbao, reporters: range) -> None:
    """So many reporters with all that is theirs."""
    for number in reporters:
        with at_work(tinbao) as uow:
            fill(uow, folder_in(tinbao.folder / "data", uow), Reporter(number))


def all_of(tinbao: Tinbao) -> dict[str, Any]:
    """Everything that is sealed, opened; and the journal holds."""
    with at_work(tinbao) as uow:
        seen = look(uow, folder_in(tinbao.folder / "data", uow))
        seen["blind"] = uow.keyring.blind(42)
        journal = uow.keyring.journal
        uow.session.rollback()
    engine = open_engine(tinbao.env["TINBAO_DATABASE_URL"])
    count, broken = check_journals(engine, journal)
    engine.dispose()
    assert broken is None
    assert count >= sum(name.startswith("tip ") for name in seen)
    return seen
