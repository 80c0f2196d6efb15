"""The key of the backups only goes forward: an old copy opens what came later, a new one opens nothing from before."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.backup_key import (
    BackupKey,
    BackupKeyUnreadable,
    BackupTooOld,
    forget_months_before,
    month_name,
    month_of,
    new_backup_key,
    read_backup_key,
    write_backup_key,
)

MARCH = month_of(datetime(2026, 3, 31, 23, 59, tzinfo=UTC))
KEY = BackupKey(MARCH, bytes(32))


def test_every_month_has_another_key_which_an_old_copy_finds_too() -> None:
    months = range(MARCH, MARCH + 30)
    keys = [KEY.of_month(month) for month in months]
    assert len(set(keys)) == len(keys)
    for month in months:
        later = KEY.from_month(month)
        assert [later.of_month(m) for m in range(month, MARCH + 30)] == keys[month - MARCH :]
        assert later.chain not in keys


def test_there_is_no_way_back() -> None:
    later = KEY.from_month(MARCH + 3)
    for month in (MARCH, MARCH + 2):
        with pytest.raises(BackupTooOld):
            later.of_month(month)
        with pytest.raises(BackupTooOld):
            later.from_month(month)


def test_the_file_goes_forward_and_never_back(tmp_path: Path) -> None:
    path = tmp_path / "key"
    write_backup_key(path, KEY)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not forget_months_before(path, MARCH)
    assert not forget_months_before(path, MARCH - 9)
    assert forget_months_before(path, MARCH + 2)
    assert read_backup_key(path) == KEY.from_month(MARCH + 2)
    assert KEY.chain.hex() not in path.read_text()
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_months_have_names() -> None:
    assert (month_name(MARCH), month_name(MARCH + 10)) == ("03/2026", "01/2027")
    assert new_backup_key(datetime(2026, 3, 1, tzinfo=UTC)).month == MARCH


@pytest.mark.parametrize(
    "text", ["", "x", "tinbao-backup-key 3", f"other 3 {'00' * 32}", f"tinbao-backup-key 3 {'00' * 31}"]
)
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text)
    with pytest.raises(BackupKeyUnreadable):
        read_backup_key(tmp_path / "key")
