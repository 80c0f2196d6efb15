"""The copy of a file that officers see: without where and by whom it was made, or none at all.

A picture is drawn anew. What was sent as voice, video or music is shown as it is: the work needs it. Anything else can
carry its maker's name or place and is withheld: docs/decisions/0006-what-officers-see-of-files.md.
"""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.channels.file_types import JPEG, M4A, MP3, MP4, OGG, FileType, Sort, file_type
from bot.domain.content import EvidenceKind

REDRAW = Path(__file__).with_name("redraw.py")
REDRAW_SECONDS = 30
_AS_IT_IS: Mapping[EvidenceKind, frozenset[FileType]] = {
    EvidenceKind.VIDEO: frozenset({MP4}),
    EvidenceKind.VOICE: frozenset({OGG, MP3, M4A, MP4}),
    EvidenceKind.AUDIO: frozenset({OGG, MP3, M4A, MP4}),
}
_REDRAWN = frozenset({EvidenceKind.PHOTO, EvidenceKind.FILE})


@dataclass(frozen=True, slots=True)
class Copy:
    """A file fit to be shown."""

    data: bytes
    mime: str
    suffix: str


class Withheld(Exception):
    """No copy can be made that tells nothing about its maker. ``broken``: a picture that cannot be redrawn."""

    def __init__(self, sort: Sort, *, broken: bool = False) -> None:
        super().__init__(sort)
        self.sort, self.broken = sort, broken


def clean_copy(original: bytes, kind: EvidenceKind) -> Copy:
    """What officers may see of a file that was sent as ``kind``; takes up to half a minute. Raises Withheld."""
    known = file_type(original)
    if known.sort is Sort.PICTURE and kind in _REDRAWN:
        return Copy(_redrawn(original), JPEG.mime, JPEG.suffix)
    if known in _AS_IT_IS.get(kind, ()):
        return Copy(original, known.mime, known.suffix)
    raise Withheld(known.sort)


def _redrawn(original: bytes) -> bytes:
    """By a process that knows nothing: no settings from its surroundings, nothing of the bot."""
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(REDRAW)],
            input=original,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=REDRAW_SECONDS,
            check=True,
            env={},
        )
    except (subprocess.SubprocessError, OSError):
        raise Withheld(Sort.PICTURE, broken=True) from None
    return done.stdout
