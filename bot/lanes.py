"""Inbox row → one transaction → done. One chat is one lane, first in, first out; lanes run side by side."""

import asyncio
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.types import CallbackQuery, TelegramObject, Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError
from sqlalchemy.orm import Session

from bot.clock import pause
from bot.domain.people import Refused
from bot.intake import chat_of as chat_in
from bot.intake import kind_of, private_chat_in, sender_in
from bot.logs import traced
from bot.reading_pace import ReadingPace
from bot.services.answer_press import answer_refusal
from bot.services.slow_down import slow_down
from bot.services.troubles import note_failure, set_aside_unreadable
from bot.services.wards import NoWardYet, at_ward, wait_for_choice
from handlers.reading import chat_of, press_of, sender_of
from storage.database import Database
from storage.inbox import AlreadyHandled, WaitingUpdate
from storage.unit_of_work import UnitOfWork

BATCH = 200
WORK = "lanes"
log = structlog.get_logger()


class Turn:
    """One update's chance to act: exactly one unit of work, which also marks the update as handled."""

    def __init__(self, lanes: "Lanes", row: WaitingUpdate) -> None:
        self._lanes, self.row = lanes, row
        self.taken = False
        self.released = 0

    async def take(self, work: Callable[[UnitOfWork], None], *, wardless: bool = True) -> None:
        """Run ``work`` and the mark in one transaction. Raises AlreadyHandled, and Refused with nothing done.

        What is not ``wardless`` waits until its sender has chosen a ward; a press is too short-lived to wait.
        """

        def unit(any_ward: UnitOfWork) -> None:
            uow = any_ward.because_of(self.row.received_at)
            here, chat = _ward_of(uow, self.row), private_chat_in(self.row.body)
            if here is None and not wardless and chat is not None:
                _wait(uow, self.row, chat)
            else:
                uow.inbox.finish(self.row.id, kind_of(self.row.body), here.ward_id if here else None)
                work(here or uow)
            self.released = uow.inbox.released

        await self._lanes.in_unit(unit)
        self.taken = True


def _ward_of(uow: UnitOfWork, row: WaitingUpdate) -> UnitOfWork | None:
    return at_ward(uow, chat_in(row.body), sender_in(row.body))


def _wait(uow: UnitOfWork, row: WaitingUpdate, chat_id: int) -> None:
    if "callback_query" in row.body:
        raise NoWardYet
    wait_for_choice(uow, row.id, chat_id)


class HandlersInDatabaseThread(BaseMiddleware):
    """Runs each handler, a plain function, where the database is, inside the update's transaction.

    A refusal is a normal outcome: what the handler began is undone, and the person is told why.
    """

    async def __call__(self, handler: Any, event: TelegramObject, data: dict[str, Any]) -> None:
        call, turn = data["handler"], data["turn"]
        known = {**data, "received_at": turn.row.received_at, "inbox_id": turn.row.id}
        given = {name: known[name] for name in call.params & known.keys()}
        wardless = call.flags.get("wardless", False)
        try:
            await turn.take(lambda uow: call.callback(event, uow=uow, **given), wardless=wardless)
        except Refused as refusal:
            await _refuse(turn, event, refusal)


async def _refuse(turn: Turn, event: TelegramObject, refusal: Refused) -> None:
    press = press_of(event) if isinstance(event, CallbackQuery) else None
    await turn.take(lambda uow: answer_refusal(uow, refusal, press, chat_of(event), sender_of(event)))


