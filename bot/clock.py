"""The one clock. Everything that asks for the time or waits is given it, so that tests and the demo can move it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251


class MovableClock:
    """Runs at the machine's pace, or stands still, and can be moved forward: for the demo and the tests."""

    def __init__(self, start: datetime | None = None, *, running: bool = False) -> None:
        self._system = SystemClock()
        self._running = running
        self._began = self._system.now()
        self._start = start or self._began

    def now(self) -> datetime:
        """The present moment of this clock, aware, in UTC."""
        passed = self._system.now() - self._began if self._running else timedelta()
        return self._start + passed

    def advance(self, by: timedelta) -> None:
        """Move forward; a clock of the wall never goes back."""
        if by < timedelta():
            raise ValueError("time moves forward only")
        self._start += by


async def pause(seconds: float) -> None:
    """Wait in real seconds: pacing, retries and ticks wait for the world outside, whose clock cannot be moved."""
    await asyncio.sleep(seconds)
