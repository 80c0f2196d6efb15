"""Deliberate bugs in what stands against a flood; applied in the bot's own process before it begins."""

from collections.abc import Callable

from bot.reading_pace import ReadingPace
from storage.inbox import InboxStore


def no_limit() -> None:
    """Everything is read as fast as it comes."""
    ReadingPace.admits = lambda *_: True  # type: ignore[method-assign]


def danger_waits() -> None:
    """Nobody looks for danger among what waits."""
    InboxStore.next_danger = lambda *_: None  # type: ignore[method-assign]


def danger_without_end() -> None:
    """Whoever writes of danger is never slowed down."""
    ReadingPace.may_hurry = lambda *_: True  # type: ignore[method-assign]


FLOOD_MUTANTS: dict[str, Callable[[], None]] = {m.__name__: m for m in (no_limit, danger_waits, danger_without_end)}
