"""Pictures with the standard library only: size, what Telegram strips from a photo, and a sample to send."""

import struct
from base64 import b64decode

SAMPLE = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAEMuMjoyKkM6NjpLR0NPZKZsZFxcZMySmnmm8dT++u3U6eX//////////+Xp////////////////"
    "////////////wAALCADwAUABAREA/8QAGAABAQEBAQAAAAAAAAAAAAAAAAIDAQT/xAAhEAEAAQEJAQEAAAAAAAAAAAAAAgEDERMyQVFScaES"
    "Mf/aAAgBAQAAPwDcAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAACtaU/XPuO59x3PuO59x3PuO59x3PuO59x3PuO59x3PuO59x3dAAAAAAAABFpogAAAG0ctOgAAAAAAAARaaIAAABtHLTo"
    "AAAAAAAAEWmiAAAAbRy06AAAAAAAABFpogAAAG0ctOgAAAAAAAARaaIAAABtHLToAAAAAAAAEWmiAAAAbRy06AAAAAAAABFpogAAAG0ctOgA"
    "AAAAAAARaaIAAABtHLToAAAAAAAAEWmiAAAAbRy06AAAAAAEYsOXhiw5eGLDl4YsOXhiw5eGLDl4YsOXjkpxllrfckAAAF0tIUpdWvhiw5eG"
    "LDl4YsOXhiw5eGLDl4YsOXhiw5eGLDl4YsOXhiw5eGLDl4YsOXhiw5eGLDl4YsOXhiw5eGLDl4YsOXhiw5ePMAAuz1WAAADKWavbgAAAAAAA"
    "Auz1WAAADKWavbgAAAAAAAAuz1WAAADKWavbgAAAAAAAAuz1WAAADKWavbgAAAAAAAAuz1WAAADKWavbgAAAAAAAAuz1WAAADKWavbgAAAAA"
    "AAA7fWn5UvrvUvrvUvrvUvrvUvrvUvrvUvrvUvrvUvrvUvrvUvrvUvrvUcAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAH//2Q=="
)
THUMBNAIL = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////"
    "////////////wAALCABEAFoBAREA/8QAFwABAQEBAAAAAAAAAAAAAAAAAAIDAf/EAB4QAQACAgIDAQAAAAAAAAAAAAABAhFhEzESMlEh/9oA"
    "CAEBAAA/ANgAAAAAAABM3/ejz0eeiLZnpQAAznuXBVPZYAAznuXBVPZYAMOW2jltpWc/oE2msZhPLbRy20cttHLbRy20cttIGsdQCb+qAAB3"
    "M/TM/TM/TMuAAAAAA//Z"
)
START = b"\xff\xd8"
COMMENT = b"\xff\xfe"


def sample(number: int) -> bytes:
    """A JPEG of 320 × 240, different for each number."""
    return _with_comment(SAMPLE, f"photo {number}")


def thumbnail(number: int) -> bytes:
    """The small size of a photo: not the picture itself, so that a bot that takes the wrong size is found out."""
    return _with_comment(THUMBNAIL, f"thumbnail {number}")


def _with_comment(picture: bytes, words: str) -> bytes:
    comment = words.encode()
    return picture[:2] + COMMENT + struct.pack(">H", len(comment) + 2) + comment + picture[2:]


def without_metadata(picture: bytes) -> bytes:
    """What is left of a JPEG sent as photo: Telegram recompresses it, EXIF and the like are gone."""
    if not picture.startswith(START):
        return picture
    kept, at = [START], 2
    while at + 4 <= len(picture) and picture[at] == 0xFF and picture[at + 1] != 0xDA:
        end = at + 2 + int(struct.unpack_from(">H", picture, at + 2)[0])
        if not 0xE1 <= picture[at + 1] <= 0xEF:
            kept.append(picture[at:end])
        at = end
    return b"".join([*kept, picture[at:]])


def size(picture: bytes) -> tuple[int, int]:
    """Width and height of a JPEG or PNG; a usual size for anything else."""
    if picture.startswith(b"\x89PNG\r\n\x1a\n") and len(picture) >= 24:
        width, height = struct.unpack_from(">II", picture, 16)
        return int(width), int(height)
    return _jpeg_size(picture) or (1280, 960)


def _jpeg_size(picture: bytes) -> tuple[int, int] | None:
    at = 2
    while picture.startswith(START) and at + 9 <= len(picture) and picture[at] == 0xFF:
        if picture[at + 1] in (0xC0, 0xC1, 0xC2):
            height, width = struct.unpack_from(">HH", picture, at + 5)
            return int(width), int(height)
        at += 2 + int(struct.unpack_from(">H", picture, at + 2)[0])
    return None
