"""The emulator's time: the moment is injected; only waiting (long polls, injected delays) takes real seconds."""

import asyncio
from collections.abc import Callable
from datetime import datetime

Now = Callable[[], datetime]


def unix(moment: datetime) -> int:
    """Seconds since 1970, as every date of the Bot API is given."""
    return int(moment.timestamp())


async def pause(seconds: float) -> None:
    """Wait in real seconds."""
    await asyncio.sleep(seconds)


class Bell:
    """Wakes everybody who waits. Ringing needs no event loop, so that tests may act before one runs."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who wait now."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def heard(self, within: float | None = None) -> bool:
        """Wait for the next ring, at most `within` real seconds; False when it did not come."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            async with asyncio.timeout(within):
                await waiting
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(waiting)
        return True
