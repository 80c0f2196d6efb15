"""The key of the backups, which only goes forward: each month's key follows from the last, and none from a later one.

The file holds the key of the oldest month that may still be read. So an old copy of the file, in a safe, opens every
later backup; and once the file has gone forward, a backup from before cannot be opened with it any more.
"""

import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.crypto import KEY_BYTES, write_private

_FORMAT = "tinbao-backup-key"


class BackupKeyUnreadable(Exception):
    """There is no backup key, or it cannot be read."""


class BackupTooOld(Exception):
    """The backup is from a month whose key was destroyed."""


@dataclass(frozen=True, slots=True)
class BackupKey:
    """``chain`` is where the keys from ``month`` on come from; months are counted from year 0."""

    month: int
    chain: bytes = field(repr=False)

    def of_month(self, month: int) -> bytes:
        """The key of a month's backups. Raises BackupTooOld."""
        return _derive(self.from_month(month).chain, "backup")

    def from_month(self, month: int) -> "BackupKey":
        """The same without the months before ``month``; there is no way back. Raises BackupTooOld."""
        if month < self.month:
            raise BackupTooOld
        chain = self.chain
        for _ in range(month - self.month):
            chain = _derive(chain, "next month")
        return BackupKey(month, chain)


def month_of(moment: datetime) -> int:
    """The month of a moment (aware, UTC), counted from year 0."""
    return moment.year * 12 + moment.month - 1


def month_name(month: int) -> str:
    """``03/2026``."""
    return f"{month % 12 + 1:02}/{month // 12}"


def new_backup_key(now: datetime) -> BackupKey:
    """A fresh key for backups from this month on."""
    return BackupKey(month_of(now), os.urandom(KEY_BYTES))


def read_backup_key(path: Path) -> BackupKey:
    """The key in a file. Raises BackupKeyUnreadable."""
    try:
        name, month, chain = path.read_text(encoding="ascii").split()
        key = BackupKey(int(month), bytes.fromhex(chain))
    except (OSError, ValueError):
        raise BackupKeyUnreadable(str(path)) from None
    if name != _FORMAT or len(key.chain) != KEY_BYTES:
        raise BackupKeyUnreadable(str(path))
    return key


def write_backup_key(path: Path, key: BackupKey) -> None:
    """Put a key into the file in the place of what is in it, all or nothing. Raises OSError."""
    write_private(path, f"{_FORMAT} {key.month} {key.chain.hex()}\n")


def forget_months_before(path: Path, month: int) -> bool:
    """Destroy the keys of older months. Whether there were any. Raises BackupKeyUnreadable, OSError."""
    key = read_backup_key(path)
    if key.month >= month:
        return False
    write_backup_key(path, key.from_month(month))
    return True


def _derive(chain: bytes, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"tinbao/{purpose}".encode()).derive(chain)
