"""Telephone numbers of Việt Nam as people type them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from bot.domain.vietnamese.folding import look

_REGION = "VN"
_START = re.compile(r"(?<![\w.+])(?:\+ ?84|0084|84|0)[ .()-]{0,2}(?=\(?[1-9])")
_DIGITS = re.compile(r"(?:[ .()\-–]{0,2}[0-9]){8,10}")
# 069 belongs to the police and the army; the public numbering plans of the library do not hold its details.
_OFFICIAL = re.compile(r"69[0-9]{6,8}")
# Asked first because the library is slow and a text may be all digits.
_PLAUSIBLE = re.compile(r"[35789][0-9]{8}|2[0-9]{9}|1[89]00[0-9]{4,6}")
_ACCOUNT_BEFORE = re.compile(r"(?:\bstk|\btai khoan|\btk|\bcccd|\bcmnd|\bcan cuoc)(?: so)?[ :.-]*$")
_TYPED = re.compile(r"[0-9+ .()\-–]{9,25}")


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A number in a text: E.164 and its place in the folded text."""

    number: str
    start: int
    end: int


def _e164(national: str) -> str | None:
    if _OFFICIAL.fullmatch(national):
        return f"+84{national}"
    if not _PLAUSIBLE.fullmatch(national):
        return None
    try:
        parsed = phonenumbers.parse(f"0{national}", _REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _ends_of_groups(digits: str, longest: int) -> Iterator[int]:
    """Where the number may end: after a digit that no digit follows; two numbers may stand side by side."""
    for end in range(longest, 0, -1):
        if digits[end - 1].isdecimal() and not digits[end : end + 1].isdecimal():
            yield end


def locate_phones(plain: str) -> list[FoundPhone]:
    """Numbers in a folded text, from left to right; numbers of accounts and identity papers are left alone."""
    found: list[FoundPhone] = []
    at = 0
    while start := _START.search(plain, at):
        at = start.end()
        run = _DIGITS.match(plain, at)
        if run is None or _ACCOUNT_BEFORE.search(plain, max(0, start.start() - 20), start.start()):
            continue
        digits = run[0] + plain[run.end() : run.end() + 1]
        for end in _ends_of_groups(digits, len(run[0])):
            number = _e164(re.sub("[^0-9]", "", digits[:end]))
            if number:
                found.append(FoundPhone(number, start.start(), at + end))
                at += end
                break
    return found


def find_phones(text: str) -> tuple[str, ...]:
    """Telephone numbers in a text as E.164, each once, in the order of the text."""
    return tuple(dict.fromkeys(phone.number for phone in locate_phones(look(text).plain)))


def normalise_phone(text: str) -> str | None:
    """The number as E.164 when the text is one telephone number and nothing else, otherwise None."""
    plain = look(text).plain.strip(" .,;")
    if not _TYPED.fullmatch(plain):
        return None
    found = locate_phones(plain)
    return found[0].number if len(found) == 1 and (found[0].start, found[0].end) == (0, len(plain)) else None
