"""Notices that the database was brought to another schema under a running process: it must not write there any more.

``tinbao migrate`` refuses while somebody serves; but the lock that says so is lost with its connection to the server.
"""

import asyncio

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.clock import pause
from storage.schema import current

EVERY_SECONDS = 10.0
log = structlog.get_logger()


class SchemaMoved(Exception):
    """The schema is not the one this process began with."""


async def watch_schema(engine: Engine) -> None:
    """Look for ever. Raises SchemaMoved. A server that is away is no reason to end."""
    if engine.dialect.name == "sqlite":
        return  # the lock on the file lasts as long as the process
    began: str | None = None
    while True:
        try:
            found = await asyncio.to_thread(current, engine)
        except DBAPIError:
            found = began
        if began is not None and found != began:
            log.error("schema-moved")
            raise SchemaMoved
        began = found
        await pause(EVERY_SECONDS)
