"""The queue of updates of one bot: 24 hours on the server, confirmed by offset, filtered as they are made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from bot.sandbox.clock import Bell, Now
from bot.sandbox.limits import SILENCE_BEFORE_RANDOM_IDS, Lifetimes

Json = dict[str, Any]

ALL_TYPES = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "guest_message", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot", "subscription",
    "stopped_message_generation",
)  # fmt: skip
ONLY_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
DEFAULT_TYPES = frozenset(ALL_TYPES) - ONLY_ON_REQUEST
HIGHEST_ID = 2**31 - 2**20
FUTURE_ALLOWED = 10  # an offset further ahead than this is taken for a forgotten numbering (TDLib TQueue)


@dataclass(slots=True)
class Update:
    """One update. `lane`: what Telegram keeps in order among itself (a chat; a user's presses)."""

    id: int
    kind: str
    payload: Json
    at: datetime
    lane: object
    given: bool = False

    def view(self) -> Json:
        """The `Update` object."""
        return {**self.payload, "update_id": self.id} if self.kind == "raw" else {
            "update_id": self.id, self.kind: self.payload
        }  # fmt: skip


class UpdateQueue:
    """What waits for one bot."""

    def __init__(self, now: Now, random: Random, lifetimes: Lifetimes) -> None:
        self._now, self._random, self._lifetimes = now, random, lifetimes
        self._next = random.randrange(100_000_000, 900_000_000)
        self._last_at = now()
        self._again: list[Update] = []
        self.pending: list[Update] = []
        self.allowed: frozenset[str] = DEFAULT_TYPES
        self.bell = Bell()
        self.twice = 0
        self.shuffled = False

    @property
    def narrowed(self) -> bool:
        """The bot asked for other types than the usual ones."""
        return self.allowed != DEFAULT_TYPES

    def push(self, kind: str, payload: Json, lane: object) -> None:
        """Queue an update unless the bot has not asked for its type."""
        if kind != "raw" and kind not in self.allowed:
            return
        now = self._now()
        if now - self._last_at >= SILENCE_BEFORE_RANDOM_IDS:
            self.randomise()
        self._last_at = now
        number = self._next
        self._next += 1
        self.pending.append(Update(number, kind, payload, now, lane))
        self.bell.ring()

    def randomise(self) -> None:
        """The next update gets a random number, perhaps lower than all before."""
        self._next = self._random.randrange(1, HIGHEST_ID)

    def allow(self, types: list[str]) -> None:
        """Remember which types the bot wants from now on; an empty list means the usual ones."""
        known = frozenset(kind.lower() for kind in types) & frozenset(ALL_TYPES)
        self.allowed = known or DEFAULT_TYPES

    def confirm(self, offset: int) -> None:
        """Forget what the bot has seen: updates below `offset`; a negative one keeps only that many."""
        if not self.pending or not offset:
            return
        if offset < 0:
            dropped, self.pending = self.pending[:offset], self.pending[offset:]
        else:
            # An offset far ahead belongs to an earlier numbering: it confirms only what was handed out.
            certain = offset <= self._next + FUTURE_ALLOWED
            dropped, self.pending = _split(self.pending, lambda u: u.id < offset and (u.given or certain))
        if self.twice and dropped:
            repeated = [update for update in dropped if update.given][: self.twice]
            self.twice -= len(repeated)
            self._again += repeated

    def take(self, limit: int) -> list[Json]:
        """The oldest updates still alive; they stay until confirmed. Repetitions come first."""
        self.expire()
        if self.shuffled:
            self._shuffle()
        again, self._again = self._again[:limit], self._again[limit:]
        taken = self.pending[: limit - len(again)]
        for update in taken:
            update.given = True
        return [update.view() for update in again + taken]

    def give(self, update: Update) -> Json:
        """Hand out one update (webhook)."""
        update.given = True
        return update.view()

    def done(self, update: Update) -> None:
        """A webhook took this update."""
        if update in self.pending:
            self.pending.remove(update)
        if self.twice:
            self.twice -= 1
            self.pending.append(update)

    def clear(self) -> None:
        """Drop everything (`drop_pending_updates`)."""
        self.pending.clear()
        self._again.clear()

    def expire(self) -> None:
        """Drop what Telegram would not keep any longer."""
        now, lives = self._now(), self._lifetimes
        if self.pending and now - self.pending[0].at < lives.callback_query:
            return
        self.pending = [
            update
            for update in self.pending
            if now - update.at < (lives.callback_query if update.kind == "callback_query" else lives.update)
        ]

    def _shuffle(self) -> None:
        """Reorder updates not yet handed out, as far as Telegram itself may: each lane keeps its order."""
        fresh = [update for update in self.pending if not update.given]
        lanes: dict[object, list[Update]] = {}
        for update in fresh:
            lanes.setdefault(update.lane, []).append(update)
        numbers = sorted(update.id for update in fresh)
        mixed: list[Update] = []
        while lanes:
            lane = self._random.choice(list(lanes))
            mixed.append(lanes[lane].pop(0))
            if not lanes[lane]:
                del lanes[lane]
        for update, number in zip(mixed, numbers, strict=True):
            update.id = number
        self.pending = [update for update in self.pending if update.given] + mixed


def _split(updates: list[Update], gone: Callable[[Update], bool]) -> tuple[list[Update], list[Update]]:
    return [update for update in updates if gone(update)], [update for update in updates if not gone(update)]
