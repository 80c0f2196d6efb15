"""Deliberate bugs in what stands against a flood; applied in the bot's own process before it begins."""

from collections.abc import Callable

from bot.pacing import Bucket, Pacing
from bot.reading_pace import ReadingPace
from bot.services import bundles
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


def group_at_full_speed() -> None:
    """The group is sent as much as a person is."""
    bucket = Pacing._bucket

    def of_a_person(self: Pacing, _: bool, now: float) -> Bucket:
        return bucket(self, False, now)

    Pacing._bucket = of_a_person  # type: ignore[method-assign]


def one_card_each() -> None:
    """Every tip has a message of its own, however many wait."""
    bundles.bundle = lambda _: []


FLOOD_MUTANTS: dict[str, Callable[[], None]] = {
    mutant.__name__: mutant
    for mutant in (no_limit, danger_waits, danger_without_end, group_at_full_speed, one_card_each)
}
