"""Deliveries to webhooks: one lane in order, several at once, failed ones again."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web

from bot.sandbox.bots import Bot, Webhook
from bot.sandbox.clock import pause, unix

if TYPE_CHECKING:
    from bot.sandbox.telegram import Telegram
    from bot.sandbox.updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the name of a header)
PATIENCE = aiohttp.ClientTimeout(total=60)
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0  # real seconds between attempts: shorter than Telegram's, tests do not wait
IDLE = 0.5


class Couriers:
    """Brings waiting updates to the webhooks of all bots while the server runs."""

    def __init__(self, telegram: "Telegram") -> None:
        self._telegram = telegram
        self._busy: set[tuple[int, object]] = set()

    async def run(self, _app: web.Application) -> AsyncIterator[None]:
        """Start with the server, stop with it."""
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, asyncio.TaskGroup() as tasks:
            watching = tasks.create_task(self._watch(session, tasks))
            yield
            watching.cancel()

    async def _watch(self, session: aiohttp.ClientSession, tasks: asyncio.TaskGroup) -> None:
        under_way: set[asyncio.Task[None]] = set()
        try:
            while True:
                for bot, update in self._ready():
                    self._busy.add((bot.id, update.lane))
                    task = tasks.create_task(self._bring(session, bot, update))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)
                await self._telegram.changed(self._telegram.version, IDLE)
        finally:
            for task in under_way:
                task.cancel()

    def _ready(self) -> "list[tuple[Bot, Update]]":
        ready = []
        for bot in self._telegram.bots.values():
            if bot.webhook is None:
                continue
            bot.updates.expire()
            lanes = {lane for number, lane in self._busy if number == bot.id}
            for update in bot.updates.pending:
                if len(lanes) >= bot.webhook.max_connections:
                    break
                if update.lane not in lanes:
                    lanes.add(update.lane)
                    ready.append((bot, update))
        return ready

    async def _bring(self, session: aiohttp.ClientSession, bot: Bot, update: "Update") -> None:
        wait = FIRST_WAIT
        try:
            while (hook := bot.webhook) is not None and update in bot.updates.pending:
                problem = await self._attempt(session, hook, bot, update)
                if problem is None:
                    bot.updates.done(update)
                    break
                hook.last_error_date, hook.last_error_message = unix(self._telegram.now()), problem
                await pause(wait)
                wait = min(wait * 2, LONGEST_WAIT)
        finally:
            self._busy.discard((bot.id, update.lane))
            self._telegram.changed_something()

    async def _attempt(self, session: aiohttp.ClientSession, hook: Webhook, bot: Bot, update: "Update") -> str | None:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=bot.updates.give(update), headers=headers) as response:
                if response.status < 300:
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError, OSError):
            return "Connection failed"
