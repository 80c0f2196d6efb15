"""``tinbao restore``: a backup into an empty installation, and what must be done differently after a loss."""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.backup_key import BackupTooOld, month_name
from bot.cli_database import alone, fitting_keyring, opened
from bot.cli_keys import backup_key
from bot.cli_speech import tell
from bot.clock import SystemClock
from bot.crypto import MasterKey, sync_folder
from bot.domain.retention import WARNED_BEFORE
from bot.domain.screen import phrase
from bot.failpoints import failpoint
from bot.services.restored import tell_of_restoration
from bot.services.retention.erasing import erase_again
from bot.settings import Settings
from bot.startup import NotReady, prepare_folder, read_masters, read_settings
from storage.archive import ArchiveDamaged, ArchiveKeyWrong, Label, read_label, read_records
from storage.models import Ward
from storage.restoring import BackupIsNewer, Outcome, begin_anew, load
from storage.rows import is_empty
from storage.unit_of_work import Workplace

Records: TypeAlias = Iterator[tuple[bytes, bytes]]


def restore(path: Path, lost_on: str | None = None) -> None:
    """Put everything back, in one transaction; files first, which count for nothing without it. Raises NotReady.

    ``lost_on`` is the last day of the lost installation, as people write it; needed with an old backup alone.
    """
    settings = read_settings()
    masters, key = read_masters(settings), backup_key(settings)
    for folder in (settings.data_dir, settings.evidence_dir):
        prepare_folder(folder)
    try:
        with path.open("rb") as file, alone(settings), opened(settings) as engine:
            label, head = read_label(file)
            lost_at = _lost_at(lost_on, label.made_at, settings)
            records = read_records(file, key.of_month(label.month), head)
            outcome, erased = _put_back(engine, settings, masters, label, records, lost_at)
    except OSError:
        raise NotReady(phrase("cli-backup-not-found", path=str(path))) from None
    except BackupTooOld:
        raise NotReady(phrase("cli-backup-too-old", month=month_name(label.month))) from None
    except ArchiveKeyWrong:
        raise NotReady(phrase("cli-backup-key-wrong")) from None
    except ArchiveDamaged:
        raise NotReady(phrase("cli-backup-damaged")) from None
    except BackupIsNewer:
        raise NotReady(phrase("start-schema-ahead")) from None
    _say(outcome, erased, label, settings)


def _lost_at(word: str | None, made_at: datetime, settings: Settings) -> datetime:
    """When the lost installation stopped, at the latest. Raises NotReady where that is not known and matters."""
    now = SystemClock().now()
    if word is None:
        # In less time than a warning takes nothing can have been erased that the backup does not know of.
        if now - made_at >= WARNED_BEFORE:
            raise NotReady(phrase("cli-restore-lost-on", date=f"{made_at.astimezone(settings.timezone):%d/%m/%Y}"))
        return now
    try:
        day = datetime.strptime(word, "%d/%m/%Y").replace(tzinfo=settings.timezone)
    except ValueError:
        raise NotReady(phrase("cli-bad-lost_on")) from None
    end = day + timedelta(days=1)
    if not made_at < end <= now + timedelta(days=1):
        raise NotReady(phrase("cli-bad-lost_on"))
    return min(end, now)


def _put_back(
    engine: Engine, settings: Settings, masters: Sequence[MasterKey], label: Label, records: Records, lost_at: datetime
) -> tuple[Outcome, int]:
    now = SystemClock().now()
    with engine.begin() as connection:
        if not is_empty(connection):
            raise NotReady(phrase("cli-restore-not-empty"))
        end = load(connection, records, _Folder(settings.evidence_dir).put, masters[-1].journal_before)
        sync_folder(settings.evidence_dir)
        failpoint("restore.loaded")
        with Session(connection, join_transaction_mode="rollback_only") as session:
            outcome = begin_anew(session, end, label.made_at, now)
            erased = _tell_wards(session, settings, masters, label.made_at, lost_at)
            session.flush()
        failpoint("restore.before_commit")
    failpoint("restore.after_commit")
    return outcome, erased


def _tell_wards(
    session: Session, settings: Settings, masters: Sequence[MasterKey], made_at: datetime, lost_at: datetime
) -> int:
    """Returns how many tips were erased again."""
    workplace = Workplace(fitting_keyring(session, masters), SystemClock(), settings, 0)
    for ward_id in session.scalars(select(Ward.id).order_by(Ward.id)).all():
        tell_of_restoration(workplace.unit(session).for_ward(ward_id), made_at)
    return erase_again(workplace.unit(session), made_at, lost_at)


class _Folder:
    """Where sealed files go."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, name: str, content: bytes) -> None:
        """On the disk when this returns. Raises ArchiveDamaged, OSError."""
        if not re.fullmatch(r"[0-9]{1,18}\.sealed", name):
            raise ArchiveDamaged
        part = (self._path / name).with_suffix(".part")
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path / name)
        failpoint("restore.file")


def _say(outcome: Outcome, erased: int, label: Label, settings: Settings) -> None:
    made = label.made_at.astimezone(settings.timezone)
    tips = outcome.end.rows.get("tip", 0)
    tell(phrase("cli-restored", date=f"{made:%d/%m/%Y}", time=f"{made:%H:%M}", tips=tips, files=outcome.end.files))
    tell(phrase("cli-restored-doubt", doubtful=outcome.doubtful, waiting=outcome.to_handle))
    if outcome.missing:
        tell(phrase("cli-restored-missing", count=outcome.missing))
    if erased:
        tell(phrase("cli-restored-erased", count=erased))
    tell(phrase("cli-restored-requests"))
    tell(phrase("cli-restored-next"))
