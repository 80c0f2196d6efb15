"""What a file is, by its first bytes. What it claims to be, by name or MIME type, counts for nothing."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What people call such a file; the value is the text key's suffix."""

    PICTURE = "picture"
    FILM = "film"
    SOUND = "sound"
    PDF = "pdf"
    OFFICE = "office"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FileType:
    """One type of file; ``mime`` and ``suffix`` are what it is sent on under."""

    sort: Sort
    mime: str
    suffix: str


JPEG = FileType(Sort.PICTURE, "image/jpeg", ".jpg")
PNG = FileType(Sort.PICTURE, "image/png", ".png")
GIF = FileType(Sort.PICTURE, "image/gif", ".gif")
WEBP = FileType(Sort.PICTURE, "image/webp", ".webp")
MP4 = FileType(Sort.FILM, "video/mp4", ".mp4")
M4A = FileType(Sort.SOUND, "audio/mp4", ".m4a")
OGG = FileType(Sort.SOUND, "audio/ogg", ".ogg")
MP3 = FileType(Sort.SOUND, "audio/mpeg", ".mp3")
PDF = FileType(Sort.PDF, "application/pdf", ".pdf")
OFFICE = FileType(Sort.OFFICE, "application/octet-stream", ".bin")
UNKNOWN = FileType(Sort.OTHER, "application/octet-stream", ".bin")

_STARTS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"OggS", OGG),
    (b"ID3", MP3),
    (b"%PDF-", PDF),
    (b"PK\x03\x04", OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
)
# ISO 14496-12 files say by a brand what they are for; HEIC and AVIF pictures are such files too and are not listed.
_FILM_BRANDS = (b"iso", b"mp4", b"avc", b"qt", b"M4V", b"MSNV", b"dash", b"3gp", b"3g2")
_SOUND_BRANDS = (b"M4A", b"M4B")


def file_type(data: bytes) -> FileType:
    """The type of a file; UNKNOWN for all that is not on the list."""
    for start, known in _STARTS:
        if data.startswith(start):
            return known
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp":
        return _by_brand(data[8:12])
    return MP3 if _is_mpeg_audio_frame(data) else UNKNOWN


def _by_brand(brand: bytes) -> FileType:
    if brand.startswith(_SOUND_BRANDS):
        return M4A
    return MP4 if brand.startswith(_FILM_BRANDS) else UNKNOWN


def _is_mpeg_audio_frame(data: bytes) -> bool:
    """An MP3 without tags begins with a frame: eleven set bits (ISO 11172-3, 2.4.1.3)."""
    return len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0
