"""When each part of the running bot last did its work, for whoever asks whether it is alive."""

import time
from collections.abc import Collection


class Heartbeat:
    """Remembers the last beat of each part, by the machine's monotonic clock; ``expected`` are those that run here."""

    def __init__(self, *expected: str) -> None:
        self._began, self._expected = time.monotonic(), expected
        self._last: dict[str, float] = {}

    def beat(self, part: str) -> None:
        """This part has just done what it is there for."""
        self._last[part] = time.monotonic()

    def ages(self) -> dict[str, float]:
        """Seconds since the last beat of each part; of one that is expected and has never beaten, since the start."""
        now = time.monotonic()
        return {part: now - last for part, last in (dict.fromkeys(self._expected, self._began) | self._last).items()}

    def begun(self, parts: Collection[str]) -> bool:
        """Whether each of these parts has beaten at least once."""
        return self._last.keys() >= set(parts)
