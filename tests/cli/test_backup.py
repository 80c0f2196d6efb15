"""``tinbao backup`` and ``restore``: everything of one moment comes back, and what is in doubt is treated so."""

import signal
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from bot.backup_key import month_name, read_backup_key, write_backup_key
from bot.cli_leftovers import under_way
from bot.domain.people import Role
from bot.domain.retention import Erasing, TipErased, shifted
from bot.domain.tip import Status
from storage.models import OUTBOX, EvidenceFile, Journal, OneTimeCode, OutboxState, Restoration, Tip, Vault
from storage.one_time_codes import Purpose
from storage.restoring import STEP
from storage.sole_writer import sole_writer
from tests.cli.conftest import Tinbao
from tests.cli.places import all_of, at_work, fill_with, installed_on
from tests.databases import KINDS, Databases
from tests.filled import Reporter, fill, folder_in

# The last three in every run of the suite.
BACKUP_POINTS = ("begun", "proved", "half_written", "put_back", "renamed")
RESTORE_POINTS = ("restore.file:2", "restore.loaded:1", "restore.before_commit:1", "restore.after_commit:1")
PHONE = {"TINBAO_WARD_PHONE": "0225 3 000 000"}


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tinbao: Tinbao, databases: Databases) -> Tinbao:
    """A filled installation."""
    installed = installed_on(tinbao, databases, request.param)
    fill_with(installed, range(3))
    return installed


@pytest.fixture
def new_machine(tmp_path: Path, place: Tinbao) -> Tinbao:
    """Another machine, with the keys from the safe."""
    folder = tmp_path / "new machine"
    folder.mkdir()
    for name in ("tinbao.key", "tinbao-backup.key"):
        (folder / name).write_bytes((place.folder / name).read_bytes())
        (folder / name).chmod(0o600)
    return Tinbao(folder, dict(place.env))


def _backed_up(place: Tinbao) -> Path:
    path = place.folder / "b.bak"
    said = place("backup", str(path))
    assert (said.code, said.err) == (0, ""), said
    assert "3 tin, 3 tài liệu" in said.out
    return path


def _restored(machine: Tinbao, databases: Databases, kind: str, path: Path) -> Tinbao:
    machine.env["TINBAO_DATABASE_URL"] = databases.empty(kind)
    said = machine("restore", str(path))
    assert (said.code, said.err) == (0, ""), said
    return machine


@pytest.mark.parametrize("kind", KINDS)
def test_everything_comes_back_also_on_the_other_database(
    place: Tinbao, new_machine: Tinbao, databases: Databases, kind: str
) -> None:
    before = all_of(place)
    machine = _restored(new_machine, databases, kind, _backed_up(place))
    assert all_of(machine) == before
    assert machine("migrate").code == 0, "it is at this release's schema"
    said = machine("doctor", "--reconcile", api_base="http://127.0.0.1:1").out
    for line in said.splitlines()[-12:]:
        assert line.startswith("[ổn]"), said
    assert "[ổn] Nhật ký nghiệp vụ: nguyên vẹn" in said


def test_a_running_bot_is_not_in_the_way_and_the_backup_is_of_one_moment(place: Tinbao) -> None:
    with sole_writer(place.env["TINBAO_DATABASE_URL"], beside_others=True), at_work(place) as uow:
        fill(uow, folder_in(place.folder / "data", uow), Reporter(77))
        _backed_up(place)  # what is not committed is not in it
    assert not [path for path in place.folder.rglob("*") if "proof-" in path.name or path.suffix == ".part"]


def test_a_backup_says_nothing_to_who_has_no_key(place: Tinbao) -> None:
    data = _backed_up(place).read_bytes()
    with at_work(place) as uow:
        codes = list(uow.session.scalars(select(Tip.code)))
    for secret in (*codes, "tip_version", Reporter(1).words, "journal"):
        assert secret.encode() not in data
    assert _backed_up_mode(place) == 0o600


def _backed_up_mode(place: Tinbao) -> int:
    return (place.folder / "b.bak").stat().st_mode & 0o777


def test_a_backup_is_never_replaced(place: Tinbao) -> None:
    path = _backed_up(place)
    before = path.read_bytes()
    place("backup", str(path)).refuses("b.bak", "tên khác")
    place("backup", "nowhere/b.bak").refuses("nowhere/b.bak")
    assert path.read_bytes() == before


