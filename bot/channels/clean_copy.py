"""The copy of a file that officers see: a picture is drawn anew, without where and by whom it was made."""

import io
import mimetypes
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000


@dataclass(frozen=True, slots=True)
class Copy:
    """A file fit to be shown."""

    data: bytes
    mime: str
    suffix: str


def clean_copy(original: bytes, mime: str) -> Copy:
    """A picture without its metadata; any other file as it is, under a neutral suffix."""
    picture = _redrawn(original)
    if picture is not None:
        return Copy(picture, "image/jpeg", ".jpg")
    return Copy(original, mime or "application/octet-stream", mimetypes.guess_extension(mime) or ".bin")


def _redrawn(original: bytes) -> bytes | None:
    try:
        with Image.open(io.BytesIO(original)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    drawn = io.BytesIO()
    upright.save(drawn, "JPEG", quality=90)
    return drawn.getvalue()
