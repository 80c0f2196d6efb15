"""When each part of the running bot last did its work, for whoever asks whether it is alive."""

import time


class Heartbeat:
    """Remembers the last beat of each part, by the machine's monotonic clock."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def beat(self, part: str) -> None:
        """This part has just done what it is there for."""
        self._last[part] = time.monotonic()

    def ages(self) -> dict[str, float]:
        """Seconds since the last beat of each part that has beaten."""
        now = time.monotonic()
        return {part: now - last for part, last in self._last.items()}
