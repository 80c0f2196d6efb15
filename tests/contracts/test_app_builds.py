"""The wiring: the app builds on an empty schema, knows every update it asks for, and closes what it opened."""

import threading
from pathlib import Path

import pytest
from aiogram import Dispatcher

from bot.app import build_dispatcher, running_app
from bot.clock import MovableClock
from bot.crypto import create_key_file
from bot.demo.stage import keyring_of, set_stage, stage_settings
from bot.intake import UPDATE_TYPES
from bot.sandbox.server import serve
from bot.silent_bot import HasNoVoice, silent_bot
from handlers.routes import build_router
from tests.world import MONDAY_NINE, NO_WAITING


async def test_the_app_builds_serves_and_closes(database_url: str, tmp_path: Path) -> None:
    clock = MovableClock(MONDAY_NINE)
    stage = set_stage(clock)
    before = set(threading.enumerate())
    async with serve(stage.telegram) as api_base:
        settings = stage_settings(tmp_path, stage.bot.token, api_base, database_url=database_url, **NO_WAITING)
        create_key_file(settings.master_key_file)
        async with running_app(settings, keyring_of(settings), clock) as app:
            assert app.bot_username == stage.bot.username
            assert any(thread.name.startswith("database") for thread in set(threading.enumerate()) - before)
            stage.telegram.create_person("Lan").starts(stage.bot)
            await app.settle()
        async with running_app(settings, keyring_of(settings), clock) as again:
            assert again.workplace.ward_id == app.workplace.ward_id
    assert not [t for t in set(threading.enumerate()) - before if t.name.startswith("database")]


async def test_nothing_can_be_sent_past_the_outbox() -> None:
    bot = silent_bot("7000000001:AA-token-that-nobody-owns-at-all-000001")
    with pytest.raises(HasNoVoice):
        await bot.send_message(1, "x")
    with pytest.raises(HasNoVoice):
        await bot.download_file("photos/1.jpg")


def test_every_kind_of_update_that_is_asked_for_has_a_route() -> None:
    router = build_router()
    for kind in UPDATE_TYPES:
        assert router.observers[kind].handlers, kind
    routed = {kind for kind, observer in router.observers.items() if observer.handlers}
    assert routed - {"update", "error"} == set(UPDATE_TYPES)


def test_every_handler_is_a_plain_function_that_takes_the_unit_of_work() -> None:
    """A coroutine would never be awaited in the database's thread."""
    for observer in build_router().observers.values():
        for handler in observer.handlers:
            assert not handler.awaitable, handler.callback.__name__
            assert "uow" in handler.params, handler.callback.__name__


@pytest.fixture
def dispatcher() -> Dispatcher:
    return build_dispatcher("tinbao_bot")


def test_the_dispatcher_keeps_no_state_of_its_own(dispatcher: Dispatcher) -> None:
    assert dispatcher["bot_username"] == "tinbao_bot"
    assert not [m for m in dispatcher.update.outer_middleware if "FSM" in type(m).__name__]
