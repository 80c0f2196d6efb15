"""What was asked and answered about a tip, as one officer reads it in private."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.content import AnswerPart
from bot.domain.inquiry import Asked, Words
from bot.domain.screen import Phrase, Screen, phrase
from bot.domain.screens.asking import said
from bot.domain.screens.duty import PIECE_UNITS, pieces
from bot.domain.screens.times import clock_time

Line: TypeAlias = tuple[Phrase, int]  # with about how many UTF-16 units it takes
_FEW = 80


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the messages that answer it; ``files`` counts those that brought a file."""

    officer: str
    words: Words
    asked: Asked
    parts: tuple[AnswerPart, ...]
    files: int = 0


def exchanges(code: str, told: Sequence[Exchange], zone: ZoneInfo) -> tuple[Screen, ...]:
    """All of them, oldest first, in as many messages as they take; nothing when nobody asked."""
    lines = [line for each in told for line in (*_asked(each, zone), *_answered(each, zone))]
    pages: list[list[Phrase]] = []
    room = 0
    for line, units in lines:
        if units > room:
            pages.append([phrase("read-exchanges", code=code)])
            room = PIECE_UNITS
        pages[-1].append(line)
        room -= units
    return tuple(Screen(tuple(page)) for page in pages)


def _asked(each: Exchange, zone: ZoneInfo) -> Iterator[Line]:
    at = clock_time(each.asked.at, zone)
    line = phrase("read-asked", at=at, officer=each.officer, words=said(each.words))
    yield line, _FEW * 3 + 2 * len(each.words.own)


def _answered(each: Exchange, zone: ZoneInfo) -> Iterator[Line]:
    asked = each.asked
    if asked.answered_at is None:
        yield phrase("read-unanswered-lost" if asked.lost_at else "read-unanswered"), _FEW
        return
    yield phrase("read-reply", at=clock_time(asked.answered_at, zone), reply=phrase(f"reply-{asked.reply}")), _FEW
    for part in each.parts:
        yield from _part(part)
    if each.files:
        yield phrase("read-answer-files", count=each.files), _FEW


def _part(part: AnswerPart) -> Iterator[Line]:
    for piece in pieces(part.text):
        yield phrase("read-answer", words=piece), len(piece.encode("utf-16-le")) // 2
    if part.position is not None:
        latitude, longitude = part.position
        yield phrase("read-answer-position", position=f"{latitude:.5f}, {longitude:.5f}"), _FEW
    if part.contact:
        yield phrase("read-answer-contact"), _FEW * 2
