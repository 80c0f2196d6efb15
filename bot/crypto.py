"""Keys and seals: AES-256-GCM for what must stay unreadable, HMAC for looking it up without reading it."""

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12


class KeyUnreadable(Exception):
    """The master key file is missing, unreadable or not a key."""


class SealBroken(Exception):
    """The bytes were not sealed by this key for this place, or were changed since."""


class Seal:
    """Seals bytes for one named place, so that a value moved to another row or column no longer opens."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def close(self, place: str, plain: bytes) -> bytes:
        """Encrypt; ``place`` names table, column and row and must be given again to open."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def open(self, place: str, sealed: bytes) -> bytes:
        """Decrypt. Raises SealBroken."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):
            raise SealBroken(place) from None


@dataclass(frozen=True)
class Keyring:
    """Everything derived from the master key, one key a purpose (HKDF-SHA256, RFC 5869)."""

    master: bytes

    @cached_property
    def columns(self) -> Seal:
        """Seals working data: inbox, dialogs, outbox, chat addresses."""
        return Seal(self._derive("columns"))

    @cached_property
    def wrapping(self) -> Seal:
        """Seals the data keys of single tips."""
        return Seal(self._derive("wrapping"))

    @cached_property
    def _index_key(self) -> bytes:
        return self._derive("blind-index")

    @cached_property
    def journal(self) -> bytes:
        """Links the lines of the journal."""
        return self._derive("journal")

    def blind(self, value: int | str) -> str:
        """A keyed fingerprint: the same person gives the same one, and nobody without the key can tell who."""
        return hmac.new(self._index_key, str(value).encode(), hashlib.sha256).hexdigest()[:32]

    def new_data_key(self, place: str) -> tuple[Seal, bytes]:
        """A fresh key for one tip, and the same key wrapped for storing beside it."""
        key = os.urandom(KEY_BYTES)
        return Seal(key), self.wrapping.close(place, key)

    def data_key(self, place: str, wrapped: bytes) -> Seal:
        """The key of one tip. Raises SealBroken."""
        return Seal(self.wrapping.open(place, wrapped))

    @cached_property
    def fingerprint(self) -> str:
        """Names the key without revealing it."""
        return hashlib.sha256(self._derive("fingerprint")).hexdigest()[:8]

    def _derive(self, purpose: str) -> bytes:
        return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"tinbao/{purpose}".encode()).derive(self.master)


def create_key_file(path: Path) -> None:
    """Write a new master key, readable by its owner only. Raises FileExistsError rather than replace one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(os.urandom(KEY_BYTES).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_key_file(path: Path) -> Keyring:
    """Read the master key. Raises KeyUnreadable."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise KeyUnreadable(str(path)) from None
    if len(key) != KEY_BYTES:
        raise KeyUnreadable(str(path))
    return Keyring(key)
