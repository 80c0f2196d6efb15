"""`parse_mode=HTML` as TDLib parses it (`MessageEntity.cpp`, `do_parse_html`), with its complaints."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad_request

Entity = dict[str, Any]

TYPES = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPECIAL = re.compile(r"[<&]")
REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(lt|gt|amp|quot));?")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
SPACES = re.compile(r"\s*")
WITHOUT_VALUE = {("blockquote", "expandable")}


def broken(reason: str) -> Exception:
    """The refusal of text that cannot be parsed."""
    return bad_request(f"can't parse entities: {reason}")


def unescape(text: str) -> str:
    """Replace the character references Telegram knows; others stay as they are."""
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else reference[0]


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    begins: int


@dataclass(slots=True)
class HtmlParser:
    """Walks once over the source; `text` and `entities` grow as it goes."""

    source: str
    at: int = 0
    units: int = 0
    text: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Entity]]:
        """The plain text and its entities in order of appearance. Raises Refused."""
        source = self.source
        while found := SPECIAL.search(source, self.at):
            self._take(source[self.at : found.start()])
            self.at = found.start()
            if source[self.at] == "&":
                self._reference()
            elif source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._take(source[self.at :])
        if self.open:
            raise broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def _take(self, piece: str) -> None:
        if piece:
            self.text.append(piece)
            self.units += len(piece) if piece.isascii() else len(piece.encode("utf-16-le", "surrogatepass")) // 2

    def _reference(self) -> None:
        found = REFERENCE.match(self.source, self.at)
        self._take(_character(found) if found else "&")
        self.at = found.end() if found else self.at + 1

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        assert found
        self.at = found.end()
        return found[0]

    def _unclosed(self, begin: int) -> Exception:
        return broken(f"Unclosed start tag at byte offset {self._byte(begin)}")

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._skip(TAG_NAME).lower()
        if self.at >= len(self.source):
            raise self._unclosed(begin)
        if tag not in TYPES:
            raise broken(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes: dict[str, str] = {}
        while self._next_attribute(tag, begin, attributes):
            pass
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise broken(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(tag, attributes, self.units, len(self.text)))

    def _next_attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> bool:
        self._skip(SPACES)
        if self.at >= len(self.source):
            raise self._unclosed(begin)
        if self.source[self.at] == ">":
            return False
        name = self._skip(ATTRIBUTE).lower()
        if not name:
            raise broken(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self._skip(SPACES)
        if self.source[self.at : self.at + 1] == "=":
            self.at += 1
            attributes[name] = self._value(begin)
        elif (tag, name) in WITHOUT_VALUE:
            attributes[name] = ""
        else:
            raise broken(
                "Expected equal sign in declaration of an attribute of the tag "
                f'"{tag}" at byte offset {self._byte(begin)}'
            )
        return True

    def _value(self, begin: int) -> str:
        self._skip(SPACES)
        quote = self.source[self.at : self.at + 1]
        if quote not in ("'", '"') or not quote:
            start = self.at
            value = self._skip(TOKEN).lower()
            if self.at >= len(self.source):
                raise self._unclosed(begin)
            if self.source[self.at] != ">" and not self.source[self.at].isspace():
                raise broken(f"Unexpected end of name token at byte offset {self._byte(start)}")
            return value
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise self._unclosed(begin)
        value = unescape(self.source[self.at + 1 : end])
        self.at = end + 1
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise broken(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        name = self._skip(TAG_NAME).lower()
        self._skip(SPACES)
        if self.source[self.at : self.at + 1] != ">":
            raise broken(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise broken(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.units > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        entity: Entity = {
            "type": TYPES[opened.tag], "offset": opened.offset, "length": self.units - opened.offset
        }  # fmt: skip
        inside = "".join(self.text[opened.begins :])
        if _complete(entity, opened, inside):
            self.entities.append(entity)
        if opened.tag == "pre":
            self._merge_language(entity)

    def _merge_language(self, pre: Entity) -> None:
        """`<pre><code class="language-x">` is one block with a language."""
        for inner in self.entities:
            if inner["type"] == "code" and (inner["offset"], inner["length"]) == (pre["offset"], pre["length"]):
                self.entities.remove(inner)
                if "language" in inner:
                    pre["language"] = inner["language"]
                return


def _complete(entity: Entity, opened: _Open, inside: str) -> bool:
    """Add what the tag's attributes say; False when nothing is left to show."""
    match opened.tag:
        case "a":
            return _link(entity, opened.attributes.get("href") or inside)
        case "code" if opened.attributes.get("class", "").startswith("language-"):
            entity["language"] = opened.attributes["class"].removeprefix("language-")
        case "blockquote" if "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        case "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        case "tg-time":
            entity["unix_time"] = _unix_time(opened.attributes.get("unix", ""))
            if "format" in opened.attributes:
                entity["date_time_format"] = opened.attributes["format"]
    return True


def _unix_time(value: str) -> int:
    if not value.isdecimal():
        raise broken("Invalid date-time specified")
    return int(value)


def _link(entity: Entity, url: str) -> bool:
    if user := re.fullmatch(r"tg://user/?\?id=(\d+)", url):
        entity.update(type="text_mention", user_id=int(user[1]))
        return True
    if not re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", url):
        url = f"http://{url}"
    if not re.fullmatch(r"(?:https?|tg|ton|tonsite)://[^\s]+|(?:mailto|tel):\S+", url):
        return False
    entity["url"] = url if url.count("/") > 2 or not url.startswith("http") else f"{url}/"
    return True
