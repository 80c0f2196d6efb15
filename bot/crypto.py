"""Keys and seals: AES-256-GCM for what must stay unreadable, HMAC for looking it up without reading it."""

import hashlib
import hmac
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
MOST_KEYS = 9  # in one file: the present one and those before it
# What stands before a value says which key sealed it. Values from before there was more than one key have no such head.
_MAGIC = b"tb1"
_ID_BYTES = 4
HEAD_BYTES = len(_MAGIC) + _ID_BYTES


class KeyUnreadable(Exception):
    """The master key is missing, unreadable or not a key."""


class SealBroken(Exception):
    """The bytes were not sealed by this key for this place, or were changed since."""


class KeyNotHere(Exception):
    """The bytes were sealed by a key that this process does not have. They are whole: nothing may be given up."""


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


class Seals:
    """The same under several keys: the first one seals, and what any of them sealed can be opened."""

    def __init__(self, by_head: Mapping[bytes, Seal]) -> None:
        self._by_head = by_head
        self.head, self._present = next(iter(by_head.items()))

    def close(self, place: str, plain: bytes) -> bytes:
        """Encrypt with the present key; the value begins with ``head``, which names that key."""
        return self.head + self._present.close(self._place(self.head, place), plain)

    def open(self, place: str, sealed: bytes) -> bytes:
        """Decrypt. Raises SealBroken, KeyNotHere."""
        head = sealed[:HEAD_BYTES]
        if head in self._by_head:
            return self._by_head[head].open(self._place(head, place), sealed[HEAD_BYTES:])
        for seal in self._by_head.values():
            try:
                return seal.open(place, sealed)
            except SealBroken:
                continue
        raise KeyNotHere(place) if head.startswith(_MAGIC) else SealBroken(place)

    def anew(self, place: str, sealed: bytes) -> bytes:
        """The same value under the present key. Raises SealBroken, KeyNotHere."""
        return self.close(place, self.open(place, sealed))

    def _place(self, head: bytes, place: str) -> str:
        return f"{head.hex()}/{place}"


def derived(key: bytes, purpose: str) -> bytes:
    """The key for one purpose that follows from another key (HKDF-SHA256, RFC 5869)."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"tinbao/{purpose}".encode()).derive(key)


@dataclass(frozen=True)
class MasterKey:
    """One master key; everything it protects has a key of its own, derived from it (HKDF-SHA256, RFC 5869)."""

    key: bytes = field(repr=False)

    @cached_property
    def fingerprint(self) -> str:
        """Names the key without revealing it: 8 hexadecimal digits."""
        return hashlib.sha256(self.derive("fingerprint")).hexdigest()[: 2 * _ID_BYTES]

    def derive(self, purpose: str) -> bytes:
        """The key for one purpose."""
        return derived(self.key, purpose)

    def journal_before(self) -> bytes:
        """What linked the journal before the database kept a secret for that."""
        return self.derive("journal")

    def seal(self, purpose: str) -> tuple[bytes, Seal]:
        """A seal for one purpose, with the head of what it seals."""
        return _MAGIC + bytes.fromhex(self.fingerprint), Seal(self.derive(purpose))


def blind_index(key: bytes, value: bytes) -> str:
    """The keyed fingerprint of a value: 32 hexadecimal digits."""
    return hmac.new(key, value, hashlib.sha256).hexdigest()[:32]


def seals(masters: Sequence[MasterKey], purpose: str) -> Seals:
    """Seals for one purpose, the present master key's first."""
    return Seals(dict(master.seal(purpose) for master in masters))


@dataclass(frozen=True)
class Secrets:
    """Keys that stay when the master key changes; the database keeps them, sealed.

    With another blind index nobody's tips would be found again; with another journal key its links would not hold.
    """

    blind_index: bytes = field(repr=False)
    journal: bytes = field(repr=False)


@dataclass(frozen=True)
class Keyring:
    """All keys of a running installation. ``masters`` has the present master key first, then those before it."""

    masters: tuple[MasterKey, ...]
    secrets: Secrets

    @cached_property
    def columns(self) -> Seals:
        """Seals working data: inbox, dialogs, outbox, chat addresses."""
        return seals(self.masters, "columns")

    @cached_property
    def wrapping(self) -> Seals:
        """Seals the data keys of single tips."""
        return seals(self.masters, "wrapping")

    @cached_property
    def secrets_seal(self) -> Seals:
        """Seals the secrets that outlive the master key."""
        return seals(self.masters, "secrets")

    @property
    def journal(self) -> bytes:
        """Links the lines of the journal."""
        return self.secrets.journal

    @property
    def fingerprint(self) -> str:
        """Names the present master key without revealing it."""
        return self.masters[0].fingerprint

    def blind(self, value: int | str) -> str:
        """A keyed fingerprint: the same person gives the same one, and nobody without the key can tell who."""
        return blind_index(self.secrets.blind_index, str(value).encode())

    @cached_property
    def _token_key(self) -> bytes:
        return derived(self.secrets.blind_index, "search")

    def token(self, ward_id: int, kind: str, value: str) -> int:
        """A keyed fingerprint of what a tip can be found by, in one ward: 64 bits, with a sign."""
        said = f"{ward_id}/{kind}/{value}".encode()
        return int.from_bytes(hmac.new(self._token_key, said, hashlib.sha256).digest()[:8], "big", signed=True)

    def new_data_key(self, place: str) -> tuple[Seal, bytes]:
        """A fresh key for one tip, and the same key wrapped for storing beside it."""
        key = os.urandom(KEY_BYTES)
        return Seal(key), self.wrapping.close(place, key)

    def data_key(self, place: str, wrapped: bytes) -> Seal:
        """The key of one tip. Raises SealBroken, KeyNotHere."""
        return Seal(self.wrapping.open(place, wrapped))


def new_master_key() -> MasterKey:
    """A fresh master key."""
    return MasterKey(os.urandom(KEY_BYTES))


def read_keys(text: str) -> tuple[MasterKey, ...]:
    """Master keys as they are written: 64 hexadecimal digits each, the present one first. Raises KeyUnreadable."""
    words = re.split(r"[\s,]+", text.strip())
    if len(words) > MOST_KEYS or not all(re.fullmatch(r"[0-9A-Fa-f]{64}", word) for word in words):
        raise KeyUnreadable
    return tuple(MasterKey(bytes.fromhex(word)) for word in dict.fromkeys(map(str.lower, words)))


def read_key_file(path: Path) -> tuple[MasterKey, ...]:
    """The master keys in a file, one a line. Raises KeyUnreadable."""
    try:
        return read_keys(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        raise KeyUnreadable(str(path)) from None


def create_key_file(path: Path) -> None:
    """Write a new master key, readable by its owner only. Raises FileExistsError rather than replace one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, _written([new_master_key()]))


def write_key_file(path: Path, masters: Sequence[MasterKey]) -> None:
    """Put these keys into the file in the place of what is in it, all or nothing. Raises OSError."""
    write_private(path, _written(masters))


def write_private(path: Path, text: str) -> None:
    """A file that only its owner may read, in the place of what was there: wholly or not at all. Raises OSError."""
    beside = path.with_name(f"{path.name}.part")
    beside.unlink(missing_ok=True)
    _write(beside, text)
    beside.replace(path)
    sync_folder(path.absolute().parent)


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk when this returns. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written(masters: Sequence[MasterKey]) -> str:
    return "".join(f"{master.key.hex()}\n" for master in masters)


def _write(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
