"""Texts by key, from the gettext catalogues under ``locales/<language>/LC_MESSAGES``."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "locales"


class MissingText(LookupError):
    """No catalogue has this key."""


class Texts:
    """All texts of one language; ``bot.wordings`` lets a ward reword what it likes."""

    def __init__(self, by_key: Mapping[str, str]) -> None:
        self._by_key = by_key

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def keys(self) -> frozenset[str]:
        """Every key that has a text."""
        return frozenset(self._by_key)

    def raw(self, key: str) -> str:
        """The text with its placeholders unfilled. Raises MissingText."""
        try:
            return self._by_key[key]
        except KeyError:
            raise MissingText(key) from None

    def say(self, key: str, /, **args: object) -> str:
        """The text with its placeholders filled. Raises MissingText; KeyError names a placeholder left empty."""
        return self.raw(key).format_map(args)


@cache
def load_texts(language: str = "vi") -> Texts:
    """Read every catalogue of a language."""
    by_key: dict[str, str] = {}
    for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        by_key |= _read(path)
    return Texts(by_key)


def _read(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
