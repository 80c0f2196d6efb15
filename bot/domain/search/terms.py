"""What of a tip's words can be found: words without accents, and the numbers and places that mean something by
themselves. Nothing that lies in the vault alone is among them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.content import TipContent, When
from bot.domain.vietnamese.accounts import locate_accounts
from bot.domain.vietnamese.folding import look
from bot.domain.vietnamese.links import SHARED_HOSTS, locate_links
from bot.domain.vietnamese.patterns import blot
from bot.domain.vietnamese.phones import locate_phones
from bot.domain.vietnamese.plates import locate_plates
from bot.domain.vietnamese.search_words import STOP_WORDS
from bot.domain.vietnamese.words import SHORT_FORMS

# A tip of one message has a few hundred at most; what goes beyond is a flood.
MOST_TERMS = 4000
LONGEST_EVENT = timedelta(days=31)
_WORD = re.compile(r"[^\W_]+")
# "Bác sỹ" and "bác sĩ", "công ty" and "công ti".
_Y_FOR_I = re.compile(r"(?<=[bcdghklmnpqrstvx])y$")
_CODE = r"(?P<number>[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,4})(?![\w/])"
_PLACE = re.compile(
    rf"(?<!\w)(?P<what>to dan pho|tdp|to|ngo|ngach|hem|kiet|so nha|nha so|sn|khu|lo|toa|phong)(?: so)? ?{_CODE}"
)
_SAME_PLACE = {"to dan pho": "to", "tdp": "to", "nha so": "so nha", "sn": "so nha"}


class TermKind(StrEnum):
    """What a term is."""

    WORD = "word"
    PLATE = "plate"
    PHONE = "phone"
    ACCOUNT = "account"
    LINK = "link"  # whose page it is
    HOST = "host"  # a host on which everybody has pages
    PLACE = "place"
    DAY = "day"  # of the event


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found by. Values are folded; two ways of writing the same have one value."""

    kind: TermKind
    value: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Terms that stand for a stretch of the folded text, the most telling first."""

    start: int
    end: int
    terms: tuple[Term, ...]


def terms_of(
    content: TipContent, zone: ZoneInfo, hidden: Collection[str] = (), known: Collection[str] = ()
) -> frozenset[Term]:
    """All that a version of a tip can be found by.

    ``hidden`` are telephone numbers (E.164) of the reporter and the guardian: no term comes from them, even where
    they stand in the account. ``zone`` is the ward's, in which an event has its day. ``known`` texts have left theirs.
    """
    texts = [text for text in texts_of(content) if text not in known]
    found = [term for text in texts for term in _in_text(text, hidden)]
    days = [Term(TermKind.DAY, day.isoformat()) for day in event_days(content.when, zone)]
    numbers = [term for term in found if term.kind is not TermKind.WORD]
    words = [term for term in found if term.kind is TermKind.WORD]
    return frozenset(list(dict.fromkeys((*days, *numbers, *words)))[:MOST_TERMS])


def texts_of(content: TipContent) -> tuple[str, ...]:
    """Everything that a tip says in words and that may be searched."""
    place, when = content.place, content.when
    return (
        *(part.text for part in content.story),
        *(part.text for part in content.answers),
        content.category_words,
        place.words if place else "",
        when.words if when else "",
        content.known_words,
        content.others_know,
    )


def numbers_of(phone: str) -> tuple[Term, ...]:
    """Every term that a telephone number (E.164) alone could leave."""
    digits = _ways_to_write(phone)
    return Term(TermKind.PHONE, phone), *(Term(kind, d) for kind in (TermKind.ACCOUNT, TermKind.WORD) for d in digits)


def event_days(when: When | None, zone: ZoneInfo) -> Iterator[date]:
    """The days in the ward's zone on which it happened; none when that is unknown or lasts too long to tell."""
    if when is None or when.start is None or when.end is None or when.end - when.start > LONGEST_EVENT:
        return
    first = when.start.astimezone(zone).date()
    last = max(when.start, when.end - timedelta(microseconds=1)).astimezone(zone).date()
    for after in range((last - first).days + 1):
        yield first + timedelta(days=after)


def words_in(marked: str) -> frozenset[Term]:
    """What the words of a lower-case text must be found by; words that say nothing are left out."""
    wanted = (word for typed in _WORD.findall(marked) for word in _written_out(typed))
    return frozenset(Term(TermKind.WORD, word) for word in wanted if word not in STOP_WORDS)


def spots_in(plain: str) -> Iterator[Spot]:
    """Numbers and addresses in a folded text; some may lie within others."""
    for link in locate_links(plain):
        kind = TermKind.HOST if link.host in SHARED_HOSTS else TermKind.LINK
        owner = (Term(TermKind.LINK, link.owner),) if link.owner else ()
        yield Spot(link.start, link.end, tuple(dict.fromkeys((*owner, Term(kind, link.host)))))
    for account in locate_accounts(plain):
        yield Spot(account.start, account.end, (Term(TermKind.ACCOUNT, account.number),))
    for plate in locate_plates(plain):
        yield Spot(plate.start, plate.end, (Term(TermKind.PLATE, plate.plate),))
    for phone in locate_phones(plain):
        yield Spot(phone.start, phone.end, (Term(TermKind.PHONE, phone.number),))


def places_in(plain: str) -> Iterator[Spot]:
    """Numbered places of an address in a folded text: "to 5", "ngo 34/5" (which is also in "ngo 34")."""
    for match in _PLACE.finditer(plain):
        what, number = _SAME_PLACE.get(match["what"], match["what"]), match["number"]
        pieces = number.split("/")
        values = ["/".join(pieces[:depth]) for depth in range(len(pieces), 0, -1)]
        yield Spot(*match.span(), tuple(Term(TermKind.PLACE, f"{what} {value}") for value in values))


def _in_text(text: str, hidden: Collection[str]) -> Iterator[Term]:
    view = look(text)
    secret = [(phone.start, phone.end) for phone in locate_phones(view.plain) if phone.number in hidden]
    digits = {d for phone in hidden for d in _ways_to_write(phone)}
    secret += [(found.start, found.end) for found in locate_accounts(view.plain) if found.number in digits]
    plain, marked = blot(view.plain, secret), blot(view.marked, secret)
    for spot in (*spots_in(plain), *places_in(plain)):
        yield from spot.terms
        if spot.terms[0].kind is TermKind.PLATE:
            yield from _parts_of_plate(spot.terms[0].value)
    for typed in _WORD.findall(marked):
        for word in (*_written_out(typed), _plain(typed)):
            if word not in STOP_WORDS and word not in digits:
                yield Term(TermKind.WORD, word)


def _parts_of_plate(plate: str) -> Iterator[Term]:
    """ "15B1-123.45" is also asked for as "123.45" and "12345"."""
    number = plate.rpartition("-")[2]
    for part in (number.replace(".", ""), *number.split(".")):
        yield Term(TermKind.WORD, part)


def _written_out(typed: str) -> list[str]:
    """The words a typed word stands for, folded."""
    long = SHORT_FORMS.get(typed) or SHORT_FORMS.get(look(typed).plain) or typed
    return [_plain(word) for word in long.split()]


def _plain(word: str) -> str:
    return _Y_FOR_I.sub("i", look(word).plain)


def _ways_to_write(phone: str) -> tuple[str, ...]:
    national = phone.removeprefix("+84")
    return f"0{national}", f"84{national}", f"0084{national}", national
