"""A process that only stores what Telegram brings: light, and as many as one likes beside those that do the rest."""

import asyncio

from bot.clock import SystemClock
from bot.crypto import Keyring
from bot.heartbeat import Heartbeat
from bot.schema_watch import watch_schema
from bot.settings import Settings
from bot.web import web_of
from storage.database import Database
from storage.engine import open_engine
from storage.unit_of_work import Workplace
from storage.wards import ensure_home


async def running_intake(settings: Settings, keyring: Keyring) -> None:
    """Serve the webhook until cancelled. Raises PortTaken and SchemaMoved, in a group."""
    database = Database(open_engine(settings.database))
    database.start()
    try:
        ward_id = await database.run(lambda s: ensure_home(s, settings), "start")
        workplace = Workplace(keyring, SystemClock(), settings, ward_id)
        web = web_of(settings, database, workplace, Heartbeat(), lambda: None)
        assert web is not None, "checked at the start"
        async with asyncio.TaskGroup() as parts:
            parts.create_task(watch_schema(database.engine))
            parts.create_task(web.run())
    finally:
        await database.stop()
