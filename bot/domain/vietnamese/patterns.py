"""Patterns written in Vietnamese with accents, matched on folded text, checked against the accents typed."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.vietnamese.folding import View, spelling, strip_accents

_NOT_WORDS = re.compile(r"\\.|\(\?P<\w+>|\[[^\]]*\]|\(\?<?[!=:]")
_LETTERS = re.compile(r"[^\W\d_]+")

# Bare, these are everyday words of another meaning (ngay = at once, sang = to go over, thu = to collect).
_NEVER_BARE_IN_ACCENTED_TEXT = frozenset({"ngay", "toi", "sang", "thu", "so", "to", "pho", "gan", "ngo"})


class Pattern:
    """A regular expression over folded text whose words also have to agree with the accents that were typed.

    What the group `name` holds is left alone: it is a name, not a word of the pattern.
    Words without accents agree with anything, so that a text without accents reads the same.
    """

    def __init__(self, written: str) -> None:
        self._regex = re.compile(strip_accents(written))
        self._spellings: dict[str, set[tuple[str, str]]] = {}
        for word in _LETTERS.findall(_NOT_WORDS.sub(" ", written)):
            self._spellings.setdefault(strip_accents(word), set()).add(spelling(word))

    def _agrees(self, view: View, found: re.Match[str]) -> bool:
        start, end = found.span()
        name = found.span("name") if "name" in self._regex.groupindex else (-1, -1)
        for match in _LETTERS.finditer(view.marked, start, end):
            if name[0] <= match.start() < name[1]:
                continue
            plain = view.plain[match.start() : match.end()]
            wanted = self._spellings.get(plain)
            if wanted is None:
                continue
            typed = spelling(match[0])
            if typed == (plain, ""):
                strict = view.accented and plain in _NEVER_BARE_IN_ACCENTED_TEXT
                if strict and typed not in wanted:
                    return False
            elif typed not in wanted:
                return False
        return True

    def finditer(self, view: View, masked: str | None = None) -> Iterator[re.Match[str]]:
        """Matches on the folded text (or on a copy of it with parts blotted out)."""
        for match in self._regex.finditer(view.plain if masked is None else masked):
            if self._agrees(view, match):
                yield match

    def fullmatch(self, view: View, start: int, end: int) -> re.Match[str] | None:
        """The match when exactly this stretch of the text is one."""
        match = self._regex.fullmatch(view.plain, start, end)
        return match if match and self._agrees(view, match) else None


def blot(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these stretches made unreadable, its length kept."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = "#" * (end - start)
    return "".join(letters)
