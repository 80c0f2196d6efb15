"""What officers see of a file: nothing in it tells who made it, or they do not see it."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from bot.channels import clean_copy as module
from bot.channels.clean_copy import Withheld, clean_copy
from bot.channels.file_types import Sort
from bot.domain.content import EvidenceKind

OWNER = "Pham Thi Lan"
UPRIGHT = 6  # EXIF orientation: turn by a quarter
MP4 = b"\0\0\0\x14ftypisom\0\0\0\0isom" + OWNER.encode()
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + OWNER.encode()
OGG = b"OggS" + bytes(40)


def _saved(form: str, size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: object) -> bytes:
    data = io.BytesIO()
    Image.new(mode, size, "white").save(data, form, **more)
    return data.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = UPRIGHT, OWNER
    return exif


def _png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", OWNER)
    texts.add_itxt("Description", OWNER, "vi", "ta")
    return _saved("PNG", pnginfo=texts, exif=_exif())


PICTURES: Mapping[str, Callable[[], bytes]] = {
    "exif": lambda: _saved("JPEG", exif=_exif()),
    "jpeg comment": lambda: _saved("JPEG", comment=OWNER.encode(), exif=_exif()),
    "xmp": lambda: _saved("JPEG", xmp=OWNER.encode(), exif=_exif()),
    "two in one": lambda: _saved("MPO", exif=_exif(), save_all=True, append_images=[Image.new("RGB", (64, 48))]),
    "png": _png,
    "webp": lambda: _saved("WEBP", exif=_exif()),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_drawn_anew_upright_and_bare(name: str) -> None:
    original = PICTURES[name]()
    assert OWNER.encode() in original
    copy = clean_copy(original, EvidenceKind.FILE)
    assert OWNER.encode() not in copy.data
    with Image.open(io.BytesIO(copy.data)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (48, 64))
        assert not {"exif", "comment", "xmp", "icc_profile"} & shown.info.keys()


def test_a_gif_loses_its_comment() -> None:
    original = _saved("GIF", comment=OWNER.encode())
    assert OWNER.encode() in original
    assert OWNER.encode() not in clean_copy(original, EvidenceKind.PHOTO).data


@pytest.mark.parametrize("original", [
    pytest.param(_saved("JPEG", (640, 480), exif=_exif())[:2000], id="cut off"),
    pytest.param(_saved("PNG", (8000, 6300), "1", exif=_exif()), id="over 50 megapixels"),
    pytest.param(b"\xff\xd8\xff\xe0" + OWNER.encode(), id="no picture at all"),
])  # fmt: skip
def test_a_picture_that_cannot_be_redrawn_is_not_shown(original: bytes) -> None:
    with pytest.raises(Withheld) as withheld:
        clean_copy(original, EvidenceKind.FILE)
    assert (withheld.value.sort, withheld.value.broken) == (Sort.PICTURE, True)


@pytest.mark.parametrize(("original", "sort"), [
    (MP4, Sort.FILM), (OGG, Sort.SOUND), (HEIC, Sort.OTHER), (b"%PDF-1.7", Sort.PDF), (b"PK\x03\x04", Sort.OFFICE),
    (b"MZ", Sort.OTHER), (b"", Sort.OTHER),
])  # fmt: skip
def test_what_came_as_a_file_and_is_no_picture_is_not_shown(original: bytes, sort: Sort) -> None:
    with pytest.raises(Withheld) as withheld:
        clean_copy(original, EvidenceKind.FILE)
    assert withheld.value.sort is sort


@pytest.mark.parametrize(("kind", "original"), [
    (EvidenceKind.VIDEO, MP4), (EvidenceKind.VOICE, OGG), (EvidenceKind.AUDIO, b"ID3"),
    (EvidenceKind.AUDIO, b"\xff\xfb"),
])  # fmt: skip
def test_what_came_as_voice_video_or_music_is_shown_as_it_is(kind: EvidenceKind, original: bytes) -> None:
    assert clean_copy(original, kind).data == original


@pytest.mark.parametrize("kind", [EvidenceKind.VIDEO, EvidenceKind.VOICE, EvidenceKind.AUDIO])
@pytest.mark.parametrize("original", [_saved("JPEG", exif=_exif()), HEIC, b"%PDF-1.7"])
def test_a_file_is_what_it_is_and_not_what_it_was_sent_as(kind: EvidenceKind, original: bytes) -> None:
    with pytest.raises(Withheld):
        clean_copy(original, kind)


@pytest.mark.parametrize("greed", [
    "bytearray(2 * limits['ADDRESS_SPACE'])",
    "open('written', 'wb').write(b'x' * 9000)",
    "__import__('time').sleep(60)",
])  # fmt: skip
def test_a_decoder_that_goes_wild_is_stopped(greed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wild = tmp_path / "wild.py"
    wild.write_text(
        f"import os, runpy\nos.chdir({str(tmp_path)!r})\nlimits = runpy.run_path({str(module.REDRAW)!r})\n"
        f"limits['limit_this_process']()\n{greed}\n"
    )
    monkeypatch.setattr(module, "REDRAW", wild)
    monkeypatch.setattr(module, "REDRAW_SECONDS", 2)
    with pytest.raises(Withheld):
        clean_copy(PICTURES["exif"](), EvidenceKind.FILE)


def test_a_decoder_is_told_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    curious = tmp_path / "curious.py"
    curious.write_text("import os\nprint(os.environ)\n")
    monkeypatch.setattr(module, "REDRAW", curious)
    monkeypatch.setenv("TINBAO_TOKEN", "12345:secret")
    assert b"secret" not in clean_copy(PICTURES["exif"](), EvidenceKind.FILE).data
