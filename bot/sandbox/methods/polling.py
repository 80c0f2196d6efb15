"""Receiving updates: `getUpdates` and webhooks."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox import errors, limits
from bot.sandbox.bots import Webhook
from bot.sandbox.errors import bad_request, conflict, unauthorized
from bot.sandbox.methods.query import Query

Json = dict[str, Any]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def get_me(query: Query) -> Json:
    """`getMe`."""
    return query.bot.full_view()


async def get_updates(query: Query) -> list[Json]:
    """`getUpdates`: a newer poll ends this one with 409; `timeout` is in real seconds."""
    bot = query.bot
    if bot.webhook is not None:
        raise conflict(errors.WEBHOOK_ACTIVE)
    _allow(query)
    bot.poll += 1
    mine = bot.poll
    bot.poll_ended = errors.OTHER_POLLER
    bot.updates.bell.ring()
    bot.updates.confirm(query.integer("offset"))
    limit = min(max(query.integer("limit", limits.UPDATES), 1), limits.UPDATES)
    timeout = min(max(query.integer("timeout"), 0), limits.POLL_SECONDS)
    updates = bot.updates.take(limit)
    while not updates and timeout and await bot.updates.bell.heard(timeout):
        if bot.revoked:
            raise unauthorized()
        if bot.poll != mine:
            raise conflict(bot.poll_ended)
        updates = bot.updates.take(limit)
    return updates


def _allow(query: Query) -> None:
    types = query.json("allowed_updates", "allowed updates")
    if types is None:
        return
    if not isinstance(types, list):
        raise bad_request("expected an Array of String as allowed_updates")
    query.bot.updates.allow([str(kind) for kind in types])


def set_webhook(query: Query) -> bool:
    """`setWebhook`; an empty URL removes it. Plain http is accepted on loopback only, for tests."""
    url = query.text("url")
    if not url:
        return delete_webhook(query)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = query.text("secret_token") or None
    if secret is not None and len(secret) > limits.SECRET_TOKEN:
        raise bad_request("secret token is too long")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]+", secret):
        raise bad_request("secret token contains unallowed characters")
    connections = query.integer("max_connections", limits.WEBHOOK_CONNECTIONS)
    connections = min(max(connections, 1), limits.WEBHOOK_CONNECTIONS_MOST)
    _allow(query)
    _drop(query)
    query.bot.webhook = Webhook(url, secret, connections)
    query.bot.poll += 1
    query.bot.poll_ended = errors.POLL_ENDED_BY_WEBHOOK
    query.bot.updates.bell.ring()
    return True


def delete_webhook(query: Query) -> bool:
    """`deleteWebhook`."""
    _drop(query)
    query.bot.webhook = None
    query.bot.updates.bell.ring()
    return True


def _drop(query: Query) -> None:
    if query.flag("drop_pending_updates"):
        query.bot.updates.clear()


def get_webhook_info(query: Query) -> Json:
    """`getWebhookInfo`."""
    query.bot.updates.expire()
    hook = query.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(query.bot.updates.pending),
    }
    if hook is not None:
        info["max_connections"] = hook.max_connections
        if hook.last_error_message:
            info |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error_message}
    if query.bot.updates.narrowed:
        info["allowed_updates"] = sorted(query.bot.updates.allowed)
    return info


METHODS = {
    "getme": get_me,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
