"""The file of a backup: records in a row, sealed piece by piece, so that neither a piece nor the end can be missing.

A line in clear says when it was made and which month's key opens it. Each file has a key of its own, derived from that
month's key and from random bytes in that line.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"tinbao backup 1\n"
PIECE = 1 << 20
LONGEST_LABEL = 1000
_LAST = 1 << 31  # in the four bytes of a piece's length; the nonce says it again, where nobody can change it


class ArchiveDamaged(Exception):
    """This is no backup, or a part of it is missing or was changed."""


class ArchiveKeyWrong(Exception):
    """The backup was sealed with another key."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in clear: when the backup was made (aware, UTC), and the month of its key."""

    made_at: datetime
    month: int


class ArchiveWriter:
    """Writes records; ``close`` must be called for the file to count as whole."""

    def __init__(self, file: BinaryIO, month_key: bytes, label: Label) -> None:
        salt = os.urandom(16)
        told = {"made": label.made_at.isoformat(), "month": label.month, "salt": salt.hex()}
        head = _head({**told, "check": _check(month_key, salt)})
        file.write(head)
        self._file, self._sealer = file, _Pieces(month_key, salt, head)
        self._held = bytearray()

    def add(self, kind: bytes, content: bytes) -> None:
        """Append a record; ``kind`` is one byte."""
        self._held += kind + len(content).to_bytes(8) + content
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]

    def close(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._held), last=True)

    def _put(self, plain: bytes, *, last: bool) -> None:
        sealed = self._sealer.close(plain, last=last)
        self._file.write((len(sealed) | (_LAST if last else 0)).to_bytes(4) + sealed)


def read_label(file: BinaryIO) -> tuple[Label, bytes]:
    """What stands in clear at the beginning of a backup, and those bytes. Raises ArchiveDamaged."""
    magic = file.read(len(MAGIC))
    line = file.readline(LONGEST_LABEL)
    try:
        told = json.loads(line)
        label = Label(datetime.fromisoformat(told["made"]), int(told["month"]))
    except (ValueError, KeyError, TypeError):
        raise ArchiveDamaged from None
    if magic != MAGIC or not line.endswith(b"\n") or label.made_at.tzinfo is None:
        raise ArchiveDamaged
    return label, magic + line


def read_records(file: BinaryIO, month_key: bytes, head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The records after the label. Raises ArchiveKeyWrong, and ArchiveDamaged as soon as something does not hold."""
    told = json.loads(head[len(MAGIC) :])
    try:
        salt = bytes.fromhex(told["salt"])
    except (ValueError, KeyError, TypeError):
        raise ArchiveDamaged from None
    if told.get("check") != _check(month_key, salt):
        raise ArchiveKeyWrong
    held = bytearray()
    for piece in _pieces(file, _Pieces(month_key, salt, head)):
        held += piece
        while (record := _first_record(held)) is not None:
            yield record
    if held:
        raise ArchiveDamaged


def _first_record(held: bytearray) -> tuple[bytes, bytes] | None:
    """Take the first record off, when all of it is there."""
    if len(held) < 9:
        return None
    end = 9 + int.from_bytes(held[1:9])
    if len(held) < end:
        return None
    record = bytes(held[:1]), bytes(held[9:end])
    del held[:end]
    return record


def _pieces(file: BinaryIO, opener: "_Pieces") -> Iterator[bytes]:
    last = False
    while not last:
        length = int.from_bytes(_exactly(file, 4))
        last = bool(length & _LAST)
        yield opener.open(_exactly(file, length & ~_LAST), last=last)
    if file.read(1):
        raise ArchiveDamaged


def _exactly(file: BinaryIO, count: int) -> bytes:
    found = file.read(count) if count <= 2 * PIECE else b""
    if len(found) != count:
        raise ArchiveDamaged
    return found


class _Pieces:
    """Seals and opens the pieces of one file in their order; the last one is sealed as the last one."""

    def __init__(self, month_key: bytes, salt: bytes, head: bytes) -> None:
        self._cipher, self._head, self._number = AESGCM(_derive(month_key, salt, "pieces")), head, 0

    def close(self, plain: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), plain, self._head)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(last=last), sealed, self._head)
        except (InvalidTag, ValueError):
            raise ArchiveDamaged from None

    def _nonce(self, *, last: bool) -> bytes:
        self._number += 1
        return self._number.to_bytes(11) + bytes([last])


def _head(told: dict[str, object]) -> bytes:
    return MAGIC + json.dumps(told).encode() + b"\n"


def _check(month_key: bytes, salt: bytes) -> str:
    return _derive(month_key, salt, "check")[:8].hex()


def _derive(month_key: bytes, salt: bytes, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=salt, info=f"tinbao/archive/{purpose}".encode()).derive(month_key)
