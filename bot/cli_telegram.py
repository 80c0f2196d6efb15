"""Telegram for the commands: who the bot is, whether a webhook takes its updates, and why not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.channels.telegram import Telegram, TelegramError
from bot.cli_speech import tell
from bot.domain.outcome import Result
from bot.domain.screen import phrase
from bot.settings import Settings
from bot.startup import NotReady, read_settings, require_token
from bot.webhook import address_of

PATIENCE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """What Telegram says about the bot."""

    username: str
    webhook: str
    waiting: int
    webhook_fails: bool


@asynccontextmanager
async def line_to_telegram(settings: Settings) -> AsyncIterator[Telegram]:
    """A connection, closed afterwards. Raises NotReady when Telegram refuses the token or cannot be reached."""
    telegram = Telegram(str(settings.api_base), settings.token.get_secret_value(), settings.proxy)
    await telegram.start()
    try:
        yield telegram
    except TelegramError as error:
        refused = error.outcome.result is Result.REVOKED
        raise NotReady(phrase("start-token-refused" if refused else "start-telegram-unreachable")) from None
    finally:
        await telegram.stop()


async def ask_standing(settings: Settings) -> Standing:
    """Ask Telegram (Bot API, getMe and getWebhookInfo). Raises NotReady."""
    async with line_to_telegram(settings) as telegram:
        me = await telegram.call("getMe", {}, within=PATIENCE_SECONDS)
        webhook = await telegram.call("getWebhookInfo", {}, within=PATIENCE_SECONDS)
    fails = bool(webhook.get("last_error_message"))
    return Standing(me["username"], webhook.get("url", ""), webhook.get("pending_update_count", 0), fails)


def require_polling(standing: Standing) -> None:
    """Updates wait for polling. Raises NotReady when they go to a webhook (Bot API, getUpdates)."""
    if standing.webhook:
        raise NotReady(phrase("start-webhook-set"))


def require_webhook(standing: Standing, url: str) -> None:
    """Updates are brought to ``url``, and arrive. Raises NotReady.

    Telegram keeps the last error for good (Bot API, WebhookInfo), so that it counts only while something waits.
    """
    if standing.webhook != address_of(url):
        raise NotReady(phrase("doctor-webhook-elsewhere"))
    if standing.waiting and standing.webhook_fails:
        raise NotReady(phrase("doctor-webhook-fails", count=standing.waiting))


def remove_webhook() -> None:
    """``tinbao remove-webhook``; what has piled up is kept. Raises NotReady."""
    settings = read_settings()
    require_token(settings)
    asyncio.run(_remove_webhook(settings))
    tell(phrase("cli-webhook-removed"))


async def _remove_webhook(settings: Settings) -> None:
    async with line_to_telegram(settings) as telegram:
        await telegram.call("deleteWebhook", {"drop_pending_updates": False}, within=PATIENCE_SECONDS)
