"""The key files: ``tinbao new-key``, and the key of the backups."""

from contextlib import suppress

from bot.backup_key import (
    BackupKey,
    BackupKeyUnreadable,
    forget_months_before,
    month_name,
    month_of,
    new_backup_key,
    read_backup_key,
    write_backup_key,
)
from bot.cli_speech import tell
from bot.clock import SystemClock
from bot.crypto import create_key_file
from bot.domain.screen import Phrase, phrase
from bot.settings import Settings
from bot.startup import NotReady, read_masters, read_settings, require_apart, require_private


def make_keys() -> None:
    """Create the key files that are not there. Raises NotReady when there is none to create."""
    settings = read_settings()
    made = [*_make_master(settings), *_make_backup_key(settings)]
    if not made:
        where = settings.master_key_file
        outside = settings.master_key.get_secret_value()
        raise NotReady(phrase("start-key-in-environment") if outside else phrase("start-key-exists", path=str(where)))
    for said in made:
        tell(said)


def _make_master(settings: Settings) -> list[Phrase]:
    path = settings.master_key_file
    if settings.master_key.get_secret_value():
        return []
    require_apart(settings, path, phrase("start-key-in-data"))
    if path.exists():
        return []
    try:
        create_key_file(path)
    except OSError:
        raise NotReady(phrase("start-key-not-written")) from None
    return [phrase("cli-key-made", path=str(path), fingerprint=read_masters(settings)[0].fingerprint)]


def _make_backup_key(settings: Settings) -> list[Phrase]:
    path = settings.backup_key_file
    require_apart(settings, path, phrase("start-backup-key-in-data"))
    if path.exists():
        return []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_backup_key(path, new_backup_key(SystemClock().now()))
    except OSError:
        raise NotReady(phrase("start-backup-key-not-written")) from None
    return [phrase("cli-backup-key-made", path=str(path))]


def backup_key(settings: Settings) -> BackupKey:
    """The key of the backups, from a file only its owner can read, outside the data folder. Raises NotReady."""
    path = settings.backup_key_file
    require_apart(settings, path, phrase("start-backup-key-in-data"))
    require_private(path, phrase("start-backup-key-missing"), phrase("start-backup-key-unreadable"))
    try:
        return read_backup_key(path)
    except BackupKeyUnreadable:
        raise NotReady(phrase("start-backup-key-unreadable")) from None


def oldest_month(settings: Settings) -> int:
    """The oldest month whose backups may still be opened."""
    return month_of(SystemClock().now()) - settings.backup_life_months


def forget_old_months(settings: Settings) -> None:
    """Destroy the keys of months past their life. Where the file cannot be written, ``doctor`` says so."""
    with suppress(OSError, BackupKeyUnreadable):
        forget_months_before(settings.backup_key_file, oldest_month(settings))


def check_backup_key(settings: Settings) -> Phrase:
    """It is there, and no backup past its life can be opened with it. Raises NotReady."""
    key = backup_key(settings)
    if key.month < oldest_month(settings):
        raise NotReady(phrase("doctor-backup-key-late", month=month_name(key.month)))
    return phrase("doctor-backup-key-found", month=month_name(key.month))
