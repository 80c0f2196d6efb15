"""The journal on the server's console: is it whole, and as a table for the procuracy."""

import csv
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.clock import MovableClock
from bot.crypto import read_key_file
from bot.domain.people import Role
from bot.settings import Settings
from storage.engine import open_engine
from storage.keys import open_keyring
from storage.unit_of_work import Workplace
from storage.wards import ensure_ward
from tests.cli.conftest import Tinbao
from tests.world import MONDAY_NINE

NAME, CHAT = "Zylphương", 6_100_000_077


@pytest.fixture
def told(installed: Tinbao) -> Tinbao:
    """An installation in which an officer has done three things."""
    engine = open_engine(f"sqlite:///{_file(installed)}")
    masters, settings = read_key_file(installed.folder / "tinbao.key"), Settings(_env_file=None)  # type: ignore[call-arg]
    for number in range(3):
        with Session(engine) as session, session.begin():
            keyring = open_keyring(session, masters, MONDAY_NINE)
            ward_id = ensure_ward(session, "BD", "Công an phường Bạch Đằng", "1")
            uow = Workplace(keyring, MovableClock(MONDAY_NINE), settings, ward_id).unit(session)
            officer = uow.people.enrol(uow.people.meet(CHAT), NAME, Role.OFFICER)
            uow.journal.note("read", person_id=officer.id, detail=f"version {number}")
    engine.dispose()
    return installed


def _file(tinbao: Tinbao) -> Path:
    return tinbao.folder / "data/tinbao.sqlite3"


def _tamper(tinbao: Tinbao) -> None:
    connection = sqlite3.connect(_file(tinbao))
    with connection:
        connection.execute("DROP TRIGGER journal_refuses_update")
        connection.execute("UPDATE journal SET detail = 'version 9' WHERE number = 2")
    connection.close()


def test_the_table_has_every_line_and_nobodys_name(told: Tinbao) -> None:
    said = told("export-journal", "out.csv")
    assert (said.code, said.err) == (0, "")
    assert "3 dòng" in said.out
    assert "nguyên vẹn" in said.out
    file = told.folder / "out.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    text = file.read_text(encoding="utf-8-sig")
    head, *lines = csv.reader(text.splitlines())
    assert [head[0], head[1], head[-1]] == ["Đơn vị", "Số dòng", "Mắt xích"]
    assert [line[1] for line in lines] == ["1", "2", "3"]
    assert lines[0][:5] == ["BD", "1", "2026-03-02T02:00:00.000000Z", "02/03/2026 09:00:00", "read"]
    assert lines[2][-2].replace("-", "").lower() == lines[2][-1][:12]
    assert not {NAME, str(CHAT)} & set(text.split(","))


def test_a_file_is_never_replaced(told: Tinbao) -> None:
    (told.folder / "out.csv").write_text("mine")
    told("export-journal", "out.csv").refuses("out.csv", "tên khác")
    told("export-journal", "nowhere/out.csv").refuses("nowhere/out.csv")
    assert (told.folder / "out.csv").read_text() == "mine"


def test_a_line_that_was_changed_is_named(told: Tinbao) -> None:
    assert "[ổn] Nhật ký nghiệp vụ: nguyên vẹn, 3 dòng" in told("doctor", api_base="http://127.0.0.1:1").out
    _tamper(told)
    said = told("doctor", api_base="http://127.0.0.1:1")
    assert "[hỏng] Nhật ký nghiệp vụ: dòng số 2" in said.out
    said = told("export-journal", "out.csv")
    assert said.code == 1
    assert "dòng số 2" in said.out
    assert (told.folder / "out.csv").exists(), "what is left is evidence"
