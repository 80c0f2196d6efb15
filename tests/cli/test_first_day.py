"""The first day of an installation: key, database, the first admin's code, and what doctor says."""

import shutil
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from bot.clock import SystemClock
from bot.crypto import read_key_file
from storage.engine import open_engine
from storage.groups import GroupStanding
from storage.keys import open_keyring
from storage.one_time_codes import OneTimeCodes, Purpose
from storage.sole_writer import sole_writer
from tests.cli.conftest import Tinbao
from tests.cli.places import at_work, installed_on
from tests.databases import Databases


@pytest.fixture
def session(installed: Tinbao) -> Iterator[Session]:
    engine = open_engine(f"sqlite:///{installed.folder / 'data/tinbao.sqlite3'}")
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_the_setup_code_opens_once(installed: Tinbao, session: Session) -> None:
    said = installed("setup-code")
    assert (said.code, said.err) == (0, "")
    code = said.out.split("/start ")[1].strip()
    keyring = open_keyring(session, read_key_file(installed.folder / "tinbao.key"), SystemClock().now())
    codes = OneTimeCodes(session, keyring, 1, SystemClock().now())
    granted = codes.use(code, Purpose.FIRST_ADMIN)
    assert granted is not None
    assert codes.use(code, Purpose.FIRST_ADMIN) is None
    session.rollback()


def test_while_the_bot_runs_nobody_else_writes(installed: Tinbao) -> None:
    with sole_writer(f"sqlite:///{installed.folder / 'data/tinbao.sqlite3'}"):
        installed("setup-code").refuses("Bot đang chạy", "Dừng bot")
        installed("migrate").refuses("Bot đang chạy")
    assert installed("setup-code").code == 0


def test_migrating_again_changes_nothing(installed: Tinbao) -> None:
    first, second = installed("migrate"), installed("migrate")
    assert (first.code, first.out) == (second.code, second.out)


def test_the_data_folder_is_closed_to_others(installed: Tinbao) -> None:
    assert (installed.folder / "data").stat().st_mode & 0o777 == 0o700


def test_doctor_gives_each_check_one_line_with_the_cure(installed: Tinbao) -> None:
    # Nothing listens on port 1: Telegram is out of reach.
    said = installed("doctor", api_base="http://127.0.0.1:1")
    assert (said.code, said.err) == (1, "")
    assert [line.partition(":")[0] for line in said.out.splitlines()] == [
        "[ổn] Cài đặt",
        "[ổn] Mã của bot",
        "[ổn] Số trực ban",
        "[ổn] Khóa chủ",
        "[ổn] Khóa sao lưu",
        "[hỏng] Sao lưu",
        "[ổn] Thư mục dữ liệu",
        "[ổn] Thư mục tài liệu",
        "[ổn] Phần lập báo cáo",
        "[hỏng] Telegram",
        "[ổn] Bot đang chạy",
        "[ổn] Cơ sở dữ liệu",
        "[ổn] Đổi khóa chủ",
        "[hỏng] Lời riêng",
        "[hỏng] Nhóm trực",
        "[hỏng] Nhân sự",
        "[hỏng] Tin chờ gửi",
        "[hỏng] Tin chờ xử lý",
        "[hỏng] Thời hạn lưu",
        "[ổn] Nhật ký nghiệp vụ",
    ]
    assert "TINBAO_PROXY" in said.out
    assert "canary" not in said.out


def test_doctor_goes_on_after_the_first_trouble(tinbao: Tinbao) -> None:
    said = tinbao("doctor")
    assert said.code == 1
    assert len(said.out.splitlines()) == 20
    assert "tinbao new-key" in said.out
    assert "tinbao migrate" in said.out


def test_doctor_says_in_time_that_the_disk_fills(installed: Tinbao, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(installed.folder)
    monkeypatch.setattr("bot.cli_doctor.disk_usage", lambda _: usage._replace(free=300 << 20))
    said = installed("doctor", api_base="http://127.0.0.1:1").out
    assert "[hỏng] Thư mục dữ liệu: ổ đĩa sắp đầy, còn 300 MB. Dọn đĩa" in said


def test_doctor_says_that_the_bot_would_not_hear_who_leaves_the_group(tinbao: Tinbao, databases: Databases) -> None:
    place = installed_on(tinbao, databases, "sqlite")
    near = {"api_base": "http://127.0.0.1:1"}
    with at_work(place) as uow:
        uow.ward.link_group(-100)
        uow.groups.note(-100, GroupStanding("member", frozenset()))
    assert "[hỏng] Nhóm trực: bot chưa là quản trị viên của nhóm" in place("doctor", **near).out
    with at_work(place) as uow:
        uow.groups.note(-100, GroupStanding("administrator", frozenset()))
    assert "[ổn] Nhóm trực: đã kết nối" in place("doctor", **near).out
