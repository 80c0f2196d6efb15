"""A ward's own wordings: catalogues that reword texts for all wards, and below them a folder a ward.

``<folder>/*.po`` rewords for everybody, ``<folder>/<CODE>/*.po`` for the ward with that code.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Formatter

from babel.messages.pofile import PoFileError, read_po

from bot.texts import Texts

TAGS = frozenset({"b", "i", "u", "s", "code", "pre", "a", "blockquote"})  # Bot API, HTML style
MOST_ALERT = 200  # Bot API, answerCallbackQuery.text
_BOXED = ("refused-", "alert-")
_TAG = re.compile(r"<(/?)([^\s>]*)[^>]*>")


class Fault(StrEnum):
    """What is wrong with a catalogue."""

    NO_FOLDER = "no-folder"
    NO_SUCH_WARD = "no-such-ward"
    UNREADABLE = "unreadable"
    NO_SUCH_KEY = "no-such-key"
    BRACES = "braces"
    PLACEHOLDER = "placeholder"
    TAGS = "tags"
    TOO_LONG = "too-long"


class FaultyWordings(Exception):
    """A catalogue cannot be used; nothing of its words is in here."""

    def __init__(self, path: Path, why: Fault, key: str = "") -> None:
        super().__init__(why)
        self.path, self.why, self.key = path, why, key


@dataclass(frozen=True, slots=True)
class Wordings:
    """The texts of all wards, and by code of those that have their own."""

    common: Texts
    own: Mapping[str, Texts]

    def of(self, code: str) -> Texts:
        """The texts of one ward."""
        return self.own.get(code, self.common)


def wordings_of(texts: Texts, folder: Path, codes: Iterable[str]) -> Wordings:
    """Read the wordings of all wards; ``codes`` are those there are. Raises FaultyWordings."""
    if not folder.is_dir():
        raise FaultyWordings(folder, Fault.NO_FOLDER)
    common, known = reworded(texts, folder), set(codes)
    own = sorted(path for path in folder.iterdir() if path.is_dir() and any(path.glob("*.po")))
    stray = next((path for path in own if path.name not in known), None)
    if stray is not None:
        raise FaultyWordings(stray, Fault.NO_SUCH_WARD)
    return Wordings(common, {path.name: reworded(common, path) for path in own})


def reworded(texts: Texts, folder: Path) -> Texts:
    """``texts`` with what the catalogues of a folder say in their place. Raises FaultyWordings."""
    said = {key: texts.raw(key) for key in sorted(texts.keys())}
    for path in sorted(folder.glob("*.po")):
        for key, text in _read(path):
            if key not in texts:
                raise FaultyWordings(path, Fault.NO_SUCH_KEY, key)
            why = _fault(key, text, texts.raw(key))
            if why:
                raise FaultyWordings(path, why, key)
            said[key] = text
    return Texts(said)


def _read(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (OSError, ValueError, PoFileError):
        raise FaultyWordings(path, Fault.UNREADABLE) from None
    for message in catalogue:
        if message.id and message.string:
            yield str(message.id), unicodedata.normalize("NFC", str(message.string))


def _fault(key: str, text: str, original: str) -> Fault | None:
    """What keeps a text from taking the place of the original, if anything does."""
    try:
        gaps, known = set(_gaps(text)), set(_gaps(original))
    except ValueError:
        return Fault.BRACES
    if not gaps <= known:
        return Fault.PLACEHOLDER
    if not _closed(text):
        return Fault.TAGS
    if key.startswith(_BOXED) and _length(text) > max(MOST_ALERT, _length(original)):
        return Fault.TOO_LONG
    return None


def _length(text: str) -> int:
    return len(text.format_map(dict.fromkeys(_gaps(text), "x" * 20)))


def _gaps(text: str) -> Iterator[str]:
    for _, name, spec, conversion in Formatter().parse(text):
        if spec or conversion or (name is not None and not name.isidentifier()):
            raise ValueError
        if name is not None:
            yield name


def _closed(text: str) -> bool:
    """Whether the tags are Telegram's and each is closed in its turn."""
    open_tags: list[str] = []
    for closing, name in _TAG.findall(text):
        if name not in TAGS:
            return False
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags and "<" not in _TAG.sub("", text)
