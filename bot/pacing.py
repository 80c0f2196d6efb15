"""How fast the bot may speak: Telegram's limits per bot, per chat and per group (Bot FAQ, broadcasting limits)."""

from collections.abc import Callable
from dataclasses import dataclass, field

PRESSES = "p:"  # the lanes of what is no message


@dataclass
class Bucket:
    """A token bucket: ``burst`` messages at once, then ``per_second``."""

    per_second: float
    burst: float
    level: float
    filled_at: float

    def wait(self, now: float) -> float:
        """Seconds until one message may go out; zero when it may go now."""
        # A clock that people set may go back; nobody waits the longer for it.
        self.level = min(self.burst, self.level + max(now - self.filled_at, 0) * self.per_second)
        self.filled_at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.per_second

    def take(self) -> None:
        """One message went out."""
        self.level -= 1


@dataclass
class Pacing:
    """Holds lanes back, in seconds of a monotonic clock. What it forgets in a restart, Telegram tells again by 429."""

    monotonic: Callable[[], float]
    bot_per_second: float
    chat_per_second: float
    group_per_minute: float
    _bot: Bucket | None = None
    _lanes: dict[str, Bucket] = field(default_factory=dict)
    _held: dict[str, float] = field(default_factory=dict)

    def blocked(self) -> set[str]:
        """The lanes that must wait now."""
        now = self.monotonic()
        self._held = {lane: until for lane, until in self._held.items() if until > now}
        slow = {lane for lane, bucket in self._lanes.items() if bucket.wait(now) > 0}
        self._lanes = {lane: b for lane, b in self._lanes.items() if b.level < b.burst}
        return slow | self._held.keys()

    def room(self) -> int:
        """How many messages the whole bot may send now."""
        bucket = self._whole()
        bucket.wait(self.monotonic())
        return int(bucket.level)

    def wait(self) -> float:
        """Seconds until some blocked lane, or the bot as a whole, may speak again."""
        now = self.monotonic()
        waits = [w for b in self._lanes.values() if (w := b.wait(now)) > 0]
        waits += [until - now for until in self._held.values()]
        if self.room() < 1:
            waits.append(self._whole().wait(now))
        return min(waits, default=1.0)

    def spend(self, lane: str, *, group: bool) -> None:
        """A message goes to ``lane`` now; answers to presses count for the bot alone (Bot API: answerCallbackQuery)."""
        now = self.monotonic()
        self._whole().take()
        if lane.startswith(PRESSES):
            return
        bucket = self._lanes.setdefault(lane, self._bucket(group, now))
        bucket.wait(now)
        bucket.take()

    def hold(self, lane: str, seconds: float) -> None:
        """Telegram told this lane to wait."""
        self._held[lane] = self.monotonic() + seconds

    def _whole(self) -> Bucket:
        if self._bot is None:
            self._bot = Bucket(self.bot_per_second, self.bot_per_second, self.bot_per_second, self.monotonic())
        return self._bot

    def _bucket(self, group: bool, now: float) -> Bucket:
        # The burst and what drips in after it stay together within Telegram's figure for the first minute.
        if group:
            burst = max(1.0, self.group_per_minute / 4)
            return Bucket(self.group_per_minute * 3 / 4 / 60, burst, burst, now)
        burst = max(1.0, self.chat_per_second * 6)
        return Bucket(self.chat_per_second, burst, burst, now)
