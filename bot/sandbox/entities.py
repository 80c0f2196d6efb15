"""Text as Telegram stores it: cleaned, trimmed, with given, parsed and found entities."""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox import limits
from bot.sandbox.errors import bad_request
from bot.sandbox.html_text import Entity, HtmlParser
from bot.sandbox.utf16 import Units, length

# TDLib `clean_input_string`: controls become spaces, line separators and bidi overrides vanish.
CLEANED = dict.fromkeys([*range(9), *range(11, 13), *range(14, 32)], " ")
VANISHING: dict[int, str | None] = {13: None, **dict.fromkeys(range(0x2028, 0x202F))}
TABLE: dict[int, str | None] = {**CLEANED, **VANISHING}
UNCLEAN = re.compile(r"[\x00-\x08\x0b-\x1f\u2028-\u202e]")

DOMAINS = "com|net|org|info|vn|io|me|gov|edu|app|dev|ru|uk|us|cn|de|fr|jp|co|biz|xyz|online|site|top|ly|be"
AUTOMATIC = re.compile(
    r"(?P<url>(?:https?://|tg://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]'»])"
    r"|(?P<email>(?<![\w.+\-])[\w.+\-]+@[A-Za-z0-9\-]+\.[A-Za-z0-9.\-]*[A-Za-z0-9])"
    rf"|(?P<domain>(?<![\w@.\-/])(?:[A-Za-z0-9\-]+\.)+(?:{DOMAINS})(?![\w\-])(?:[/?#][^\s<>\"]*[^\s<>\".,;:!?)\]'»])?)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w))"
    r"|(?P<hashtag>(?<![\w&])#(?=\w*[^\W\d])\w{1,256})"
    r"|(?P<cashtag>(?<![\w$])\$[A-Z]{1,8}(?!\w))"
    r"|(?P<phone_number>(?<![\w+])\+\d{9,15}(?!\w))"
)
# Words worth a closer look: the pattern above is dear.
PROMISING = re.compile(r"(?<!\S)[^\s/@#+.$]*[/@#+.$]\S*")
CARD_NUMBER = re.compile(r"(?<![\w+.,\-])\d(?:[ \-]*\d){12,18}(?![\w\-])")
UNTOUCHED = {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}
KNOWN = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", *UNTOUCHED,
}  # fmt: skip
FOUND_BY_ITSELF = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number",
    "media_timestamp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its entities (offsets and lengths in UTF-16 units)."""

    text: str
    entities: list[Entity]


def read(text: str, parse_mode: str | None, given: list[Entity] | None, most: int, too_long: str) -> Words:
    """What a bot's text becomes. Raises Refused: unsupported mode, broken markup, bad bounds, too long."""
    if parse_mode:
        words = Words(*_parsed(text, parse_mode))
    else:
        words = Words(text, [_checked(entity, text) for entity in given or []])
    words = _trimmed(_clean(words))
    if length(words.text) > most:
        raise bad_request(too_long)
    return _with_automatic(words)


def typed(text: str) -> Words:
    """What a person's typed text becomes."""
    return _with_automatic(_trimmed(_clean(Words(text, []))))


def _parsed(text: str, parse_mode: str) -> tuple[str, list[Entity]]:
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return HtmlParser(text).parse()


def _clean(words: Words) -> Words:
    if not UNCLEAN.search(words.text):
        return words
    # Entities move by the units that vanish before them.
    gone = [found.start() for found in re.finditer(r"[\r\u2028-\u202e]", words.text)] if words.entities else []
    text = words.text.translate(TABLE)
    if not gone:
        return Words(text, words.entities)
    at = [length(words.text[:position]) for position in gone]
    moved = []
    for entity in words.entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        before, inside = sum(p < start for p in at), sum(start <= p < end for p in at)
        moved.append({**entity, "offset": start - before, "length": entity["length"] - inside})
    return Words(text, moved)


def _trimmed(words: Words) -> Words:
    text = words.text.strip()
    if len(text) == len(words.text):
        return words
    left = len(words.text) - len(words.text.lstrip())
    size = length(text)
    kept = []
    for entity in words.entities:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return Words(text, kept)


def _checked(entity: Any, text: str) -> Entity:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise bad_request("can't parse entities: Can't parse MessageEntity: expected an Object")
    if entity["type"] not in KNOWN | FOUND_BY_ITSELF:
        raise bad_request("can't parse entities: Can't parse MessageEntity: Unsupported type specified")
    start, end = entity.get("offset", 0), entity.get("offset", 0) + entity.get("length", 0)
    units = Units(text)
    if start < 0 or end <= start:
        raise bad_request(f"receive an entity with incorrect {'offset' if start < 0 else 'length'}")
    if end > len(units):
        raise bad_request(
            f"Entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
        )
    if units.splits_a_symbol(start) or units.splits_a_symbol(end):
        raise bad_request(f"Entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol")
    return {key: value for key, value in entity.items() if value is not None}


def _with_automatic(words: Words) -> Words:
    text = words.text
    kept = [entity for entity in words.entities if entity["type"] not in FOUND_BY_ITSELF]
    same = text.isascii()
    for token in PROMISING.finditer(text):
        for found in AUTOMATIC.finditer(text, token.start(), token.end()):
            offset = found.start() if same else length(text[: found.start()])
            size = length(found[0])
            if not any(_covers(taken, offset, size) for taken in words.entities):
                kind = found.lastgroup if found.lastgroup != "domain" else "url"
                kept.append({"type": kind, "offset": offset, "length": size})
    kept += [card for card in _card_numbers(text) if not any(_covers(e, card["offset"], 1) for e in words.entities)]
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Words(text, kept[: limits.ENTITIES])


def _card_numbers(text: str) -> list[Entity]:
    """Numbers of 13 to 19 digits whose last one checks (ISO/IEC 7812), as clients make a button of them."""
    return [
        {"type": "bank_card_number", "offset": length(text[: found.start()]), "length": length(found[0])}
        for found in CARD_NUMBER.finditer(text)
        if _checks([int(sign) for sign in found[0] if sign.isdecimal()])
    ]


def _checks(digits: list[int]) -> bool:
    doubled = (digit * 2 for digit in digits[-2::-2])
    return (sum(digits[::-2]) + sum(digit - 9 if digit > 9 else digit for digit in doubled)) % 10 == 0


def _covers(taken: Entity, offset: int, size: int) -> bool:
    end = taken["offset"] + taken["length"]
    return taken["type"] in UNTOUCHED and taken["offset"] < offset + size and offset < end
