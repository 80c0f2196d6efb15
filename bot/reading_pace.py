"""How fast one private chat is read: a burst at once, then one after the other. Nothing is ever left out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.pacing import Bucket

# Whoever writes too fast and speaks of danger is read at full speed up to that, so many times, then again every ten
# minutes: somebody in danger needs it once.
HURRIES, HURRY_AGAIN = 3, timedelta(minutes=10)
MOST_HURRIED = 500  # updates each time: what stands behind more than that comes nearer each time
FORGET_FROM = 1000


@dataclass
class _Chat:
    updates: Bucket
    hurries: Bucket
    hurries_until: int = -1
    hurries_left: int = 0
    told: bool = False


class ReadingPace:
    """A token bucket for each private chat, by the clock of the people.

    In memory: after a restart, or when another process takes the chat over, a chat has a full burst again. That is
    harmless, since every chat is read in turn.
    """

    def __init__(self, now: Callable[[], datetime], burst: int, per_minute: float) -> None:
        self._now, self._burst, self._per_second = now, burst, per_minute / 60
        self._chats: dict[str, _Chat] = {}
        self._forget_from = FORGET_FROM

    def admits(self, lane: str, update_id: int) -> bool:
        """Whether this update may be read now; if so it counts."""
        chat = self._chat(lane)
        if update_id <= chat.hurries_until and chat.hurries_left:
            chat.hurries_left -= 1
            return True
        if chat.updates.wait(self._seconds()) > 0:
            return False
        chat.updates.take()
        return True

    def may_hurry(self, lane: str) -> bool:
        """Whether danger is a reason to go on at once."""
        return self._chat(lane).hurries.wait(self._seconds()) == 0

    def hurry(self, lane: str, until: int) -> None:
        """Read on at full speed up to this update, which speaks of danger."""
        chat = self._chat(lane)
        chat.hurries.take()
        chat.hurries_until, chat.hurries_left = until, MOST_HURRIED

    def wait(self, lane: str) -> timedelta:
        """How long until the next update of this chat may be read."""
        return timedelta(seconds=self._chat(lane).updates.wait(self._seconds()))

    def is_told(self, lane: str) -> bool:
        """Whether this person knows already; once an episode, which ends when the chat has its full burst again."""
        return self._chat(lane).told

    def tell(self, lane: str) -> None:
        """From now on this person knows."""
        self._chat(lane).told = True

    def _chat(self, lane: str) -> _Chat:
        now = self._seconds()
        chat = self._chats.get(lane)
        if chat is None or self._is_calm(chat, now):
            self._forget(now)
            hurries = chat.hurries if chat else Bucket(1 / HURRY_AGAIN.total_seconds(), HURRIES, HURRIES, now)
            chat = self._chats[lane] = _Chat(Bucket(self._per_second, self._burst, self._burst, now), hurries)
        return chat

    def _is_calm(self, chat: _Chat, now: float) -> bool:
        chat.updates.wait(now)
        return chat.updates.level >= chat.updates.burst

    def _forget(self, now: float) -> None:
        """Chats that have been calm for a while are as good as new."""
        if len(self._chats) < self._forget_from:
            return
        self._chats = {
            lane: chat
            for lane, chat in self._chats.items()
            if not self._is_calm(chat, now) or chat.hurries.wait(now) > 0 or chat.hurries.level < HURRIES
        }
        self._forget_from = FORGET_FROM + 2 * len(self._chats)

    def _seconds(self) -> float:
        return self._now().timestamp()
