"""Telegram brings updates, and nobody asks for them: is it still to this installation that it brings them?"""

from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session

from bot.channels.telegram import Telegram, TelegramError
from bot.clock import pause
from bot.heartbeat import Heartbeat
from bot.intake import Refusals
from bot.logs import traced
from bot.services.watch import webhook_moved
from bot.webhook import address_of, set_webhook
from storage.database import Database
from storage.unit_of_work import UnitOfWork

EVERY_SECONDS = 60.0
log = structlog.get_logger()


class WebhookWatch:
    """Asks once a minute (Bot API, getWebhookInfo). A webhook that was removed or set to somewhere else is set back,
    and the command is told: somebody else has the token. Its beat is the sign that updates can come in."""

    def __init__(
        self,
        telegram: Telegram,
        database: Database,
        unit_of_work: Callable[[Session], UnitOfWork],
        heart: Heartbeat,
        url: str,
        secret: str,
    ) -> None:
        self._telegram, self._database, self._unit_of_work, self._heart = telegram, database, unit_of_work, heart
        self._url, self._secret, self._refusals = url, secret, Refusals()

    async def run(self) -> None:
        """Watch for ever. Raises TokenRefused after Telegram refused the token twice in a row."""
        while True:
            try:
                await self.look()
                self._refusals.over()
                self._heart.beat("intake")
            except TelegramError as error:
                self._refusals.count(error)
                log.warning("webhook-unknown", result=error.outcome.result.name)
            except Exception as error:
                log.error("webhook-unknown", **traced(error))
            await pause(EVERY_SECONDS)

    async def look(self) -> None:
        """Ask once, and set the webhook back if it is not ours any more. Raises TelegramError."""
        found = await self._telegram.call("getWebhookInfo", {})
        if found.get("url") == address_of(self._url):
            return
        log.warning("webhook-moved")
        # Told first: once it is set back, nothing shows any more that it was moved.
        await self._database.run(lambda s: webhook_moved(self._unit_of_work(s)), "webhook")
        await set_webhook(self._telegram, self._url, self._secret)
