"""The emulator over HTTP, as `api.telegram.org` answers."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.sandbox import answering, bodies
from bot.sandbox.answering import Reply
from bot.sandbox.errors import Refused, unauthorized
from bot.sandbox.limits import UPLOAD
from bot.sandbox.telegram import Telegram
from bot.sandbox.webhooks import Couriers

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
NOT_FOUND = Refused(404, "Not Found")
ANY_SIZE = UPLOAD * 2


class Api:
    """The HTTP face of one emulated Telegram."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    async def method(self, request: web.Request) -> web.StreamResponse:
        """`/bot<token>/<method>`, GET or POST."""
        token = request.match_info["token"]
        bot = self._telegram.bot_with(token)
        if bot is None:
            return _respond(_refusal(unauthorized() if TOKEN.fullmatch(token) else NOT_FOUND))
        try:
            params, uploads = await bodies.parse(request)
        except Refused as refusal:
            return _respond(_refusal(refusal))
        reply = await answering.answer(self._telegram, bot, request.match_info["method"], params, uploads)
        if reply.cut:
            return _cut(request)
        return _respond(reply)

    async def file(self, request: web.Request) -> web.StreamResponse:
        """`/file/bot<token>/<path>`: a file a bot asked for with `getFile`."""
        if self._telegram.bot_with(request.match_info["token"]) is None:
            return _respond(_refusal(unauthorized()))
        file = self._telegram.files.at(request.match_info["path"])
        if file is None or file.too_big_to_download:
            return _respond(_refusal(NOT_FOUND))
        return web.Response(body=file.data, content_type="application/octet-stream")


def _refusal(refusal: Refused) -> Reply:
    return Reply(refusal.code, refusal.body())


def _respond(reply: Reply) -> web.Response:
    body = reply.raw if reply.raw is not None else json.dumps(reply.body, separators=(",", ":")).encode()
    return web.Response(status=reply.status, body=body, content_type="application/json")


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def build_app(telegram: Telegram) -> web.Application:
    """An application to serve, or to add other pages to; it delivers webhooks while it runs."""
    app = web.Application(client_max_size=ANY_SIZE)
    api = Api(telegram)
    app.router.add_route("*", "/bot{token}/{method}", api.method)
    app.router.add_get("/file/bot{token}/{path:.+}", api.file)
    app.cleanup_ctx.append(Couriers(telegram).run)
    return app


@asynccontextmanager
async def serve(telegram: Telegram, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve on loopback; gives the base address without a slash at the end."""
    async with serve_app(build_app(telegram), host, port) as address:
        yield address


@asynccontextmanager
async def serve_app(app: web.Application, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve an application built here, perhaps with pages added."""
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
