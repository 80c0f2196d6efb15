"""Telegram's limits on sending, enforced when a test asks for it: sliding windows over the injected time."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.errors import too_many_requests

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@dataclass(slots=True)
class Pace:
    """How many messages may go out: in all, to one chat (both a second), to one group (a minute)."""

    per_second: int = 30
    per_chat_per_second: int | None = None
    per_group_per_minute: int = 20
    _sent: dict[object, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))

    def admit(self, now: datetime, bot_id: int, chat_id: int, *, group: bool, messages: int = 1) -> None:
        """Count messages about to go out. Raises Refused (429) with the seconds to wait."""
        windows: list[tuple[object, int, timedelta]] = [(bot_id, self.per_second, SECOND)]
        if group:
            windows.append(((bot_id, chat_id, "minute"), self.per_group_per_minute, MINUTE))
        if self.per_chat_per_second is not None:
            windows.append(((bot_id, chat_id), self.per_chat_per_second, SECOND))
        waits = [self._wait(now, *window, messages) for window in windows]
        if longest := max(waits):
            raise too_many_requests(longest)
        for key, _, _ in windows:
            self._sent[key].extend([now] * messages)

    def _wait(self, now: datetime, key: object, most: int, span: timedelta, messages: int) -> int:
        sent = self._sent[key]
        while sent and sent[0] <= now - span:
            sent.popleft()
        if len(sent) + messages <= most:
            return 0
        blocking = sent[min(len(sent) - 1, max(len(sent) + messages - most - 1, 0))] if sent else now
        return max(1, math.ceil((blocking + span - now).total_seconds()))