def test_killed_in_between_it_leaves_nothing_that_anybody_can_read_and_the_next_one_clears_up(
    tinbao: Tinbao, databases: Databases, full: bool
) -> None:
    place = installed_on(tinbao, databases, "sqlite")
    fill_with(place, range(3))
    there_before = _files(place)
    for point in BACKUP_POINTS if full else BACKUP_POINTS[2:]:
        killed = place.process("backup", f"{point}.bak", failpoint=f"backup.{point}")
        assert killed.code == -signal.SIGKILL, killed
        left = _files(place) - there_before - {"data/backup-under-way"}
        assert left == {"renamed.bak" if point == "renamed" else f"{point}.bak.part"}, "or it is read for ever"
        if point == "half_written":
            said = place("doctor", api_base="http://127.0.0.1:1").out
            assert "[hỏng] Sao lưu: lần sao lưu trước bị ngắt giữa chừng" in said
    new = replace(place, env=place.env | {"TINBAO_DATABASE_URL": databases.empty("sqlite")})
    assert new("restore", "renamed.bak").code == 0, "what stands under its name is whole"


def _files(place: Tinbao) -> set[str]:
    """All but the open database's own."""
    found = {str(path.relative_to(place.folder)) for path in place.folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith("data/tinbao.sqlite3")}


def test_backups_are_made_one_after_the_other(tinbao: Tinbao, databases: Databases) -> None:
    place = installed_on(tinbao, databases, "sqlite")
    assert place("backup", "first.bak").code == 0
    part = place.folder / "second.bak.part"
    with under_way(place.folder / "data", part):
        part.touch()
        place("backup", "third.bak").refuses("đang chạy")
        assert "[ổn] Sao lưu" in place("doctor", api_base="http://127.0.0.1:1").out
    assert part.exists(), "it belongs to the one that ran"


def test_what_an_earlier_release_left_of_a_killed_backup_goes_with_the_next_one(
    tinbao: Tinbao, databases: Databases
) -> None:
    place = installed_on(tinbao, databases, "sqlite")
    old = place.folder / "data/proof-x1y2"
    old.mkdir(parents=True)
    (old / "proof.sqlite3").write_bytes(b"everything")
    assert "[hỏng] Sao lưu: lần sao lưu trước bị ngắt" in place("doctor", api_base="http://127.0.0.1:1").out
    assert place("backup", "b.bak").code == 0
    assert not old.exists()


def test_a_backup_that_does_not_open_is_not_kept(place: Tinbao) -> None:
    (place.folder / "data/evidence/2.sealed").write_bytes(b"changed")
    place("backup", "b.bak").refuses("doctor --reconcile")
    assert not list(place.folder.glob("b.bak*"))
    said = place("doctor", "--reconcile", api_base="http://127.0.0.1:1").out
    assert "[hỏng] Tài liệu không còn như lúc nhận: có 1, số 2. " in said
    assert "lấy lại tệp SỐ.sealed từ bản sao lưu" in said


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_disk_that_is_full_while_a_backup_is_proved_is_said(place: Tinbao, monkeypatch: pytest.MonkeyPatch) -> None:
    there_before, connect = _files(place), sqlite3.connect

    def small(name: str, **options: Any) -> sqlite3.Connection:
        connection = connect(name, **options)
        if not name:
            connection.execute("PRAGMA max_page_count=100")
        return connection

    monkeypatch.setattr("sqlite3.connect", small)
    place("backup", "b.bak").refuses("chỗ trống trong data", "đã bỏ", "chạy lại")
    assert _files(place) - there_before <= {"data/backup-under-way"}
    monkeypatch.undo()
    assert place("backup", "b.bak").code == 0


def test_a_machine_whose_clock_is_before_the_key_is_told_so(tinbao: Tinbao, databases: Databases) -> None:
    place = installed_on(tinbao, databases, "sqlite")
    key_file = place.folder / "tinbao-backup.key"
    key = read_backup_key(key_file)
    write_backup_key(key_file, key.from_month(key.month + 2))
    place("backup", "b.bak").refuses(month_name(key.month), month_name(key.month + 2), "giờ", "nơi cất giữ")
    assert not list(place.folder.glob("b.bak*"))


