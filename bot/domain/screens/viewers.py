"""Who saw what of a tip, as the commander reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from zoneinfo import ZoneInfo

from bot.domain.content import EvidenceKind
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.screens.times import clock_time

MOST_FILES, MOST_LOOKS = 15, 3
SHOWN_OF_SHA256 = 16  # hexadecimal digits: enough to compare by eye


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody saw it at a time (aware); not ``surely`` when nobody knows whether it arrived."""

    officer: str
    at: datetime
    surely: bool


@dataclass(frozen=True, slots=True)
class FileViews:
    """One file and who saw it; without a SHA-256 its original is not here."""

    number: int
    kind: EvidenceKind
    sha256: str | None
    looks: Sequence[Look]


def viewers(
    code: str, text: Sequence[Look], identity: Sequence[Look], files: Sequence[FileViews], zone: ZoneInfo
) -> Screen:
    """Text, identity, then file by file; of each the latest looks."""
    more = len(files) - MOST_FILES
    return Screen(
        (
            phrase("viewers-head", code=code),
            phrase("viewers-text", who=_who(text, zone)),
            phrase("viewers-identity", who=_who(identity, zone)),
            *(_file(file, zone) for file in files[:MOST_FILES]),
            *((phrase("viewers-more", count=more),) if more > 0 else ()),
        )
    )


def _file(file: FileViews, zone: ZoneInfo) -> Phrase:
    kind, who = phrase(f"viewers-kind-{file.kind}"), _who(file.looks, zone)
    if file.sha256 is None:
        return phrase("viewers-unstored", number=file.number, kind=kind, who=who)
    return phrase("viewers-file", number=file.number, kind=kind, sha=file.sha256[:SHOWN_OF_SHA256], who=who)


def _who(looks: Sequence[Look], zone: ZoneInfo) -> Phrase:
    if not looks:
        return phrase("viewers-nobody")
    latest = [_look(look, zone) for look in looks[-MOST_LOOKS:]]
    listed = reduce(lambda first, rest: phrase("and-then", first=first, rest=rest), latest)
    earlier = len(looks) - MOST_LOOKS
    return phrase("viewers-earlier", list=listed, count=earlier) if earlier > 0 else listed


def _look(look: Look, zone: ZoneInfo) -> Phrase:
    at = clock_time(look.at, zone)
    return phrase("viewers-once" if look.surely else "viewers-perhaps", officer=look.officer, at=at)
