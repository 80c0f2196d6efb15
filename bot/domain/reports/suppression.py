"""Small counts are not shown to oversight: in a small neighbourhood "1" may be somebody.

Counts under three are put together with enough others that no single one can be worked out from the total, by
whoever knows these very rules: what is given depends on the counts alone and not on the names, and those that are
put together are never all alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K")
LEAST = 3


@dataclass(frozen=True, slots=True)
class Suppressed(Generic[K]):
    """The counts that may be shown, and the sum of all others ("các mục còn lại"); 0 where there are none."""

    shown: Mapping[K, int]
    rest: int


def suppressed(counts: Mapping[K, int]) -> Suppressed[K]:
    """What may be shown of a table whose total is known. Keys that are not in it count as zero."""
    shown = {key: count for key, count in counts.items() if count >= LEAST}
    hidden = [count for count in counts.values() if 0 < count < LEAST]
    while hidden and shown and (sum(hidden) < LEAST or len(set(hidden)) == 1):
        smallest = min(shown.values())
        hidden += [count for count in shown.values() if count == smallest]
        shown = {key: count for key, count in shown.items() if count != smallest}
    return Suppressed(shown, sum(hidden))
