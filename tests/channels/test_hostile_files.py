"""Files made to do harm: officers get a fresh drawing of a picture, or a line, and nothing else comes of them."""

import contextlib
import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pytest
from PIL import Image

from bot.channels.clean_copy import REDRAW_SECONDS, Withheld, clean_copy
from bot.channels.file_types import Sort
from bot.domain.content import EvidenceKind

MARK = b"<script>alert(1)</script>"
BOMB = b"c\0\0" + zlib.compress(bytes(20_000_000))
GPS, LATITUDE, LONGITUDE = 0x8825, 2, 4


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(width: int, height: int, *more: bytes, rows: bytes = b"") -> bytes:
    """A picture of zeros, a bit a pixel: a few kilobytes whatever its size."""
    rows = rows or bytes(1 + -(-width // 8)) * height
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), *more, _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _moving(form: str, frames: int, **more: object) -> bytes:
    data = io.BytesIO()
    pictures = [Image.new("P", (4, 4), n % 250) for n in range(frames)]
    pictures[0].save(data, form, save_all=True, append_images=pictures[1:], duration=20, **more)
    return data.getvalue()


def _jpeg(**more: object) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(data, "JPEG", **more)
    return data.getvalue()


def _zip(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name in names:
            packed.writestr(name, MARK)
    return data.getvalue()


def _located() -> bytes:
    exif = Image.Exif()
    place = exif.get_ifd(GPS)
    place[1], place[LATITUDE], place[3], place[LONGITUDE] = "N", (20.0, 51.0, 54.44), "E", (106.0, 40.0, 56.42)
    return _jpeg(exif=exif)


@pytest.mark.parametrize("original", [
    pytest.param(_png(10_000, 10_000), id="a hundred megapixels"),
    pytest.param(_png(60_000, 60_000, rows=bytes(99)), id="more than memory holds"),
    pytest.param(_png(64, 48, _chunk(b"zTXt", BOMB)), id="a text that unpacks"),
    pytest.param(_png(64, 48, _chunk(b"iCCP", BOMB)), id="a profile that unpacks"),
    pytest.param(b"\x89PNG\r\n\x1a\n" + b"\xff" * 200, id="chunks that are none"),
    pytest.param(b"GIF89a" + b"\xff\xff\xff\xff" + bytes(50), id="a size that is a lie"),
    pytest.param(b"RIFF\xff\xff\xff\xffWEBP" + b"VP8L" + b"\xff" * 100, id="a length that is a lie"),
])  # fmt: skip
def test_a_picture_that_grows_is_given_up_or_drawn_small(original: bytes) -> None:
    began = time.monotonic()
    with contextlib.suppress(Withheld):
        assert len(clean_copy(original, EvidenceKind.FILE).data) < 100_000
    assert time.monotonic() - began < REDRAW_SECONDS + 5


MOVING: Mapping[str, Callable[[], bytes]] = {
    "gif": lambda: _moving("GIF", 3000),
    "webp": lambda: _moving("WEBP", 300, minimize_size=False, quality=1),
}


@pytest.mark.parametrize("form", MOVING)
def test_of_thousands_of_frames_the_first_is_drawn(form: str) -> None:
    with Image.open(io.BytesIO(clean_copy(MOVING[form](), EvidenceKind.FILE).data)) as shown:
        assert (shown.format, shown.size, getattr(shown, "n_frames", 1)) == ("JPEG", (4, 4), 1)


@pytest.mark.parametrize("original", [
    pytest.param(_jpeg() + _zip("x.apk"), id="an archive behind it"),
    pytest.param(_jpeg() + b"MZ" + MARK, id="a program behind it"),
    pytest.param(_jpeg(comment=MARK), id="a page in its comment"),
    pytest.param(_moving("GIF", 2) + b"*/=1;" + MARK, id="a script that is a picture"),
])  # fmt: skip
def test_what_a_picture_carries_besides_is_gone(original: bytes) -> None:
    assert MARK in original
    copy = clean_copy(original, EvidenceKind.FILE)
    assert MARK not in copy.data
    assert b"PK\x03\x04" not in copy.data
    with Image.open(io.BytesIO(copy.data)) as shown:
        shown.load()


def test_where_a_picture_was_taken_is_gone() -> None:
    original = _located()
    with Image.open(io.BytesIO(original)) as taken:
        assert taken.getexif().get_ifd(GPS)[LATITUDE] == (20.0, 51.0, 54.44)
    copy = clean_copy(original, EvidenceKind.FILE)
    with Image.open(io.BytesIO(copy.data)) as shown:
        assert not shown.getexif()
    assert b"Exif" not in copy.data


@pytest.mark.parametrize(("original", "sort"), [
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", Sort.OTHER),
    (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><svg>&y;</svg>", Sort.OTHER),
    (b"<!doctype html>" + MARK, Sort.OTHER),
    (b"MZ\x90\0" + bytes(60), Sort.OTHER),
    (b"\x7fELF" + bytes(60), Sort.OTHER),
    (b"#!/bin/sh\nrm -rf /\n", Sort.OTHER),
    (_zip("AndroidManifest.xml", "classes.dex"), Sort.OFFICE),
    (_zip("word/document.xml", "word/vbaProject.bin"), Sort.OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), Sort.OFFICE),
    (b"%PDF-1.7 /OpenAction /JavaScript", Sort.PDF),
    (b"Rar!\x1a\x07\x01\0", Sort.OTHER),
    (b"II*\0" + bytes(60), Sort.OTHER),
    (b"8BPS" + bytes(60), Sort.OTHER),
])  # fmt: skip
@pytest.mark.parametrize("kind", EvidenceKind)
def test_nothing_else_is_passed_on_whatever_it_was_sent_as(original: bytes, sort: Sort, kind: EvidenceKind) -> None:
    with pytest.raises(Withheld) as withheld:
        clean_copy(original, kind)
    assert withheld.value.sort is sort