def test_doctor_says_when_the_last_backup_was_made(tinbao: Tinbao, databases: Databases) -> None:
    place = installed_on(tinbao, databases, "sqlite")
    near = {"api_base": "http://127.0.0.1:1"}
    assert "[hỏng] Sao lưu: chưa có bản nào. Chạy: tinbao backup TỆP" in place("doctor", **near).out
    assert place("backup", "b.bak").code == 0
    assert "[ổn] Sao lưu: lần gần nhất lúc " in place("doctor", **near).out
    place("backup", "b.bak").refuses("tên khác")
    note = place.folder / "data/last-backup"
    note.write_text("2026-03-01T18:30:00+00:00")
    assert "[hỏng] Sao lưu: lần gần nhất đã từ ngày 02/03/2026. Chạy: tinbao backup" in place("doctor", **near).out
    note.write_text("yesterday")
    assert "[hỏng] Sao lưu: chưa có bản nào" in place("doctor", **near).out


def test_what_had_not_been_sent_is_in_doubt_and_codes_are_dead(
    place: Tinbao, new_machine: Tinbao, databases: Databases
) -> None:
    with at_work(place) as uow:
        uow.codes.make(Purpose.INVITE, role=Role.OFFICER)
        uow.outbox.claim(2, ())
        uow.ward.link_group(-100)
    machine = _restored(new_machine, databases, "sqlite", _backed_up(place))
    with at_work(machine) as uow:
        rows = uow.session.execute(select(OUTBOX).where(OUTBOX.c.state == OutboxState.WAITING)).all()
        doubtful = {(row.kind, row.ambiguous > 0, row.lease_until) for row in rows}
        assert doubtful == {("card", True, None), ("receipt", True, None), ("alarm", False, None)}
        assert not uow.session.scalars(select(OneTimeCode).where(OneTimeCode.used_at.is_(None))).all()
        line = uow.session.scalars(select(Journal).order_by(Journal.number.desc()).limit(1)).one()
        assert line.deed == "restored"


@pytest.mark.parametrize("kind", KINDS)
def test_no_number_and_no_code_is_given_a_second_time(
    place: Tinbao, new_machine: Tinbao, databases: Databases, kind: str
) -> None:
    path = _backed_up(place)
    fill_with(place, range(3, 9))  # lost
    machine = _restored(new_machine, databases, kind, path)
    fill_with(machine, range(3, 6))
    with at_work(machine) as uow:
        found = uow.session.execute(select(Tip.id, Tip.code).order_by(Tip.id)).all()
        assert [tip_id for tip_id, _ in found] == [1, 2, 3, STEP, STEP + 1, STEP + 2]
        assert [code.partition("-")[0] for _, code in found] == ["BD"] * 3 + ["BD2"] * 3
    again = Tinbao(machine.folder, dict(machine.env))
    assert again("backup", "second.bak").code == 0
    again.env["TINBAO_DATABASE_URL"] = databases.empty(kind)
    assert again("restore", "second.bak").code == 0
    fill_with(again, range(6, 8))
    with at_work(again) as uow:
        numbers = list(uow.session.scalars(select(Tip.id).order_by(Tip.id)))
        assert numbers[-2:] == [2 * STEP, 2 * STEP + 1]
        assert uow.session.scalar(select(func.max(Restoration.number))) == 2


def test_a_file_that_was_missing_is_fetched_again(place: Tinbao, new_machine: Tinbao, databases: Databases) -> None:
    (place.folder / "data/evidence/2.sealed").unlink()
    said = place("backup", "b.bak")
    assert said.code == 0
    assert "1 tài liệu không còn tệp" in said.out
    machine = _restored(new_machine, databases, "sqlite", place.folder / "b.bak")
    with at_work(machine) as uow:
        states = dict(uow.session.execute(select(EvidenceFile.id, EvidenceFile.state)).all())
        assert states == {1: "stored", 2: "wanted", 3: "stored"}
        wanted = select(EvidenceFile.id).where(EvidenceFile.next_try_at.is_not(None), EvidenceFile.key.is_(None))
        assert uow.session.scalars(wanted).all() == [2]


