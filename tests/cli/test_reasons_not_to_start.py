"""What is missing or in the way at start: one line each, with the cure."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import TOKEN, Tinbao


def test_run_without_a_token_says_where_to_get_one(tinbao: Tinbao) -> None:
    tinbao("run").refuses("TINBAO_TOKEN", "@BotFather")


def test_a_damaged_token_is_not_repeated(tinbao: Tinbao) -> None:
    said = tinbao("run", token=f"x{TOKEN}")
    said.refuses("TINBAO_TOKEN", "@BotFather")
    assert "canary" not in said.err


def test_run_without_a_phone_number_is_refused(tinbao: Tinbao) -> None:
    tinbao("run", token=TOKEN).refuses("TINBAO_WARD_PHONE")


def test_a_missing_key_is_made_with_new_key(tinbao: Tinbao) -> None:
    tinbao("setup-code").refuses("TINBAO_MASTER_KEY_FILE", "tinbao new-key")


def test_a_key_others_can_read_is_refused(tinbao: Tinbao) -> None:
    assert tinbao("new-key").code == 0
    (tinbao.folder / "tinbao.key").chmod(0o640)
    tinbao("setup-code").refuses("chmod 600 tinbao.key")


def test_a_file_that_is_no_key_is_refused(tinbao: Tinbao) -> None:
    key = tinbao.folder / "tinbao.key"
    key.touch(0o600)
    key.write_text("not a key")
    tinbao("setup-code").refuses("TINBAO_MASTER_KEY_FILE")


def test_a_key_is_never_replaced(tinbao: Tinbao) -> None:
    assert tinbao("new-key").code == 0
    key = tinbao.folder / "tinbao.key"
    before = key.read_text()
    tinbao("new-key").refuses("tinbao.key", "TINBAO_MASTER_KEY_FILE")
    assert key.read_text() == before
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_key_among_the_data_is_refused(tinbao: Tinbao) -> None:
    tinbao("new-key", master_key_file="data/tinbao.key").refuses("TINBAO_MASTER_KEY_FILE", "TINBAO_DATA_DIR")


def test_a_key_that_cannot_be_written_is_said(tinbao: Tinbao) -> None:
    (tinbao.folder / "file").touch()
    tinbao("new-key", master_key_file="file/tinbao.key").refuses("TINBAO_MASTER_KEY_FILE")


def test_a_data_folder_that_cannot_be_written_to_is_named(tinbao: Tinbao) -> None:
    (tinbao.folder / "file").touch()
    tinbao("migrate", data_dir="file/data").refuses("TINBAO_DATA_DIR")


@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("mysql://ward:bi-mat@localhost/tips", "postgresql://"),
        ("bi-mat", "sqlite:///"),
        ("postgresql://ward:bi-mat@localhost:port/tips", "postgresql://"),
        ("postgresql://ward:bi-mat@127.0.0.1:1/tips", "TINBAO_DATABASE_URL"),
        ("sqlite:////proc/bi-mat/tips", "TINBAO_DATABASE_URL"),
        ("sqlite://", "TINBAO_DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_said(tinbao: Tinbao, url: str, cure: str) -> None:
    said = tinbao("migrate", database_url=url)
    said.refuses(cure)
    assert "bi-mat" not in said.err


def test_a_file_that_is_no_database_is_said(tinbao: Tinbao) -> None:
    (tinbao.folder / "data").mkdir()
    (tinbao.folder / "data/tinbao.sqlite3").write_bytes(b"something else entirely" * 100)
    tinbao("migrate").refuses("TINBAO_DATABASE_URL")


def test_an_empty_database_is_cured_by_migrate(tinbao: Tinbao) -> None:
    assert tinbao("new-key").code == 0
    tinbao("setup-code").refuses("tinbao migrate")
    assert not (tinbao.folder / "data").exists(), "looking must not make a database"


def test_a_database_from_a_newer_release_is_left_alone(installed: Tinbao) -> None:
    _execute(installed.folder, "UPDATE alembic_version SET version_num = '9999'")
    for command in ("migrate", "setup-code"):
        installed(command).refuses("mới hơn chương trình")
    installed.process("run").refuses("mới hơn chương trình")


def test_another_installations_key_is_noticed(installed: Tinbao) -> None:
    _execute(installed.folder, "INSERT INTO account (key, chat, first_seen_at) VALUES ('k', x'00', '2026-11-02')")
    installed("setup-code").refuses("không khớp", "TINBAO_MASTER_KEY_FILE")


def _execute(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "data/tinbao.sqlite3")
    with connection:
        connection.execute(statement)
    connection.close()
