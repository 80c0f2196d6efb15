"""Server-Sent Events: tells the page that something changed, and what time it is."""

import contextlib
import json

from aiohttp import web

from bot.sandbox.telegram import Telegram

LOOK_EVERY = 1.0  # real seconds: an injected clock moves without telling anybody
QUIET_AT_MOST = 15  # looks without news before a comment is sent, which shows whether the page is still there


class Events:
    """GET /sandbox/events: one line `{version, calls, now}` at once and whenever one of them changed."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._stopping = False

    async def stop(self, _: web.Application) -> None:
        """Let open streams end, so that the server can."""
        self._stopping = True

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Runs until the page goes away or the server stops."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        with contextlib.suppress(ConnectionResetError):
            await self._tell(response)
        return response

    async def _tell(self, response: web.StreamResponse) -> None:
        told, quiet = "", 0
        while not self._stopping:
            version, news = self._telegram.version, self._news()
            quiet = 0 if news != told else quiet + 1
            if news != told:
                await response.write(f"data: {news}\n\n".encode())
            elif quiet % QUIET_AT_MOST == 0:
                await response.write(b": still here\n\n")
            told = news
            await self._telegram.changed(version, LOOK_EVERY)

    def _news(self) -> str:
        now = self._telegram.now().replace(microsecond=0)
        return json.dumps(
            {"version": self._telegram.version, "calls": len(self._telegram.calls), "now": now.isoformat()}
        )
