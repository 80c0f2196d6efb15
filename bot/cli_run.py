"""``tinbao run``: see that everything is in order, wait for Telegram, serve until told to stop."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from time import sleep
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.telegram import TelegramError
from bot.cli_database import alone, bring_up_to_date_alone, check_home, check_schema, fitting_keyring, opened
from bot.cli_speech import complain, tell
from bot.cli_telegram import Standing, ask_standing, line_to_telegram, require_polling
from bot.clock import SystemClock, pause
from bot.crypto import Keyring, MasterKey
from bot.domain.screen import phrase
from bot.logs import configure_logs, note_fault, note_loop_trouble
from bot.settings import LogFormat, Settings
from bot.startup import (
    NotReady,
    prepare_folder,
    read_masters,
    read_settings,
    read_wordings,
    require_phone,
    require_token,
)
from bot.texts import load_texts
from bot.web import PortTaken
from bot.webhook import secret_of, set_webhook
from storage.models import Ward

LONGEST_WAIT_SECONDS = 30
log = structlog.get_logger()


def run_product(*, migrate_first: bool, only_intake: bool = False) -> None:
    """Serve until interrupted; ``only_intake``: store what Telegram brings, and no more. Raises NotReady."""
    settings = read_settings()
    require_token(settings)
    require_phone(settings)
    if settings.webhook_url and not settings.listen:
        raise NotReady(phrase("start-webhook-nowhere"))
    if only_intake and not settings.webhook_url:
        raise NotReady(phrase("start-intake-by-webhook"))
    masters = read_masters(settings)
    configure_logs(json=settings.log_format is LogFormat.JSON)
    prepare_folder(settings.data_dir)
    _wait_for_database(settings)
    if migrate_first:
        bring_up_to_date_alone(settings)
    with alone(settings, beside_others=True):
        keyring = _prepare_store(settings, masters)
        _serve_until_stopped(settings, keyring, _serve_intake if only_intake else _serve)


def _wait_for_database(settings: Settings) -> None:
    """Wait for a server that starts after this machine; a file is there or is not. Raises NotReady."""
    failures = 0
    while settings.database.startswith("postgresql"):
        try:
            with alone(settings, beside_others=True):
                return
        except NotReady as trouble:
            failures += 1
            seconds = _seconds_to_wait(trouble, "database", failures)
        log.warning("database-unreachable", failures=failures)
        sleep(seconds)


def _seconds_to_wait(trouble: NotReady, whom: str, failures: int) -> float:
    """How long until the next try to reach ``whom``, which is said once. Raises any other trouble."""
    if trouble.reasons[0].key != f"start-{whom}-unreachable":
        raise trouble
    if failures == 1:
        complain(phrase(f"start-{whom}-waiting"))
    return min(2.0 ** min(failures, 10), LONGEST_WAIT_SECONDS)


def _serve_until_stopped(
    settings: Settings, keyring: Keyring, serve: Callable[[Settings, Keyring], Coroutine[Any, Any, None]]
) -> None:
    try:
        asyncio.run(serve(settings, keyring))
    except NotReady:
        raise
    except Exception as error:
        note_fault(error)
        raise
    finally:
        log.info("stopped")


def _prepare_store(settings: Settings, masters: Sequence[MasterKey]) -> Keyring:
    prepare_folder(settings.evidence_dir)
    with opened(settings) as engine:
        revision = check_schema(settings, engine)
        with Session(engine) as session, session.begin():
            keyring = fitting_keyring(session, masters)
            check_home(session, settings)
            known = session.scalars(select(Ward.code)).all()
    # The home ward is in the database only after the first start.
    read_wordings(settings, {*known, settings.ward_code}, load_texts())
    log.info("database-ready", revision=f"r{revision}")
    return keyring


async def _serve(settings: Settings, keyring: Keyring) -> None:
    # Not before it is needed: this brings aiogram, which takes seconds.
    from bot.app import running_app

    asyncio.get_running_loop().set_exception_handler(note_loop_trouble)
    while True:
        standing = await _wait_for_telegram(settings)
        if not settings.webhook_url:
            require_polling(standing)
        try:
            async with running_app(settings, keyring, SystemClock()) as app:
                _say_running(settings, standing)
                await app.run()
        except TelegramError:
            # It went away between our question and the app's own; ask again.
            continue
        except BaseExceptionGroup as group:
            await _explain_refusal(group, settings)
            raise


async def _serve_intake(settings: Settings, keyring: Keyring) -> None:
    """A replica of the webhook: a row of the inbox for each update. The others handle and deliver."""
    from bot.intake_only import running_intake

    asyncio.get_running_loop().set_exception_handler(note_loop_trouble)
    await _wait_for_telegram(settings)
    log.info("started")
    try:
        await running_intake(settings, keyring)
    except BaseExceptionGroup as group:
        await _explain_refusal(group, settings)
        raise


def _say_running(settings: Settings, standing: Standing) -> None:
    log.info("started")
    # Whoever reads JSON is not a person.
    if settings.log_format is LogFormat.CONSOLE:
        tell(phrase("cli-running", username=standing.username))


async def _wait_for_telegram(settings: Settings) -> Standing:
    """Ask until there is an answer: what people send is kept by Telegram meanwhile. Raises NotReady."""
    failures = 0
    while True:
        try:
            return await _reach_telegram(settings)
        except NotReady as trouble:
            failures += 1
            seconds = _seconds_to_wait(trouble, "telegram", failures)
        log.warning("telegram-unreachable", failures=failures)
        await pause(seconds)


async def _reach_telegram(settings: Settings) -> Standing:
    """How the bot stands; where updates are to be brought, they are from now on. Raises NotReady."""
    standing = await ask_standing(settings)
    if settings.webhook_url:
        async with line_to_telegram(settings) as telegram:
            await set_webhook(telegram, settings.webhook_url, secret_of(settings.token.get_secret_value()))
    return standing


async def _explain_refusal(group: BaseExceptionGroup[BaseException], settings: Settings) -> None:
    """Raises NotReady when Telegram refused to go on; returns when it was something else."""
    from bot.intake import TokenRefused
    from bot.schema_watch import SchemaMoved

    if group.subgroup(PortTaken) is not None:
        raise NotReady(phrase("start-listen-taken"))
    if group.subgroup(SchemaMoved) is not None:
        raise NotReady(phrase("start-schema-moved"))
    if group.subgroup(TokenRefused) is None:
        return
    standing = await ask_standing(settings)
    if not settings.webhook_url:
        require_polling(standing)
        raise NotReady(phrase("start-second-instance"))
