"""Composition root: builds everything by hand, starts and stops it in order."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from aiogram import Dispatcher
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot import delivery, lanes
from bot.channels.letters import TelegramChannel
from bot.channels.menus import menu_version
from bot.channels.telegram import Telegram
from bot.clock import Clock
from bot.collector import Collector
from bot.crypto import Keyring
from bot.delivery import Delivery
from bot.failpoints import failpoint
from bot.heartbeat import Heartbeat
from bot.intake import UPDATE_TYPES, Poller
from bot.lanes import HandlersInDatabaseThread, Lanes
from bot.pacing import Pacing
from bot.pinger import Pinger
from bot.reading_pace import ReadingPace
from bot.scheduler import Scheduler
from bot.schema_watch import watch_schema
from bot.services.menus import present_menus
from bot.settings import Settings
from bot.silent_bot import silent_bot
from bot.startup import read_wordings
from bot.texts import Texts, load_texts
from bot.web import Web, web_of
from bot.webhook import secret_of
from bot.webhook_watch import WebhookWatch
from handlers.cards import Renderer
from handlers.routes import build_router
from storage.database import Database
from storage.engine import open_engine
from storage.evidence import EvidenceFolder
from storage.restorations import last_restoration
from storage.unit_of_work import Workplace
from storage.ward_list import ListedWard
from storage.wards import ensure_home

GARBAGE = 50_000, 10, 10  # objects after which to look for cycles, and how often in which depth


@dataclass
class App:
    """The running product. Each part has ``run`` for ever and ``drain`` for as much as there is now."""

    settings: Settings
    database: Database
    workplace: Workplace
    telegram: Telegram
    poller: Poller
    webhook_watch: WebhookWatch
    lanes: Lanes
    delivery: Delivery
    collector: Collector
    scheduler: Scheduler
    pinger: Pinger
    web: Web | None
    bot_username: str

    async def run(self) -> None:
        """Serve until cancelled. Raises, in a group, TokenRefused when Telegram refuses the token, and SchemaMoved."""
        # What was built at start stays; looking through it for garbage at every collection only costs time, and a
        # single update makes more objects than Python collects after by itself.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        async with asyncio.TaskGroup() as parts:
            parts.create_task(self.delivery.run())
            parts.create_task(self.lanes.run())
            parts.create_task(self.collector.run())
            parts.create_task(self.scheduler.run())
            parts.create_task(self.pinger.run())
            parts.create_task(watch_schema(self.database.engine))
            if self.settings.webhook_url:
                parts.create_task(self.webhook_watch.run())
            else:
                parts.create_task(self.poller.run(self.settings.poll_seconds))
            if self.web is not None:
                parts.create_task(self.web.run())

    def leave(self) -> None:
        """What this process was to do is free for the others at once."""
        with Session(self.database.engine) as session, session.begin():
            leases = self.workplace.unit(session).leases
            for work in (delivery.WORK, lanes.WORK):
                leases.leave(work)
            failpoint("leave.before_commit")
        failpoint("leave.after_commit")

    async def settle(self) -> None:
        """Do everything there is to do at this moment, until all is quiet."""
        while await self._round():
            pass

    async def _round(self) -> int:
        return (
            await self.poller.poll(0)
            + await self.lanes.drain()
            + await self.collector.drain()
            + await self.scheduler.drain()
            + await self.delivery.drain()
        )


@asynccontextmanager
async def running_app(
    settings: Settings,
    keyring: Keyring,
    clock: Clock,
    *,
    monotonic: Callable[[], float] = time.monotonic,
    texts: Texts | None = None,
) -> AsyncIterator[App]:
    """Build the app on an existing schema, and close everything it opened afterwards.

    Raises TelegramError when Telegram cannot be asked who the bot is.
    """
    database = Database(open_engine(settings.database))
    telegram = Telegram(str(settings.api_base), settings.token.get_secret_value(), settings.proxy)
    database.start()
    await telegram.start()
    try:
        app = await _build(settings, keyring, clock, monotonic, texts or load_texts(), database, telegram)
        try:
            yield app
        finally:
            with suppress(DBAPIError):  # away: the leases run out by themselves
                app.leave()
    finally:
        await telegram.stop()
        await database.stop()


async def _build(
    settings: Settings,
    keyring: Keyring,
    clock: Clock,
    monotonic: Callable[[], float],
    texts: Texts,
    database: Database,
    telegram: Telegram,
) -> App:
    ward_id, restored = await database.run(lambda s: (ensure_home(s, settings), last_restoration(s)), "start")
    workplace = Workplace(keyring, clock, settings, ward_id, restored.restored_at if restored else None)
    wards = await database.run(lambda s: workplace.unit(s).wards.all(), "start")
    username = (await telegram.call("getMe", {}))["username"]
    folder = EvidenceFolder(settings.evidence_dir, keyring)
    pacing = Pacing(monotonic, settings.bot_per_second, settings.chat_per_second, settings.group_per_minute)
    renderers = _renderers(settings, texts, wards, username)
    channel = TelegramChannel(telegram, renderers, folder, settings)
    versions = {ward.id: menu_version(renderers(ward.id)) for ward in wards}
    await database.run(lambda s: present_menus(workplace.unit(s), versions.__getitem__), "start")
    sending = Delivery(database, channel, pacing, workplace.unit)
    dispatcher = build_dispatcher(username)
    token, heart = settings.token.get_secret_value(), Heartbeat("intake", "tick")
    reading = ReadingPace(clock.now, settings.person_burst, settings.person_per_minute)
    handling = Lanes(database, dispatcher, silent_bot(token), workplace.unit, sending.wake, reading)
    return App(
        settings=settings,
        database=database,
        workplace=workplace,
        telegram=telegram,
        poller=Poller(telegram, database, keyring, clock, handling.wake, heart, workplace.unit),
        webhook_watch=WebhookWatch(telegram, database, workplace.unit, heart, settings.webhook_url, secret_of(token)),
        lanes=handling,
        delivery=sending,
        collector=Collector(database, telegram, folder, workplace.unit),
        scheduler=Scheduler(
            database,
            clock,
            workplace.unit,
            sending.wake,
            heart,
            catching_up=restored is not None and restored.caught_up_at is None,
        ),
        pinger=Pinger(settings, database, workplace.unit, heart),
        web=web_of(settings, database, workplace, heart, handling.wake),
        bot_username=username,
    )


def _renderers(
    settings: Settings, texts: Texts, wards: Sequence[ListedWard], username: str
) -> Callable[[int], Renderer]:
    wordings = read_wordings(settings, (ward.code for ward in wards), texts)
    own = {ward.id: Renderer(wordings.of(ward.code), username) for ward in wards}
    common = Renderer(wordings.common, username)
    return lambda ward_id: own.get(ward_id, common)


def build_dispatcher(bot_username: str) -> Dispatcher:
    """Routing only: aiogram's own polling, state storage and webhook are not used."""
    dispatcher = Dispatcher(disable_fsm=True, bot_username=bot_username)
    in_thread = HandlersInDatabaseThread()
    for kind in UPDATE_TYPES:
        dispatcher.observers[kind].middleware(in_thread)
    dispatcher.include_router(build_router())
    return dispatcher
