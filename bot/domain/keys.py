"""Keys that stay below the input field, for those who must report at once. Pressing one sends its label as text."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.questions.words import bare_words
from bot.domain.screen import Phrase, Screen, Share, ShareButton, phrase
from bot.domain.tip import ReporterKind


class Key(StrEnum):
    """A key. The value is the text key's suffix."""

    FAST = "fast"
    OVERVIEW = "overview"
    OWN = "own"
    INCOMING = "incoming"
    SCENE = "scene"


_OF_A_GROUP = ((Key.FAST,), (Key.OVERVIEW, Key.SCENE))
KEYS: Mapping[ReporterKind, tuple[tuple[Key, ...], ...]] = {
    ReporterKind.GROUP_LEADER: _OF_A_GROUP,
    ReporterKind.SECURITY_TEAM: _OF_A_GROUP,
    ReporterKind.UNIT: ((Key.FAST,), (Key.OWN, Key.INCOMING)),
}
# What the labels say, folded.
_WORDS = {
    "bao nhanh": Key.FAST,
    "to cua toi": Key.OVERVIEW,
    "tin da chuyen": Key.OWN,
    "tin cho nhan": Key.INCOMING,
    "giu hien truong": Key.SCENE,
}


def key_in(text: str) -> Key | None:
    """The key whose label this is."""
    return _WORDS.get(bare_words(text))


def with_keys(kind: ReporterKind, *body: Phrase) -> Screen:
    """A message that brings the keys; those who have none get the bare message."""
    rows = tuple(tuple(ShareButton(phrase(f"key-{key}"), Share.TEXT) for key in row) for row in KEYS.get(kind, ()))
    return Screen(body, share=rows, lasting=bool(rows))
