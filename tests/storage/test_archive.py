"""The file of a backup: what went in comes out, or it is said that something is wrong; nothing in between."""

import io
import os
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import archive
from storage.archive import ArchiveDamaged, ArchiveKeyWrong, ArchiveWriter, Label, read_label, read_records

KEY = bytes(range(32))
LABEL = Label(datetime(2026, 3, 2, 2, 0, tzinfo=UTC), 2026 * 12 + 2)
RECORDS = st.lists(st.tuples(st.sampled_from([b"R", b"F"]), st.binary(max_size=300)), max_size=12)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PIECE", 64)


def _written(records: list[tuple[bytes, bytes]]) -> bytes:
    file = io.BytesIO()
    writer = ArchiveWriter(file, KEY, LABEL)
    for kind, content in records:
        writer.add(kind, content)
    writer.close()
    return file.getvalue()


def _read(data: bytes, key: bytes = KEY) -> list[tuple[bytes, bytes]]:
    file = io.BytesIO(data)
    label, head = read_label(file)
    assert label == LABEL
    return list(read_records(file, key, head))


@settings(max_examples=100)
@given(RECORDS)
def test_what_went_in_comes_out(records: list[tuple[bytes, bytes]]) -> None:
    assert _read(_written(records)) == records


def test_nothing_of_it_stands_in_clear() -> None:
    data = _written([(b"R", b"canary" * 50)])
    assert b"canary" not in data
    assert data != _written([(b"R", b"canary" * 50)]), "each file has a key of its own"


def test_every_cut_is_noticed() -> None:
    data = _written([(b"R", os.urandom(200)), (b"F", os.urandom(130))])
    for length in range(len(data)):
        with pytest.raises(ArchiveDamaged):
            _read(data[:length])


def test_every_changed_bit_is_noticed() -> None:
    data, random = _written([(b"R", os.urandom(200)), (b"F", os.urandom(130))]), Random(1)
    for _ in range(500):
        at = random.randrange(len(data))
        changed = bytearray(data)
        changed[at] ^= 1 << random.randrange(8)
        with pytest.raises((ArchiveDamaged, ArchiveKeyWrong, AssertionError)):
            _read(bytes(changed))


def test_pieces_that_changed_places_or_come_from_another_file_are_noticed() -> None:
    first, second = _written([(b"R", bytes(300))]), _written([(b"R", bytes(300))])
    start = first.index(b"\n", len(archive.MAGIC)) + 1
    size = 4 + 64 + 16
    one, two = first[start : start + size], first[start + size : start + 2 * size]
    for forged in (
        first[:start] + two + one + first[start + 2 * size :],
        first[:start] + second[start:],
        first + first[-size:],
        first + b"x",
    ):
        with pytest.raises(ArchiveDamaged):
            _read(forged)


def test_the_wrong_key_is_told_from_damage() -> None:
    with pytest.raises(ArchiveKeyWrong):
        _read(_written([]), key=bytes(32))


@pytest.mark.parametrize("data", [b"", b"something else entirely" * 9, archive.MAGIC, archive.MAGIC + b"{}\n"])
def test_what_is_no_backup_is_refused(data: bytes) -> None:
    with pytest.raises(ArchiveDamaged):
        _read(data)
