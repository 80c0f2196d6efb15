"""``tinbao backup``: everything of one moment into one sealed file, beside the running bot, and proved readable."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from bot.backup_key import BackupKey, BackupTooOld, month_name, month_of
from bot.cli_database import check_revision, exists, opened
from bot.cli_keys import backup_key, forget_old_months
from bot.cli_leftovers import under_way, was_cut_short
from bot.cli_speech import tell
from bot.clock import SystemClock
from bot.crypto import KeyNotHere, Keyring, MasterKey, sync_folder
from bot.domain.screen import Phrase, phrase
from bot.failpoints import failpoint
from bot.settings import Settings
from bot.startup import NotReady, prepare_folder, read_masters, read_settings
from storage.archive import ArchiveDamaged, ArchiveKeyWrong, ArchiveWriter, Label, read_label, read_records
from storage.backup import End, write_backup
from storage.evidence import Spoiled, open_sealed
from storage.journal_check import check_journals
from storage.keys import WrongKey, open_keyring
from storage.models import EvidenceFile
from storage.restoring import load
from storage.scratch import NoRoom, scratch_database
from storage.snapshot import read_snapshot

# One a night is usual; one may fail.
LATEST = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found when a backup was put into a database of its own."""

    end: End
    journal_holds: bool


def back_up(path: Path) -> None:
    """Write a backup and prove it. Nothing stands under ``path`` unless it was proved. Raises NotReady."""
    settings = read_settings()
    masters, now = read_masters(settings), SystemClock().now()
    if not exists(settings):
        raise NotReady(phrase("start-schema-missing"))
    forget_old_months(settings)
    key = backup_key(settings)
    label = Label(now, month_of(now))
    month_key = _month_key(key, label.month)
    prepare_folder(settings.data_dir)
    with _beside(path, settings) as part:
        failpoint("backup.begun")
        with opened(settings), part.open("wb") as file:
            archive = ArchiveWriter(file, month_key, label)
            with read_snapshot(settings.database) as connection:
                check_revision(MigrationContext.configure(connection).get_current_revision())
                write_backup(connection, settings.evidence_dir, archive)
            failpoint("backup.half_written")
            archive.close()
            file.flush()
            os.fsync(file.fileno())
        proof = _prove(part, key, settings, masters)
        failpoint("backup.proved")
        part.replace(path)
        failpoint("backup.renamed")
        sync_folder(path.absolute().parent)
    with suppress(OSError):
        _note(settings).write_text(now.isoformat(), encoding="ascii")
    _say(path, proof)


def check_last_backup(settings: Settings) -> Phrase:
    """One was made, not long ago, and none was killed since. Raises NotReady."""
    if was_cut_short(settings.data_dir):
        raise NotReady(phrase("doctor-backup-cut-short"))
    try:
        last = datetime.fromisoformat(_note(settings).read_text(encoding="ascii").strip())
        local, age = last.astimezone(settings.timezone), SystemClock().now() - last
    except (OSError, ValueError, TypeError):
        raise NotReady(phrase("doctor-backup-none")) from None
    if age > LATEST:
        raise NotReady(phrase("doctor-backup-late", date=f"{local:%d/%m/%Y}"))
    return phrase("doctor-backup-found", date=f"{local:%d/%m/%Y}", time=f"{local:%H:%M}")


def _note(settings: Settings) -> Path:
    """Where it stands when the last backup was made."""
    return settings.data_dir / "last-backup"


def _month_key(key: BackupKey, month: int) -> bytes:
    try:
        return key.of_month(month)
    except BackupTooOld:
        # The clock is wrong, or was when the keys of earlier months were destroyed.
        begins, now = month_name(key.month), month_name(month)
        raise NotReady(phrase("cli-backup-key-ahead", begins=begins, now=now)) from None


@contextmanager
def _beside(path: Path, settings: Settings) -> Iterator[Path]:
    """A file to write to, which is gone when something fails. Raises NotReady."""
    if path.exists():
        raise NotReady(phrase("cli-file-exists", path=str(path)))
    part = path.with_name(f"{path.name}.part")
    try:
        with under_way(settings.data_dir, part), _made(part):
            yield part
    except OSError:
        raise NotReady(phrase("cli-file-not-written", path=str(path))) from None


@contextmanager
def _made(part: Path) -> Iterator[None]:
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _prove(part: Path, key: BackupKey, settings: Settings, masters: Sequence[MasterKey]) -> Proof:
    """Restore it into a database made for that; open every file; walk the journal. Raises NotReady."""
    try:
        with scratch_database(settings.data_dir) as engine:
            return _proved(part, key, engine, masters)
    except WrongKey:
        raise NotReady(phrase("start-key-does-not-fit")) from None
    except NoRoom:
        raise NotReady(phrase("cli-backup-no-room", folder=str(settings.data_dir))) from None
    except (ArchiveDamaged, ArchiveKeyWrong, Spoiled, KeyNotHere):
        raise NotReady(phrase("cli-backup-not-proved")) from None


def _proved(part: Path, key: BackupKey, engine: Engine, masters: Sequence[MasterKey]) -> Proof:
    with part.open("rb") as file, engine.begin() as connection:
        label, head = read_label(file)
        records = read_records(file, key.of_month(label.month), head)
        end = load(connection, records, _Files(connection, masters, label).check, masters[-1].journal_before)
    failpoint("backup.put_back")
    with Session(engine) as session:
        keyring = open_keyring(session, masters, label.made_at)
    _, broken = check_journals(engine, keyring.journal)
    return Proof(end, broken is None)


class _Files:
    """Opens each file of a backup with the keys and rows of the same backup, which come before the files."""

    def __init__(self, connection: Connection, masters: Sequence[MasterKey], label: Label) -> None:
        self._connection, self._masters, self._made_at = connection, masters, label.made_at

    @cached_property
    def _keyring(self) -> Keyring:
        with Session(self._connection, join_transaction_mode="rollback_only") as session:
            return open_keyring(session, self._masters, self._made_at)

    def check(self, name: str, content: bytes) -> None:
        """Raises Spoiled, KeyNotHere, ArchiveDamaged."""
        number = int(name.partition(".")[0])
        found = self._connection.execute(
            select(EvidenceFile.key, EvidenceFile.sha256).where(EvidenceFile.id == number)
        ).first()
        if found is None or found.key is None or found.sha256 is None:
            raise ArchiveDamaged
        open_sealed(self._keyring, number, found.key, content, found.sha256)


def _say(path: Path, proof: Proof) -> None:
    counts = proof.end.rows
    tell(phrase("cli-backed-up", path=str(path), tips=counts.get("tip", 0), files=proof.end.files))
    if proof.end.missing:
        tell(phrase("cli-backup-files-missing", count=len(proof.end.missing)))
    if not proof.journal_holds:
        tell(phrase("cli-backup-journal-broken"))
