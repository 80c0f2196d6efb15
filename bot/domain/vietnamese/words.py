"""Words of a text and phrases looked up in it, with and without accents."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from bot.domain.vietnamese.folding import View, spelling, strip_accents

Payload = TypeVar("Payload")

_WORD = re.compile(r"[^\W_]+")
_HARD_STOP = re.compile(r"[.!?;:\n…]")
_SOFT_STOP = re.compile(r"[,()\"“”]")

# What people type for a whole word. Only those that hardly mean anything else.
SHORT_FORMS: Mapping[str, str] = {
    "ko": "không", "k": "không", "kh": "không", "khg": "không", "kg": "không", "kô": "không", "hok": "không",
    "hông": "không", "khong": "không", "hổng": "không",
    "đc": "được", "dc": "được", "đx": "được", "ng": "người", "ngta": "người", "ngườita": "người",
    "đag": "đang", "đg": "đang", "dag": "đang", "sđt": "số", "sdt": "số", "xm": "xe máy",
    "đt": "điện thoại", "dt": "điện thoại", "đthoại": "điện thoại", "dthoai": "điện thoại",
    "r": "rồi", "rùi": "rồi", "rui": "rồi", "roài": "rồi", "vs": "với", "ak": "à", "j": "gì", "gi": "gì",
    "bít": "biết", "bit": "biết", "bik": "biết", "biet": "biết", "mk": "mình", "mik": "mình", "trc": "trước",
    "chx": "chưa", "nhìu": "nhiều", "t": "tôi", "nv": "như vậy", "lđ": "lừa đảo",
    "nừa": "lừa", "nô": "lô", "ch": "chưa",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text with its place there; `clause` and `sentence` count the stops before it."""

    plain: str
    shape: str
    tone: str
    start: int
    end: int
    clause: int
    sentence: int

    @property
    def bare(self) -> bool:
        """Typed without any accent."""
        return self.shape == self.plain and not self.tone


def _spelled(typed: str, after_number: bool) -> Iterator[tuple[str, str, str]]:
    long = typed if after_number else SHORT_FORMS.get(typed, typed)
    for word in long.split():
        # A short form or a bare word stays open: it must not count as typed with these very accents.
        yield (strip_accents(word), *(spelling(typed) if long == typed else (strip_accents(word), "")))


@lru_cache(maxsize=1)  # one message is read for its time, place, category and danger in turn
def split_words(view: View) -> tuple[Word, ...]:
    """The words of the text in order, common short forms written out."""
    words: list[Word] = []
    clause = sentence = last = 0
    after_number = False
    for match in _WORD.finditer(view.marked):
        gap = view.marked[last : match.start()]
        hard = bool(_HARD_STOP.search(gap))
        sentence += hard
        clause += hard or bool(_SOFT_STOP.search(gap))
        words.extend(
            Word(plain, shape, tone, *match.span(), clause, sentence)
            for plain, shape, tone in _spelled(match[0], after_number)
        )
        last = match.end()
        after_number = match[0].isdecimal()
    return tuple(words)


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Payload]):
    plain: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...]
    exact: bool
    payload: Payload


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A phrase found in the text: words `first` to `last` (exclusive)."""

    payload: Payload
    first: int
    last: int
    bare: bool


def _agrees(word: Word, wanted: tuple[str, str], exact: bool) -> bool:
    shape, tone = wanted
    if exact:
        return (word.shape, word.tone) == wanted
    if word.tone not in ("", tone):
        return False
    return all(typed in (letter, bare) for typed, letter, bare in zip(word.shape, shape, word.plain, strict=True))


class Lexicon(Generic[Payload]):
    """Phrases to look for, each written with its accents.

    A text word agrees when it lacks accents of the phrase but has no other ones. A phrase that begins with
    `=` is found only with its very accents in a text typed with accents: without them it is another word.
    """

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        self._by_first: dict[str, list[_Phrase[Payload]]] = {}
        for written, payload in phrases:
            marked = written.removeprefix("=").lower().split()
            plain = tuple(map(strip_accents, marked))
            phrase = _Phrase(plain, tuple(map(spelling, marked)), written.startswith("="), payload)
            self._by_first.setdefault(plain[0], []).append(phrase)
        for found in self._by_first.values():
            found.sort(key=lambda phrase: -len(phrase.plain))

    def find(self, words: Sequence[Word], accented: bool) -> list[Hit[Payload]]:
        """Every phrase in the text, in order, longer ones first at each word."""
        hits: list[Hit[Payload]] = []
        for at, word in enumerate(words):
            for phrase in self._by_first.get(word.plain, ()):
                if (accented or not phrase.exact) and self._here(phrase, words, at):
                    last = at + len(phrase.plain)
                    bare = all(found.bare for found in words[at:last])
                    hits.append(Hit(phrase.payload, at, last, bare))
        return hits

    @staticmethod
    def _here(phrase: _Phrase[Payload], words: Sequence[Word], at: int) -> bool:
        found = words[at : at + len(phrase.plain)]
        return (
            tuple(word.plain for word in found) == phrase.plain
            and found[0].clause == found[-1].clause
            and all(map(_agrees, found, phrase.spellings, [phrase.exact] * len(found)))
        )