def test_killed_in_between_it_is_done_again(place: Tinbao, new_machine: Tinbao, databases: Databases) -> None:
    before, path = all_of(place), _backed_up(place)
    for kind in KINDS:
        new_machine.env["TINBAO_DATABASE_URL"] = databases.empty(kind)
        for point in RESTORE_POINTS:
            killed = new_machine.process("restore", str(path), failpoint=point)
            assert killed.code == -signal.SIGKILL, killed
        assert all_of(new_machine) == before, "the last of them is after the commit"
        new_machine("restore", str(path)).refuses("đã có dữ liệu")


def test_what_cannot_be_restored_is_said(place: Tinbao, new_machine: Tinbao, databases: Databases) -> None:
    path = _backed_up(place)
    place("restore", str(path)).refuses("đã có dữ liệu")
    new_machine.env["TINBAO_DATABASE_URL"] = databases.empty("sqlite")
    new_machine("restore", "nothing.bak").refuses("nothing.bak")
    cut = new_machine.folder / "cut.bak"
    cut.write_bytes(path.read_bytes()[:-20])
    new_machine("restore", str(cut)).refuses("bị cắt")
    keys = {name: (new_machine.folder / name).read_text() for name in ("tinbao.key", "tinbao-backup.key")}
    (new_machine.folder / "tinbao.key").write_text("00" * 32)
    new_machine("restore", str(path)).refuses("không khớp")
    (new_machine.folder / "tinbao.key").write_text(keys["tinbao.key"])
    backup_key = new_machine.folder / "tinbao-backup.key"
    write_backup_key(backup_key, replace(read_backup_key(backup_key), chain=bytes(32)))
    new_machine("restore", str(path)).refuses("TINBAO_BACKUP_KEY_FILE")
    backup_key.unlink()
    new_machine("restore", str(path)).refuses("TINBAO_BACKUP_KEY_FILE")
    backup_key.write_text(keys["tinbao-backup.key"])
    backup_key.chmod(0o644)
    new_machine("restore", str(path)).refuses("chmod 600")
    backup_key.chmod(0o600)
    assert new_machine("restore", str(path)).code == 0, "nothing of all that was kept"


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_erased_since_the_backup_does_not_come_back(
    place: Tinbao, new_machine: Tinbao, databases: Databases, kind: str
) -> None:
    now = datetime.now(UTC)
    with at_work(place) as uow:
        old = {"status": Status.CLOSED, "closed_at": now - timedelta(days=61 * 31)}
        uow.session.execute(update(Tip).where(Tip.id <= 2).values(**old))
        uow.retention.warned([2], Erasing.ALL, now - timedelta(days=31))
    path = _backed_up(place)
    new_machine.env["TINBAO_DATABASE_URL"] = databases.empty(kind)
    said = new_machine("restore", str(path))
    assert "1 tin hết thời hạn lưu kể từ lúc sao lưu đã được xóa lại" in said.out, said
    assert "Danh tính đã xóa theo yêu cầu sau lúc đó nay có lại" in said.out
    with at_work(new_machine) as uow:
        assert uow.session.scalars(select(Vault.tip_id).order_by(Vault.tip_id)).all() == [1, 3]
        assert [uow.tips.view(tip_id).content.told for tip_id in (1, 3)] == [Reporter(n).words for n in (0, 2)]
        with pytest.raises(TipErased):
            uow.tips.view(2)
        keys = select(EvidenceFile.id).where(EvidenceFile.key.is_not(None)).order_by(EvidenceFile.id)
        assert uow.session.scalars(keys).all() == [1, 3], "its file came back without the key to it"
        assert uow.evidence.claim_discarded(9) == [2], "and goes"
    said = new_machine("doctor", "--reconcile", api_base="http://127.0.0.1:1")
    assert "[ổn] Thời hạn lưu: 60 tháng; 0 tin đã báo trước, chờ xóa; 1 tin đã xóa" in said.out, said
    assert "[ổn] Nhật ký nghiệp vụ: nguyên vẹn" in said.out
    with at_work(new_machine) as uow:
        uow.retention.warned([1], Erasing.ALL, now - timedelta(days=32))
    assert "[hỏng] Thời hạn lưu: 1 tin quá hạn" in new_machine("doctor", api_base="http://127.0.0.1:1").out


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_with_an_old_backup_it_asks_when_the_lost_machine_stopped(
    place: Tinbao, new_machine: Tinbao, databases: Databases
) -> None:
    now = datetime.now(UTC)
    made_at, path = now - timedelta(days=45), place.folder / "old.bak"
    with at_work(place) as uow:
        for tip_id, over_at in ((1, made_at - timedelta(days=2)), (2, now - timedelta(days=12)), (3, now)):
            old = {"status": Status.CLOSED, "closed_at": shifted(over_at, -60) - timedelta(days=1)}
            uow.session.execute(update(Tip).where(Tip.id == tip_id).values(**old))
    _write_as_it_is(place, made_at)
    new_machine.env["TINBAO_DATABASE_URL"] = databases.empty("sqlite")
    new_machine("restore", str(path)).refuses("30 ngày", "--lost-on")
    for wrong in ("yesterday", f"{made_at - timedelta(days=2):%d/%m/%Y}", f"{now + timedelta(days=2):%d/%m/%Y}"):
        new_machine("restore", str(path), "--lost-on", wrong).refuses("ngày cuối cùng máy cũ còn chạy")
    said = new_machine("restore", str(path), "--lost-on", f"{now - timedelta(days=5):%d/%m/%Y}")
    assert "1 tin hết thời hạn lưu kể từ lúc sao lưu đã được xóa lại" in said.out, said
    with at_work(new_machine) as uow:
        assert uow.session.scalars(select(Vault.tip_id).order_by(Vault.tip_id)).all() == [1, 3], "not announced yet"


