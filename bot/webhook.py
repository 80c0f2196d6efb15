"""Updates that Telegram brings by itself: secret → inbox → commit → 200 (Bot API, setWebhook)."""

import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import structlog
from aiohttp import web

from bot.channels.telegram import Telegram
from bot.clock import Clock
from bot.crypto import Keyring
from bot.failpoints import failpoint
from bot.intake import UPDATE_TYPES, store_updates
from bot.logs import traced
from storage.database import Database

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the name of a header)
LARGEST_UPDATE = 1 << 20  # bytes; Telegram's own are far smaller
log = structlog.get_logger()


def secret_of(token: str) -> str:
    """What Telegram shows with each update: the same for every replica, and nothing more to keep or to lose."""
    return hmac.new(token.encode(), b"tinbao webhook", sha256).hexdigest()


def address_of(url: str) -> str:
    """Where Telegram brings updates to, by the setting."""
    return url.rstrip("/") + PATH


async def set_webhook(telegram: Telegram, url: str, secret: str) -> None:
    """Have updates brought to ``url`` (https). Raises TelegramError.

    One connection: Telegram waits for the answer to an update before it brings the next, so that a chat keeps its
    order whichever replica takes it. What waits at Telegram is kept.
    """
    await telegram.call(
        "setWebhook",
        {
            "url": address_of(url),
            "secret_token": secret,
            "max_connections": 1,
            "allowed_updates": UPDATE_TYPES,
            "drop_pending_updates": False,
        },
    )


class Webhook:
    """Takes what Telegram brings."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        clock: Clock,
        token: str,
        stored: Callable[[], None],
    ) -> None:
        self._database, self._keyring, self._clock = database, keyring, clock
        self._bot_id, self._secret = int(token.partition(":")[0]), secret_of(token).encode()
        self._stored = stored

    async def take(self, request: web.Request) -> web.Response:
        """200 once it is stored; 403 for a stranger, 400 for what is no update, 503 to be brought again."""
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret):
            log.warning("webhook-refused")
            return web.Response(status=403)
        update = _update_in(await request.read())
        if update is None:
            log.warning("webhook-unreadable")
            return web.Response(status=400)
        try:
            await store_updates(self._database, self._keyring, self._clock, self._bot_id, [update])
        except Exception as error:
            log.error("webhook-not-stored", **traced(error))
            return web.Response(status=503)
        failpoint("webhook.before_answer")
        self._stored()
        return web.Response()


def _update_in(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(update, dict):
        return None
    number = update.get("update_id")
    return update if isinstance(number, int) and not isinstance(number, bool) else None
