"""The bots that are compared, each in a process of its own: two stock echo bots, the same with a row kept, and ours.

The echo bots are those of the two libraries' own documentation. Where they keep something, it is one row an update, in
SQLite with the settings that the product has, committed before the reply is sent.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

Kept: TypeAlias = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Where:
    """Where a bot finds Telegram and its group, an empty folder, and a database (empty: an SQLite file in there)."""

    base: str
    token: str
    group: int
    folder: Path
    database: str = ""


def aiogram_echo(pipe: Connection, where: Where, keeps: bool) -> None:
    """aiogram's echo bot, until it is told to stop."""
    asyncio.run(_aiogram(pipe, where, keeps))


async def _aiogram(pipe: Connection, where: Where, keeps: bool) -> None:
    from aiogram import Bot, Dispatcher, F
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message, Update

    bot = Bot(where.token, session=AiohttpSession(api=TelegramAPIServer.from_base(where.base)))
    dispatcher = Dispatcher()
    keep = _row_a_time(where.folder) if keeps else None

    @dispatcher.message(F.text)
    async def reply(message: Message, event_update: Update) -> None:
        if keep is not None:
            keep(event_update.update_id, event_update.model_dump_json(exclude_unset=True))
        await message.send_copy(chat_id=message.chat.id)

    polling = asyncio.ensure_future(dispatcher.start_polling(bot, polling_timeout=5, handle_signals=False))
    await _told_to_stop(pipe)
    await dispatcher.stop_polling()
    await polling


def ptb_echo(pipe: Connection, where: Where, keeps: bool) -> None:
    """python-telegram-bot's echo bot, until it is told to stop."""
    asyncio.run(_ptb(pipe, where, keeps))


async def _ptb(pipe: Connection, where: Where, keeps: bool) -> None:
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    keep = _row_a_time(where.folder) if keeps else None

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if keep is not None:
            keep(update.update_id, update.to_json())
        assert update.message is not None, "the filter lets nothing else through"
        await update.message.reply_text(update.message.text or "")

    application = Application.builder().token(where.token).base_url(f"{where.base}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    async with application:
        assert application.updater is not None, "the builder makes one"
        await application.updater.start_polling(timeout=5)
        await application.start()
        await _told_to_stop(pipe)
        await application.updater.stop()
        await application.stop()


def tinbao(pipe: Connection, where: Where, _: bool) -> None:
    """The product, wired as in production, with a linked group; only Telegram's limits are not kept."""
    asyncio.run(_tinbao(pipe, where))


async def _tinbao(pipe: Connection, where: Where) -> None:
    from bot.app import running_app
    from bot.clock import SystemClock
    from bot.demo.cast import NEIGHBOURHOODS
    from bot.demo.stage import keyring_of, prepare_store, stage_settings
    from bot.logs import configure_logs
    from storage.unit_of_work import UnitOfWork

    unpaced: dict[str, object] = {
        "bot_per_second": 1e6,
        "chat_per_second": 1e6,
        "group_per_minute": 6e7,
        "poll_seconds": 5,
        "person_burst": 10**6,
    }

    def found(uow: UnitOfWork) -> None:
        uow.ward.set_neighbourhoods(NEIGHBOURHOODS)
        uow.ward.link_group(where.group)

    configure_logs(json=True, stream=sys.stderr)
    settings = stage_settings(where.folder, where.token, where.base, **unpaced, database_url=where.database)
    prepare_store(settings)
    async with running_app(settings, keyring_of(settings), SystemClock()) as app:
        await app.database.run(lambda session: found(app.workplace.unit(session)))
        serving = asyncio.ensure_future(app.run())
        await _told_to_stop(pipe)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


def _row_a_time(folder: Path) -> Kept:
    """Keep each update, committed: the plainest way."""
    database = sqlite3.connect(folder / "kept.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")

    def keep(number: int, body: str) -> None:
        database.execute("INSERT OR IGNORE INTO kept VALUES (?, ?)", (number, body))

    return keep


async def _told_to_stop(pipe: Connection) -> None:
    pipe.send("ready")
    await asyncio.to_thread(pipe.recv)


BOTS: dict[str, Callable[[Connection, Where, bool], None]] = {
    "aiogram": aiogram_echo,
    "ptb": ptb_echo,
    "tinbao": tinbao,
}
