"""Numbers that go up for ever."""

from collections.abc import Iterator


class Numbers(Iterator[int]):
    """Counts from ``first`` by ``step``. Unlike ``itertools.count`` it can be copied with all that it counts."""

    def __init__(self, first: int = 1, step: int = 1) -> None:
        self._next, self._step = first, step

    def __next__(self) -> int:
        number = self._next
        self._next += self._step
        return number
