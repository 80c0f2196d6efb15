"""Small words of the dialog itself: greetings, ways to leave a question out, and how long a message is."""

import re

from bot.domain.vietnamese import Answer, fold, yes_no_unknown

GREETINGS = frozenset({
    "alo", "a lo", "alo alo", "hi", "hello", "hey", "chao", "chao ban", "chao anh", "chao chi", "chao ad", "chao bot",
    "xin chao", "chao cong an", "chao cac anh", "chao cac dong chi", "chao dong chi", "co ai khong",
    "alo co ai khong", "bat dau", "menu",
})  # fmt: skip
_POLITE = frozenset({"a", "da", "nhe", "em", "anh", "chi", "bac", "chu", "co", "ong", "ba", "oi", "ad", "bot"})
# Ways to say that there is no answer to an optional question.
LEAVES = frozenset({Answer.NO, Answer.UNKNOWN, Answer.SKIP, Answer.DONE})
BACK_TO_LIST = frozenset({"chon trong danh sach", "quay lai danh sach", "quay lai"})

# A number that lacks a figure or has one too many, with a few words before it: "sđt của tôi 0912 345 67".
_NUMBER = re.compile(r"\D{0,20}\d[\d .()–-]{5,20}\d\W*")

# Longer messages say more than the answer to one question, so they belong to the story as well.
_ANSWER_WORDS = 8
_YOUNG = re.compile(
    r"\b(?:em|chau|con|minh|to|toi)(?: \w+){0,2} (?:hoc )?lop (?:[1-9]|1[0-2])\b"
    r"|\b(?:em|chau|con|minh|to|toi)(?: (?:nam nay|moi|duoc|la|dang))* (?:[6-9]|1[0-7]) tuoi\b"
)


def bare_words(text: str) -> str:
    """The folded words of a text without its punctuation and signs."""
    return " ".join(re.findall(r"\w+", fold(text)))


def is_greeting(text: str) -> bool:
    """Whether the text says no more than hello, or nothing in letters at all."""
    bare = bare_words(text)
    plain = " ".join(word for word in bare.split() if word not in _POLITE)
    return not bare or bare in GREETINGS or plain in GREETINGS


def tells_more(text: str) -> bool:
    """Whether the text is too long to be a mere answer."""
    return len(bare_words(text).split()) > _ANSWER_WORDS


def leaves_out(text: str) -> bool:
    """Whether the text says no more than that there is no answer."""
    return yes_no_unknown(text) in LEAVES


def looks_like_phone(text: str) -> bool:
    """Whether the text seems to be meant for a telephone number, though it may not be one that can be dialled."""
    return bool(_NUMBER.fullmatch(text.strip()))


def speaks_as_minor(text: str) -> bool:
    """Whether the writer seems to be under 18: "em 15 tuổi", "cháu học lớp 9"."""
    return bool(_YOUNG.search(bare_words(text)))
