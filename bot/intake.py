"""Raw updates → inbox → commit; only then may Telegram forget them (Bot API, getUpdates.offset)."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.channels.telegram import Telegram, TelegramError
from bot.clock import Clock, pause
from bot.crypto import Keyring
from bot.danger_mark import suggests_danger
from bot.domain.balance import Became
from bot.domain.outcome import Result
from bot.failpoints import failpoint
from bot.heartbeat import Heartbeat
from bot.logs import traced
from bot.services.watch import second_poller
from storage.database import Database
from storage.inbox import InboxStore, RawUpdate
from storage.unit_of_work import UnitOfWork

# A constant list: Telegram remembers the last one asked for, and leaves chat_member out unless it is named.
UPDATE_TYPES = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
BATCH = 100
LONGEST_PAUSE = 30
log = structlog.get_logger()


class TokenRefused(Exception):
    """Telegram does not know this token, or another process polls with it and was there first."""


class Refusals:
    """Counts how often in a row Telegram refused this process."""

    def __init__(self) -> None:
        self._in_a_row = 0
        self._served = False

    def over(self) -> None:
        """It was served."""
        self._in_a_row, self._served = 0, True

    def count(self, error: TelegramError) -> None:
        """Raises TokenRefused at the second refusal in a row: a single one may be a proxy's.

        Whoever has been served before goes on when somebody else polls too (Bot API, 409): of two, the newcomer stops.
        """
        result = error.outcome.result
        if result is Result.REVOKED or (result is Result.CONFLICT and not self._served):
            self._in_a_row += 1
            if self._in_a_row >= 2:
                raise TokenRefused(error.outcome.why)


class Poller:
    """Fetches updates and stores them."""

    def __init__(
        self,
        telegram: Telegram,
        database: Database,
        keyring: Keyring,
        clock: Clock,
        stored: Callable[[], None],
        heart: Heartbeat,
        unit_of_work: Callable[[Session], UnitOfWork],
    ) -> None:
        self._telegram, self._database, self._keyring, self._clock = telegram, database, keyring, clock
        self._stored, self._heart, self._unit_of_work = stored, heart, unit_of_work
        self._offset: int | None = None
        self._refusals = Refusals()

    async def run(self, wait_seconds: int) -> None:
        """Poll for ever. Raises TokenRefused after Telegram refused the token twice in a row.

        What could not be stored was not confirmed either, so the next poll brings it again.
        """
        failures = 0
        while True:
            try:
                await self.poll(wait_seconds)
                failures = 0
                self._refusals.over()
                self._heart.beat("intake")
                continue
            except TelegramError as error:
                failures += 1
                self._refusals.count(error)
                log.warning("poll-failed", result=error.outcome.result.name, failures=failures)
                told = error.outcome.seconds
                await self._tell_of(error)
            except Exception as error:
                failures += 1
                log.error("poll-failed", **traced(error), failures=failures)
                told = 0
            await pause(told or min(2.0 ** min(failures, 10), LONGEST_PAUSE))

    async def _tell_of(self, error: TelegramError) -> None:
        if error.outcome.result is Result.CONFLICT:
            with suppress(DBAPIError):  # the next conflict says it
                await self._database.run(lambda s: second_poller(self._unit_of_work(s)), "intake")

    async def poll(self, wait_seconds: int) -> int:
        """Ask once and store what came. Returns how many updates came. Raises TelegramError."""
        params: dict[str, Any] = {"timeout": wait_seconds, "limit": BATCH, "allowed_updates": UPDATE_TYPES}
        if self._offset is not None:
            params["offset"] = self._offset
        updates = await self._telegram.call("getUpdates", params, within=wait_seconds + 15)
        if updates:
            await store_updates(self._database, self._keyring, self._clock, self._telegram.bot_id, updates)
            failpoint("intake.before_offset")
            self._offset = updates[-1]["update_id"] + 1
            self._stored()
        return len(updates)


async def store_updates(
    database: Database, keyring: Keyring, clock: Clock, bot_id: int, updates: list[dict[str, Any]]
) -> int:
    """Store updates that are not known yet; returns how many those were. The webhook's way in as well."""
    rows = [RawUpdate(int(u["update_id"]), keyring.blind(chat_of(u) or 0), u, suggests_danger(u)) for u in updates]
    return await database.run(lambda s: InboxStore(s, keyring, clock.now()).add(bot_id, rows), "intake")


def chat_of(update: dict[str, Any]) -> int | None:
    """The chat an update belongs to, from raw JSON that may be of a kind nobody knows yet."""
    for event in update.values():
        if isinstance(event, dict):
            found = _chat_in(event) or _chat_in(event.get("message")) or _id_of(event.get("from"))
            if found is not None:
                return found
    return None


def private_chat_in(update: dict[str, Any]) -> int | None:
    """The private chat an update came from: there, and only there, the chat's id is the person's."""
    chat = chat_of(update)
    return chat if chat is not None and chat > 0 else None


def sender_in(update: dict[str, Any]) -> int | None:
    """The account that an update came from, from raw JSON."""
    senders = (_id_of(event.get("from")) for event in update.values() if isinstance(event, dict))
    return next((sender for sender in senders if sender is not None), None)


def kind_of(update: dict[str, Any]) -> Became:
    """What an update is as long as no tip comes of it, from raw JSON."""
    if "callback_query" in update:
        return Became.PRESS
    message = update.get("message") or update.get("edited_message")
    text = message.get("text") if isinstance(message, dict) else None
    if isinstance(text, str) and text.startswith("/"):
        return Became.COMMAND
    return Became.WORDS if message and private_chat_in(update) is not None else Became.OTHER


def _chat_in(event: Any) -> int | None:
    return _id_of(event.get("chat")) if isinstance(event, dict) else None


def _id_of(party: Any) -> int | None:
    found = party.get("id") if isinstance(party, dict) else None
    return found if isinstance(found, int) else None
