"""What somebody looks for, read from typed words: everything said must be true of a tip."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.domain.codes import read_code
from bot.domain.places import Neighbourhood
from bot.domain.search.terms import Spot, Term, TermKind, places_in, spots_in, words_in
from bot.domain.tip import Category, Status
from bot.domain.vietnamese import find_time_phrase, normalise_phone, understand_place
from bot.domain.vietnamese.folding import View, look
from bot.domain.vietnamese.patterns import blot
from bot.domain.vietnamese.search_words import CATEGORY_PHRASES, STATE_PHRASES, STOP_WORDS
from bot.domain.vietnamese.words import Lexicon, Payload, split_words

_CODE = re.compile(r"(?<!\w)[a-z]{2,4}[0-9]{0,2}[-–]?[a-z0-9]{4}[-–]?[a-z0-9](?!\w)")
_DIGITS = re.compile(r"(?<![\w/.,])[0-9](?:[ .-]?[0-9]){5,18}(?![\w/])")
_WORD = re.compile(r"[^\W_]+")
_NUMBER_WORDS = re.compile(
    r"(?<!\w)(?:(?:stk|so tai khoan|tai khoan|so tk|tk|sdt|so dien thoai|dien thoai|dt|bks|bien so xe|bien so|bien"
    r"|xe bien so|link|web|trang|so|la)[ :.]+)*$"
)
_DAY_WORDS = re.compile(r"(?<!\w)(?:(?:tu|vao|luc|ngay|hom|khoang|trong|hoi)[ :,]+)*$")
_SINCE = re.compile(r"(?<!\w)tu (?:ngay |hom )?$")
_UNTIL = re.compile(r"(?<!\w)(?:den|toi)(?!\w)|[-–—~]")
_GROUP = re.compile(r"^(?:to dan pho|tdp|to|khu dan cu|kdc|thon|lang|xom|khu pho|khu)(?: so)? ")
_GROUP_WORDS = ("to dan pho", "tdp", "to", "khu dan cu", "thon", "lang", "xom", "khu")
LONGEST_NAME = 7


@dataclass(frozen=True, slots=True)
class Says:
    """It says all of this."""

    terms: frozenset[Term]


@dataclass(frozen=True, slots=True)
class Coded:
    """It has this code."""

    code: str


@dataclass(frozen=True, slots=True)
class OnDays:
    """It came in, or happened, on one of these days of the ward's zone; ``last`` is one of them."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class InState:
    """It stands there."""

    statuses: frozenset[Status]


@dataclass(frozen=True, slots=True)
class About:
    """It is of this category."""

    category: Category


@dataclass(frozen=True, slots=True)
class At:
    """It happened in this neighbourhood."""

    neighbourhood_id: int


Condition: TypeAlias = Says | Coded | OnDays | InState | About | At


