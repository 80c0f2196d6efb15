"""Draws one picture anew: ``python redraw.py`` reads it from standard input and writes a JPEG to standard output.

Picture files come from strangers, and decoders have had holes. So this runs in a process of its own that can use
little time and memory and writes no file; it imports nothing of the bot. Any failure ends it with a status other
than 0.
"""

import io
import resource
import sys

from PIL import Image, ImageOps

FORMATS = ("GIF", "JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
CPU_SECONDS = 15
ADDRESS_SPACE = 1024 * 1024 * 1024  # the largest picture, three times over, and the interpreter


def redraw(original: bytes) -> bytes:
    """The pixels of a picture, upright, and nothing else of it. Raises many kinds of exceptions."""
    image = Image.open(io.BytesIO(original), formats=FORMATS)
    if image.width * image.height > MOST_PIXELS:
        raise ValueError("too many pixels")
    ImageOps.exif_transpose(image, in_place=True)
    # A fresh picture: Pillow hands comments and the like from one picture to the next.
    fresh = Image.new("RGB", image.size)
    fresh.paste(image)
    drawn = io.BytesIO()
    fresh.save(drawn, "JPEG", quality=90)
    return drawn.getvalue()


def limit_this_process() -> None:
    """Little time and memory, no bytes into files, no core dump (setrlimit(2))."""
    limits = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_AS: ADDRESS_SPACE,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in limits.items():
        resource.setrlimit(which, (most, most))


def main() -> None:
    """Redraw from standard input to standard output."""
    limit_this_process()
    sys.stdout.buffer.write(redraw(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
