"""Time phrases in a text: the pieces found, joined to phrases, and the phrase that tells most taken."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.vietnamese.folding import View, look
from bot.domain.vietnamese.not_times import blot_other_numbers
from bot.domain.vietnamese.patterns import Pattern, blot
from bot.domain.vietnamese.time_clock import CLOCK_RULES, PART_RULES
from bot.domain.vietnamese.time_days import DATE_RULES, DAY_RULES, NAMED_DAY_RULES
from bot.domain.vietnamese.time_guess import Atom, Days, TimeGuess, UntilNow, day_before
from bot.domain.vietnamese.time_resolving import Interval, Said, resolve, resolve_range
from bot.domain.vietnamese.time_stretch import STRETCH_RULES, UNTIL_RULES

_RULES = (*UNTIL_RULES, *DATE_RULES, *NAMED_DAY_RULES, *STRETCH_RULES, *DAY_RULES, *CLOCK_RULES, *PART_RULES)
_GLUE = Pattern(
    r"[ ,(]*(?:(?:vào|lúc|hồi|ngày|buổi|của|cùng|là|từ|tức|khi|sớm|thời điểm|thời gian|giờ|trong|hôm|nhằm)[ ,]*){0,3}"
)
_LINK = Pattern(r" ?(?:(?:cho )?(?:đến|tới)|-|–|—|~|hoặc)(?: (?:khoảng|tầm|lúc|khi|tận|ngày|hôm))? ?")
_LONGEST_GAP = 24
_FILLER = Pattern(
    r"[ .,!?]*(?:(?:vào|lúc|buổi|ban|hồi|dạ|ạ|khoảng|tầm|vâng|là|hình như|chắc|thì|á|nhé|đó)(?!\w)[ .,!?]*)*"
)


@dataclass(frozen=True, slots=True)
class _Phrase:
    start: int
    end: int
    left: Said
    right: Said | None = None
    possible: bool = True

    @property
    def score(self) -> int:
        if not self.possible:
            return 0
        return max(self.left.score, self.right.score if self.right else 0) + bool(self.right)

    def read(self, now: datetime) -> Interval | None:
        return resolve_range(self.left, self.right, now) if self.right else resolve(self.left, now, now)

    @property
    def exact(self) -> bool:
        sides = [side for side in (self.left, self.right) if side and not side.until_now]
        return all(side.clock is not None and not side.about for side in sides)


def _atoms(view: View, now: datetime) -> list[Atom]:
    text = blot_other_numbers(view)
    atoms: list[Atom] = []
    for pattern, read in _RULES:
        taken = []
        for match in pattern.finditer(view, text):
            said = {name: view.marked[slice(*match.span(name))] for name, got in match.groupdict().items() if got}
            meanings = read(said, now)
            if meanings is not None:
                taken.append(match.span())
                atoms.append(Atom(*match.span(), meanings))
        text = blot(text, taken) if taken else text
    return sorted(atoms, key=lambda atom: atom.start)


def _with(said: Said, atom: Atom) -> Said | None:
    for meaning in atom.meanings:
        if not said.takes(meaning):
            return None
        said = said.with_(meaning)
    return said


def _joined(phrase: _Phrase, atom: Atom, view: View) -> _Phrase | None:
    """The phrase with the next piece, or None when the piece begins another phrase."""
    if atom.start - phrase.end > _LONGEST_GAP:
        return None
    possible = phrase.possible and bool(atom.meanings)
    until = any(isinstance(meaning, UntilNow) for meaning in atom.meanings)
    side = None if until else _with(phrase.right or phrase.left, atom)
    if side and _GLUE.fullmatch(view, phrase.end, atom.start):
        left, right = (phrase.left, side) if phrase.right else (side, None)
        return _Phrase(phrase.start, atom.end, left, right, possible)
    if phrase.right is None and phrase.left.score and (until or _is_link(phrase, atom, view)):
        return _Phrase(phrase.start, atom.end, phrase.left, _with(Said(), atom), possible)
    return None


def _is_link(phrase: _Phrase, atom: Atom, view: View) -> bool:
    gap = view.plain[phrase.end : atom.start].strip()
    if gap == ",":
        # "8, 9h": only an hour without anything else is half of a pair.
        said = phrase.left
        return said.clock is not None and not (said.part or said.days)
    return _LINK.fullmatch(view, phrase.end, atom.start) is not None


def _phrases(view: View, now: datetime) -> list[_Phrase]:
    phrases: list[_Phrase] = []
    for atom in _atoms(view, now):
        longer = _joined(phrases[-1], atom, view) if phrases else None
        if longer:
            phrases[-1] = longer
        else:
            left = _with(Said(), atom) or Said()
            left = replace(left, until_now=False)
            phrases.append(_Phrase(atom.start, atom.end, left, possible=bool(atom.meanings)))
    return phrases


def _merged(phrases: list[_Phrase], view: View) -> Iterator[tuple[_Phrase, str]]:
    """ "hôm qua mất xe lúc 8h tối": the hour stands apart from its day."""
    single = [phrase for phrase in phrases if phrase.possible]
    hour = next((p for p in single if p.left.clock and not _has_day(p)), None)
    day = next((p for p in single if p.left.days and not p.left.clock and p.right is None), None)
    if hour and day:
        left = replace(hour.left, days=day.left.days, part=hour.left.part or day.left.part)
        first, second = sorted((hour, day), key=lambda phrase: phrase.start)
        raw = f"{view.original[first.start : first.end]} … {view.original[second.start : second.end]}"
        yield replace(hour, left=left), raw


def _has_day(phrase: _Phrase) -> bool:
    return any(side is not None and side.days is not None for side in (phrase.left, phrase.right))


def _bare_part(phrases: list[_Phrase], view: View, now: datetime) -> list[_Phrase]:
    """ "tối" as the whole answer; within a sentence it tells nothing, and without accents it is "tôi"."""
    if len(phrases) == 1 and phrases[0].left.part and not phrases[0].score and phrases[0].possible:
        only = phrases[0]
        if _FILLER.fullmatch(view, 0, only.start) and _FILLER.fullmatch(view, only.end, len(view.plain)):
            days = Days((now.date(), day_before(1, now)), today=True)
            return [replace(only, left=replace(only.left, days=days))]
    return phrases


def find_time_phrase(text: str, now: datetime) -> TimeGuess | None:
    """The time a sentence tells of, or None: the phrase that tells most, the first of equals.

    `now` is aware and in the ward's zone; the answer is in that zone and never after `now`. An hour without
    a day is its latest occurrence; "8h" without a part of the day may be in the evening. Never raises.
    """
    view = look(text)
    phrases = _bare_part(_phrases(view, now), view, now)
    candidates = [(phrase, view.original[phrase.start : phrase.end]) for phrase in phrases]
    candidates.extend(_merged(phrases, view))
    for phrase, raw in sorted(candidates, key=lambda candidate: -candidate[0].score):
        when = phrase.read(now) if phrase.score else None
        if when:
            return TimeGuess(*when, exact=phrase.exact, raw=raw)
    return None


def understand_time(text: str, now: datetime) -> TimeGuess | None:
    """The time given as an answer to "Khi nào?"; the same reading as within a sentence, with the same promises."""
    return find_time_phrase(text, now)