class Sought(StrEnum):
    """What a piece of the request was taken for; the value is the text key's suffix."""

    WORDS = "words"
    CODE = "code"
    PLATE = "plate"
    NUMBER = "number"
    LINK = "link"
    PLACE = "place"
    DAYS = "days"
    STATE = "state"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that must be true: at least one of ``any_of``. ``words`` are those it was read from."""

    kind: Sought
    words: str
    any_of: tuple[Condition, ...]


_KINDS = {TermKind.PLATE: Sought.PLATE, TermKind.LINK: Sought.LINK, TermKind.HOST: Sought.LINK}


def read_request(text: str, now: datetime, neighbourhoods: Sequence[Neighbourhood]) -> tuple[Wanted, ...]:
    """Everything a search asks for; empty when it says nothing that could be found.

    ``now`` is aware and in the ward's zone: days count from it. What might be a word of a tip as well as something
    else is looked for as both.
    """
    whole = read_code(text)
    if whole:
        return (Wanted(Sought.CODE, whole, _or_words((Coded(whole),), look(text).marked)),)
    return tuple(_Reading(look(text), now, neighbourhoods).read())


@dataclass
class _Reading:
    """A request being read: what was understood is blotted out, what is left are words."""

    view: View
    now: datetime
    neighbourhoods: Sequence[Neighbourhood]
    taken: list[tuple[int, int]] = field(default_factory=list)

    def read(self) -> Iterator[Wanted]:
        yield from self._codes()
        yield from self._numbers()
        yield from self._names()
        yield from self._places()
        yield from self._days()
        yield from self._phrases(STATE_PHRASES, Sought.STATE, InState)
        yield from self._phrases(CATEGORY_PHRASES, Sought.CATEGORY, About)
        words = words_in(self._left(self.view.marked))
        if words:
            left = " ".join(self._left(self.view.original).replace("#", " ").split())
            yield Wanted(Sought.WORDS, left, (Says(words),))

    def _codes(self) -> Iterator[Wanted]:
        for match in _CODE.finditer(self.view.plain):
            code = read_code(match[0])
            if code and self._take(*match.span()):
                yield self._wanted(Sought.CODE, match.span(), (Coded(code),), or_words=True)

    def _numbers(self) -> Iterator[Wanted]:
        for spot in spots_in(self.view.plain):
            if self._take(spot.start, spot.end):
                self._take_before(_NUMBER_WORDS, spot.start)
                kind, span = _KINDS.get(spot.terms[0].kind, Sought.NUMBER), (spot.start, spot.end)
                yield self._wanted(kind, span, self._terms(spot), or_words=True)
        for match in _DIGITS.finditer(self._left(self.view.plain)):
            self._take(*match.span())
            self._take_before(_NUMBER_WORDS, match.start())
            account = Says(frozenset({Term(TermKind.ACCOUNT, re.sub("[^0-9]", "", match[0]))}))
            yield self._wanted(Sought.NUMBER, match.span(), (account,), or_words=True)

    def _terms(self, spot: Spot) -> tuple[Condition, ...]:
        """A telephone number may be that of an account, and the other way round."""
        typed = self.view.plain[spot.start : spot.end]
        terms = {spot.terms[0]}
        if spot.terms[0].kind in {TermKind.PHONE, TermKind.ACCOUNT}:
            phone = normalise_phone(typed)
            terms |= {Term(TermKind.PHONE, phone)} if phone else set()
            terms.add(Term(TermKind.ACCOUNT, re.sub("[^0-9]", "", typed)))
        return tuple(Says(frozenset({term})) for term in sorted(terms, key=lambda term: term.kind))

    def _places(self) -> Iterator[Wanted]:
        for spot in places_in(self._left(self.view.plain)):
            if self._take(spot.start, spot.end):
                guess = understand_place(self.view.original[spot.start : spot.end], self.neighbourhoods)
                here: tuple[Condition, ...] = (Says(frozenset({spot.terms[0]})),)
                if guess is not None and guess.neighbourhood_id is not None:
                    here = (At(guess.neighbourhood_id), *here)
                yield self._wanted(Sought.PLACE, (spot.start, spot.end), here)

    def _days(self) -> Iterator[Wanted]:
        left = self._left(self.view.original)
        guess = find_time_phrase(left, self.now)
        if guess is None or look(guess.raw).plain in STOP_WORDS:
            return
        first = guess.start.date()
        last = max(guess.start, guess.end - timedelta(microseconds=1)).date()
        spans = [(at, at + len(piece)) for piece in guess.raw.split(" … ") if (at := left.find(piece)) >= 0]
        if spans and all(self._take(*span) for span in spans):
            since = _SINCE.search(self.view.plain, 0, spans[0][0])
            if since and not _UNTIL.search(look(guess.raw).plain):
                last = self.now.date()
            self._take_before(_DAY_WORDS, spans[0][0])
            span = spans[0] if len(spans) == 1 else (spans[0][0], spans[-1][1])
            yield self._wanted(Sought.DAYS, span, (OnDays(first, last),))

    def _phrases(
        self, lexicon: Lexicon[Payload], kind: Sought, condition: Callable[[Payload], Condition]
    ) -> Iterator[Wanted]:
        view = look(self._left(self.view.original))
        words = split_words(view)
        for hit in lexicon.find(words, view.accented):
            span = words[hit.first].start, words[hit.last - 1].end
            if self._take(*span):
                yield self._wanted(kind, span, (condition(hit.payload),), or_words=kind is Sought.CATEGORY)

    def _names(self) -> Iterator[Wanted]:
        """Neighbourhoods by name; one of a single syllable only after "thôn", "tổ"…, or as all there is."""
        named, words = names_of(self.neighbourhoods), list(_WORD.finditer(self._left(self.view.plain)))
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                piece = words[first : first + length]
                found = named.get(" ".join(word[0] for word in piece), ())
                if found and (length > 1 or len(words) == 1) and self._take(piece[0].start(), piece[-1].end()):
                    here = tuple(map(At, found))
                    yield self._wanted(Sought.PLACE, (piece[0].start(), piece[-1].end()), here, or_words=True)

    def _take(self, start: int, end: int) -> bool:
        free = all(end <= first or last <= start for first, last in self.taken)
        if free:
            self.taken.append((start, end))
        return free

    def _take_before(self, what: re.Pattern[str], end: int) -> None:
        """Words that only say what follows: "stk", "biển số", "ngày"."""
        said = what.search(self.view.plain, 0, end)
        if said and said.start() < end:
            self._take(said.start(), end)

    def _left(self, text: str) -> str:
        return blot(text, self.taken)

    def _wanted(
        self, kind: Sought, span: tuple[int, int], here: tuple[Condition, ...], *, or_words: bool = False
    ) -> Wanted:
        """A single word is always looked for as a word too: no word of a tip may be without effect."""
        typed = self.view.original[slice(*span)]
        lone = " " not in typed and "\n" not in typed
        marked = self.view.marked[slice(*span)]
        return Wanted(kind, typed, _or_words(here, marked) if or_words or lone else here)


def _or_words(here: tuple[Condition, ...], marked: str) -> tuple[Condition, ...]:
    words = words_in(marked)
    return (*here, Says(words)) if words else here


def names_of(neighbourhoods: Sequence[Neighbourhood]) -> Mapping[str, tuple[int, ...]]:
    """Every way to write a neighbourhood's name, folded; those that are only numbers are addresses to be read."""
    found: dict[str, tuple[int, ...]] = {}
    for one in neighbourhoods:
        for name in (one.name, *one.aliases):
            core = _GROUP.sub("", " ".join(_WORD.findall(look(name).plain)))
            if not core.isdecimal():
                for way in (core, *(f"{group} {core}" for group in _GROUP_WORDS)):
                    found[way] = tuple(dict.fromkeys((*found.get(way, ()), one.id)))
    return found
