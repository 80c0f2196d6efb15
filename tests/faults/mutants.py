"""Deliberate bugs, each of which one of the suites must catch; applied in the bot's own process before it begins."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot import intake, lanes
from bot.channels.letters import TelegramChannel
from bot.delivery import Delivery
from bot.services import claim_letters
from bot.services.claim_letters import Letter
from storage import inbox
from storage.outbox import OutboxStore


def memory_inbox() -> None:
    """Updates count as stored while they are only in memory."""
    store = intake.store_updates

    async def later(*args: Any) -> int:
        asyncio.get_running_loop().call_later(10, lambda: asyncio.ensure_future(store(*args)))
        return 0

    intake.store_updates = later  # type: ignore[assignment]


def offset_before_commit() -> None:
    """Telegram is told to forget an update before it is stored."""
    poll = intake.store_updates

    async def confirm_first(database: Any, keyring: Any, clock: Any, bot_id: int, updates: Any) -> int:
        await _telegram[0].call("getUpdates", {"offset": updates[-1]["update_id"] + 1, "timeout": 0, "limit": 1})
        return await poll(database, keyring, clock, bot_id, updates)

    init = intake.Poller.__init__

    def remember(self: Any, telegram: Any, *args: Any) -> None:
        _telegram[:] = [telegram]
        init(self, telegram, *args)

    _telegram: list[Any] = []
    intake.Poller.__init__ = remember  # type: ignore[method-assign, assignment]
    intake.store_updates = confirm_first


def sent_before_sending() -> None:
    """A row is marked as sent when it is handed to the network."""
    claim = OutboxStore.claim

    def mark(self: Any, most: int, busy_lanes: Any) -> Any:
        rows = claim(self, most, busy_lanes)
        for row in rows:
            self.sent(row.id, None)
        return rows

    OutboxStore.claim = mark  # type: ignore[method-assign]


def no_label() -> None:
    """A second copy does not say that it is one."""
    claim_letters._labelled = lambda letter: letter


def lease_forgets() -> None:
    """A row whose lease ran out is taken again as if it had never been tried."""
    outgoing = OutboxStore._outgoing

    def fresh(self: Any, found: Any, ambiguous: int) -> Any:
        return outgoing(self, found, 0)

    OutboxStore._outgoing = fresh  # type: ignore[method-assign]


def payload_in_clear() -> None:
    """Updates are kept as they came."""
    row = inbox.InboxStore._row

    def clear(self: Any, bot_id: int, raw: Any) -> Any:
        return row(self, bot_id, raw) | {"error": str(raw.body.get("message", {}).get("from", {}))[:80]}

    inbox.InboxStore._row = clear  # type: ignore[method-assign]


def payload_logged() -> None:
    """Somebody prints what comes in, to see why it does not work."""
    handle = lanes.Lanes._handle

    async def loud(self: Any, row: Any) -> bool:
        print(row.body, flush=True)
        return await handle(self, row)

    lanes.Lanes._handle = loud  # type: ignore[method-assign]


def reporter_on_card() -> None:
    """The card names the account it came from."""
    message = TelegramChannel._message

    def telling(self: Any, letter: Letter) -> Any:
        method, params = message(self, letter)
        if letter.row.route.is_group and _last:
            params["text"] += f"\n{_last[-1]}"
        elif letter.chat_id > 0:
            _last.append(letter.chat_id)
        return method, params

    _last: list[int] = []
    TelegramChannel._message = telling  # type: ignore[method-assign]


def unknown_is_not_left() -> None:
    """A request that was cut off is taken for one that never left."""
    record = Delivery._record

    async def sure(self: Any, letter: Letter, outcome: Any) -> None:
        result = type(outcome.result)
        if outcome.result is result.UNKNOWN:
            outcome = replace(outcome, result=result.NOT_LEFT)
        await record(self, letter, outcome)

    Delivery._record = sure  # type: ignore[method-assign]


MUTANTS: dict[str, Callable[[], None]] = {
    mutant.__name__: mutant
    for mutant in (
        memory_inbox,
        offset_before_commit,
        sent_before_sending,
        no_label,
        lease_forgets,
        payload_in_clear,
        payload_logged,
        reporter_on_card,
        unknown_is_not_left,
    )
}