class Lanes:
    """Takes waiting updates lane by lane through the handlers."""

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        bot: Bot,
        unit_of_work: Callable[[Session], UnitOfWork],
        wrote: Callable[[], None],
        pace: ReadingPace,
    ) -> None:
        self._database, self._dispatcher, self._bot = database, dispatcher, bot
        self._unit_of_work, self._wrote, self._pace = unit_of_work, wrote, pace
        self._wake = asyncio.Event()
        self._last_lane = ""

    def wake(self) -> None:
        """There is something new in the inbox."""
        self._wake.set()

    async def run(self) -> None:
        """Handle what comes, for ever; look again every second for updates whose next try has come."""
        while True:
            self._wake.clear()
            try:
                await self.drain()
            except Exception as error:
                log.error("lanes-failed", **traced(error))
                await pause(1)
            await _woken(self._wake, 1)

    async def drain(self) -> int:
        """Handle everything whose turn has come. Returns how many updates that was."""
        handled = 0
        while rows := await self._database.run(lambda s: self._my_share(self._unit_of_work(s)), "lanes.waiting"):
            self._last_lane = list(dict.fromkeys(row.lane for row in rows))[-1]
            async with asyncio.TaskGroup() as lanes:
                for lane in _by_lane(rows):
                    lanes.create_task(self._run_lane(lane))
            handled += len(rows)
        return handled

    async def in_unit(self, work: Callable[[UnitOfWork], None]) -> None:
        """Run ``work`` in one transaction, then let the delivery look at what it wrote."""
        await self._database.run(lambda session: work(self._unit_of_work(session)), "lanes")
        self._wrote()

    def _my_share(self, uow: UnitOfWork) -> list[WaitingUpdate]:
        return uow.inbox.waiting(BATCH, uow.leases.share(WORK), self._last_lane)

    async def _run_lane(self, rows: list[WaitingUpdate]) -> None:
        for row in rows:
            if not await self._handle(row):
                return

    async def _may_be_read(self, row: WaitingUpdate) -> bool:
        """Whether a private chat has not used up what is read at once; in danger it is read up to that all the same."""
        chat = private_chat_in(row.body)
        if chat is None or self._pace.admits(row.lane, row.id):
            return True
        danger = await self._danger_behind(row.lane) if self._pace.may_hurry(row.lane) else None
        if danger is not None:
            self._pace.hurry(row.lane, danger)
            return True
        wait, first = self._pace.wait(row.lane), not self._pace.is_told(row.lane)
        await self.in_unit(lambda uow: slow_down(_ward_of(uow, row) or uow, row, chat, wait, say_so=first))
        self._pace.tell(row.lane)
        return False

    async def _danger_behind(self, lane: str) -> int | None:
        return await self._database.run(lambda s: self._unit_of_work(s).inbox.next_danger(lane), "lanes.waiting")

    async def _handle(self, row: WaitingUpdate) -> bool:
        """Whether the lane may go on to its next update."""
        turn = Turn(self, row)
        try:
            if not await self._may_be_read(row):
                return False
            await self._dispatch(turn, row)
        except AlreadyHandled:
            return True
        except Exception as error:
            log.error("update-failed", inbox=row.id, tries=row.tries, **traced(error))
            name, chat = type(error).__name__, private_chat_in(row.body)
            await self.in_unit(lambda uow: note_failure(_ward_of(uow, row) or uow, row, name, chat))
            return False
        # What was parked is older than what follows here: the lane is to be read anew.
        return not turn.released

    async def _dispatch(self, turn: Turn, row: WaitingUpdate) -> None:
        try:
            update = Update.model_validate(row.body, context={"bot": self._bot})
            # Of a kind that it does not know, aiogram would warn, with all that the update says, on standard error.
            assert update.event_type
        except (ValidationError, UpdateTypeLookupError):
            await turn.take(lambda uow: set_aside_unreadable(uow, row))
            return
        await self._dispatcher.feed_update(self._bot, update, turn=turn)
        if not turn.taken:
            await turn.take(lambda uow: None)


def _by_lane(rows: Iterable[WaitingUpdate]) -> list[list[WaitingUpdate]]:
    lane = attrgetter("lane")
    return [list(group) for _, group in groupby(sorted(rows, key=lane), key=lane)]


async def _woken(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
