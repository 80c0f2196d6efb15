"""``tinbao demo``: the page with the phones, the emulator and the real bot in one process, over loopback."""

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.app import running_app
from bot.clock import MovableClock, SystemClock
from bot.demo import cast
from bot.demo.jumps import TimeMachine
from bot.demo.seed import fill_ward
from bot.demo.stage import Stage, keyring_of, open_ward, prepare_store, set_stage, stage_settings
from bot.sandbox.page_phones import Phone
from bot.sandbox.page_server import add_page
from bot.sandbox.server import serve, serve_app
from bot.texts import load_texts

# On loopback nobody counts messages, and whoever watches should not have to wait.
NO_WAITING = {
    "bot_per_second": 1000,
    "chat_per_second": 100,
    "group_per_minute": 6000,
    "poll_seconds": 20,
    "person_burst": 1_000_000,
}


def run_demo(port: int, seed: bool) -> None:
    """Serve the demo until interrupted; port 0 takes a free one. Raises OSError when the port is taken."""
    asyncio.run(_demo(port, seed))


async def _demo(port: int, seed: bool) -> None:
    clock = MovableClock(_this_morning(), running=True)
    stage = set_stage(clock, parts=cast.EVERYBODY)
    with tempfile.TemporaryDirectory(prefix="tinbao-demo-") as folder:
        async with serve(stage.telegram) as api_base:
            settings = stage_settings(Path(folder), stage.bot.token, api_base, **NO_WAITING)
            prepare_store(settings)
            async with running_app(settings, keyring_of(settings), clock) as app:
                await open_ward(app, stage, app.settle)
                if seed:
                    await fill_ward(app, stage, clock)
                page = web.Application(client_max_size=100 * 1024 * 1024)
                add_page(page, stage.telegram, _phones(stage), TimeMachine(app, clock).jumps())
                async with serve_app(page, port=port) as address:
                    print(load_texts().say("demo-ready", address=f"{address}/sandbox/"), flush=True)  # noqa: T201
                    await app.run()


def _this_morning() -> datetime:
    """Nine o'clock today, so that a demo given at night does not look like one."""
    today = SystemClock().now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    return today.replace(hour=9, minute=0, second=0, microsecond=0)


def _phones(stage: Stage) -> list[Phone]:
    return [_phone(stage, part) for part in stage.people]


def _phone(stage: Stage, part: cast.Part) -> Phone:
    person = stage.people[part]
    private = person.chat_with(stage.bot)
    chats = [stage.group, private] if part.in_group else [private]
    return Phone(person, chats, part.title)
