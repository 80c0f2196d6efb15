"""Vietnamese letters: one form for storing, one for comparing, and views that keep both side by side."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

# Tone marks; hỏi and ngã count as one, since many people mix them up in writing.
_TONE_OF_MARK = {"\u0300": "f", "\u0301": "s", "\u0303": "r", "\u0309": "r", "\u0323": "j"}
_LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
# Marks that composed with nothing, and characters that are not seen: keyboards and copied text leave them behind.
_UNSEEN = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SPACES = re.compile(r"\s+")
_LETTERS = re.compile(r"[^\W\d_]+")
_TYPED_WITH_ACCENTS = 0.3


def _without_marks(char: str) -> str:
    parts = (c for c in unicodedata.normalize("NFD", char.lower()) if not unicodedata.combining(c))
    bare = "".join(parts).replace("đ", "d")
    return bare if len(bare) == 1 else char.lower()[:1]


_BARE = {code: _without_marks(chr(code)) for code in _LATIN}


def _shape_and_tone(char: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", char)
    tone = "".join(_TONE_OF_MARK.get(c, "") for c in marks)
    return unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONE_OF_MARK)), tone


_SHAPES = {chr(code): _shape_and_tone(chr(code)) for code in _LATIN}


def nfc(text: str) -> str:
    """The text as it is stored: Unicode NFC, nothing else changed."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text as it is compared: lower case, no marks, `đ` as `d`, single spaces, nothing at the ends."""
    return look(text).plain.replace("\n", " ")


def strip_accents(text: str) -> str:
    """Take the accents off a lower-case text without touching anything else (keeps its length)."""
    return text.translate(_BARE)


def spelling(word: str) -> tuple[str, str]:
    """A lower-case word as (letters with hats and horns, tone), so that `hoà` and `hòa` are the same."""
    pairs = [_SHAPES.get(char, (char, "")) for char in word]
    return "".join(shape for shape, _ in pairs), "".join(tone for _, tone in pairs)


@dataclass(frozen=True)
class View:
    """One text in three forms of the same length, so that a match in one can be quoted from another."""

    original: str
    marked: str
    plain: str

    @cached_property
    def accented(self) -> bool:
        """Whether its writer typed accents: then a word without accents was meant without."""
        words = _LETTERS.findall(self.marked)
        typed = sum(1 for word in words if strip_accents(word) != word)
        return bool(words) and typed >= _TYPED_WITH_ACCENTS * len(words)


def _one_space(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] or "\r" in match[0] else " "


def look(text: str) -> View:
    """Lay the text out for matching: NFC, unseen characters out, runs of blanks made one (a line end stays)."""
    seen = _UNSEEN.sub("", nfc(text)).replace("İ", "I")
    original = nfc(_SPACES.sub(_one_space, seen).strip())
    marked = original.lower()
    return View(original=original, marked=marked, plain=strip_accents(marked))
