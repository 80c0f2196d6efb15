"""Numbers of bank accounts and e-wallets as people type them: 6-19 digits beside "stk" or a bank's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.vietnamese.folding import look

_BANKS = (
    "vietcombank|vcb|vietinbank|ctg|bidv|agribank|vbard|techcombank|tcb|mb ?bank|mb|acb|sacombank|stb|vp ?bank"
    "|tp ?bank|hd ?bank|vib|shb|msb|ocb|sea ?bank|lp ?bank|lienviet(?:post)?(?:bank)?|eximbank|scb|nam ?a ?bank"
    "|bac ?a ?bank|kien ?long ?bank|pvcom ?bank|ab ?bank|viet ?bank|viet ?a ?bank|ncb|bv ?bank|bao ?viet ?bank"
    "|pg ?bank|saigonbank|vrb|woori ?bank|shinhan ?bank|cake|timo|tnex|momo|zalo ?pay|viettel ?money|vn ?pay"
)
_CALLED = r"(?:s\.?t\.?k|so tk|tk|so tai khoan|tai khoan|account)"
_STOPS = r"[ :.,()\-]"
_BETWEEN = (
    rf"(?:{_STOPS}{{1,5}}(?:so|la|cua|tai|o|ngan hang|nh|nhan tien|nhan|{_CALLED}|{_BANKS})(?![a-z0-9])){{0,5}}"
    rf"{_STOPS}{{0,5}}"
)
_BEFORE = re.compile(rf"(?<![\w.])(?:{_CALLED}|{_BANKS}){_BETWEEN}(?=[0-9])")
_DIGITS = re.compile(r"(?<![\w.,/+-])[0-9](?:[ .\-]?[0-9]){5,40}(?![0-9]|[.,/][0-9])")
_AFTER = re.compile(rf"[ ,;:()\-]*(?:(?:tai|o|cua|thuoc) )?(?:ngan hang(?![a-z])|nh(?![a-z])|(?:{_BANKS})(?![a-z0-9]))")
_IDENTITY_BEFORE = re.compile(r"(?:\bcccd|\bcmnd|\bcan cuoc)(?: so)?[ :.-]*$")
_MONEY_AFTER = re.compile(
    r" ?(?:d|dong|vnd|k|nghin|ngan(?! hang)|tr|trieu|ty|ti|cu|usd|lan|nguoi|h|gio|ngay|phut)(?![a-z])"
)
_GROUPED_MONEY = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_SHORTEST, _LONGEST = 6, 19
# A first group as long as this is a number of its own: what follows after a blank is something else.
_WHOLE = 8


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """The digits of an account and their place in the folded text."""

    number: str
    start: int
    end: int


def _ends(run: str) -> Iterator[int]:
    """Where the number may end, the likeliest first."""
    groups = [found.end() for found in re.finditer(r"[0-9]+", run)]
    yield from groups[:1] if groups[0] >= _WHOLE else reversed(groups)


def _number(plain: str, start: int, run: str) -> FoundAccount | None:
    for end in _ends(run):
        digits = re.sub("[^0-9]", "", run[:end])
        if not _SHORTEST <= len(digits) <= _LONGEST or _GROUPED_MONEY.fullmatch(run[:end]):
            continue
        if not _MONEY_AFTER.match(plain, start + end):
            return FoundAccount(digits, start, start + end)
    return None


def locate_accounts(plain: str) -> list[FoundAccount]:
    """Accounts in a folded text, from left to right; numbers of identity papers and sums of money are left alone."""
    told = {match.end() for match in _BEFORE.finditer(plain)}
    found = []
    for match in _DIGITS.finditer(plain):
        account = _number(plain, match.start(), match[0])
        if account is None or _IDENTITY_BEFORE.search(plain, max(0, account.start - 20), account.start):
            continue
        if account.start in told or _AFTER.match(plain, account.end):
            found.append(account)
    return found


def find_accounts(text: str) -> tuple[str, ...]:
    """Account numbers in a text as digits alone, each once, in the order of the text."""
    return tuple(dict.fromkeys(found.number for found in locate_accounts(look(text).plain)))