def test_after_its_life_nobody_opens_a_backup_with_the_key_that_is_left(
    place: Tinbao, new_machine: Tinbao, databases: Databases
) -> None:
    path, key_file = _backed_up(place), new_machine.folder / "tinbao-backup.key"
    key = read_backup_key(key_file)
    write_backup_key(key_file, key.from_month(key.month + 1))
    new_machine.env["TINBAO_DATABASE_URL"] = databases.empty("sqlite")
    new_machine("restore", str(path)).refuses("đã bị hủy theo hạn")
    write_backup_key(key_file, key)
    assert new_machine("restore", str(path)).code == 0, "an older copy of the key, from the safe, still does"


def test_a_backup_destroys_the_keys_of_months_past_their_life(place: Tinbao) -> None:
    key_file = place.folder / "tinbao-backup.key"
    this_month = read_backup_key(key_file).month
    write_backup_key(key_file, replace(read_backup_key(key_file), month=this_month - 12))
    assert "[hỏng] Khóa sao lưu" in place("doctor", api_base="http://127.0.0.1:1").out
    assert place("backup", "b.bak", backup_life_months="3").code == 0
    assert read_backup_key(key_file).month == this_month - 3
    assert "[ổn] Khóa sao lưu" in place("doctor", api_base="http://127.0.0.1:1").out


def test_a_backup_of_an_earlier_release_is_brought_up_to_this_one(
    place: Tinbao, new_machine: Tinbao, databases: Databases
) -> None:
    from storage.engine import open_engine
    from storage.schema import migrate, roll_back

    before = all_of(place)
    engine = open_engine(place.env["TINBAO_DATABASE_URL"])
    roll_back(engine, "-1")
    new_machine.env["TINBAO_DATABASE_URL"] = databases.empty("sqlite")
    _write_as_it_is(place)
    migrate(engine)
    engine.dispose()
    assert new_machine("restore", str(place.folder / "old.bak")).code == 0
    assert all_of(new_machine) == before


def _write_as_it_is(place: Tinbao, made_at: datetime | None = None) -> None:
    """What the earlier release's own backup would have written."""

    from storage.archive import ArchiveWriter, Label
    from storage.backup import write_backup
    from storage.snapshot import read_snapshot

    key = read_backup_key(place.folder / "tinbao-backup.key")
    with (place.folder / "old.bak").open("wb") as file, read_snapshot(place.env["TINBAO_DATABASE_URL"]) as connection:
        archive = ArchiveWriter(file, key.of_month(key.month), Label(made_at or datetime.now(UTC), key.month))
        write_backup(connection, place.folder / "data/evidence", archive)
        archive.close()


def test_a_table_of_a_later_release_is_left_alone(place: Tinbao, new_machine: Tinbao, databases: Databases) -> None:
    with at_work(place) as uow:
        uow.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    _write_as_it_is(place)
    new_machine.env["TINBAO_DATABASE_URL"] = databases.empty("sqlite")
    new_machine("restore", str(place.folder / "old.bak")).refuses("mới hơn chương trình")
