"""The demo page: phones in a browser, driven by the emulator. An engineer's tool, meant for loopback only."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.page_acts import Deed, act, press
from bot.sandbox.page_events import Events
from bot.sandbox.page_files import file_response
from bot.sandbox.page_origin import check_origin
from bot.sandbox.page_phones import Jump, Phone
from bot.sandbox.page_uploads import Upload, read_form, send_files
from bot.sandbox.page_view import View
from bot.sandbox.telegram import Telegram

__all__ = ["Jump", "Phone", "add_page"]

Json = dict[str, Any]
ASSETS = Path(__file__).with_name("page")
POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def add_page(app: web.Application, telegram: Telegram, phones: Sequence[Phone], jumps: Sequence[Jump] = ()) -> None:
    """Serve the page at /sandbox/ of `app`; call before the app starts. See `Phone` and `Jump`."""
    page, events = Page(telegram, phones, jumps), Events(telegram)
    app.on_shutdown.append(events.stop)
    app.add_routes(
        [
            web.get("/sandbox", _to_page),
            web.get("/sandbox/", _index),
            web.get("/sandbox/view", page.view),
            web.get("/sandbox/events", events.stream),
            web.get(r"/sandbox/file/{chat:-?\d+}/{message:\d+}/{tag}", page.file),
            web.post("/sandbox/act", page.act),
            web.post("/sandbox/jump", page.jump),
            web.get(r"/sandbox/{asset:[a-z]+\.(?:js|css)}", _asset),
        ]
    )


class Page:
    """The handlers that know the phones."""

    def __init__(self, telegram: Telegram, phones: Sequence[Phone], jumps: Sequence[Jump]) -> None:
        self._telegram = telegram
        self._view = View(telegram, phones, jumps)
        self._jumps = jumps
        self._jumping = asyncio.Lock()

    async def view(self, _: web.Request) -> web.Response:
        """GET /sandbox/view."""
        return web.json_response(self._view.make(), headers={"Cache-Control": "no-store"})

    async def act(self, request: web.Request) -> web.Response:
        """POST /sandbox/act: JSON, or a multipart form with files. Says `{ok, error?, alert?, url?, chat?}`."""
        check_origin(request)
        try:
            return web.json_response({"ok": True, **await self._do(request)})
        except (LookupError, ValueError) as error:
            return web.json_response({"ok": False, "error": str(error)})

    async def jump(self, request: web.Request) -> web.Response:
        """POST /sandbox/jump `{jump: index}`: one at a time, answered when it is done."""
        check_origin(request)
        try:
            chosen = self._jumps[int((await request.json())["jump"])]
        except (LookupError, ValueError) as error:
            raise web.HTTPBadRequest from error
        # A page that is closed meanwhile must not stop time half-way.
        await asyncio.shield(self._run(chosen))
        return web.json_response({"ok": True})

    async def file(self, request: web.Request) -> web.Response:
        """GET the file of a message; the tag changes with the content, so it may be cached for ever."""
        asked = request.match_info
        chat = self._view.chat(int(asked["chat"]))
        message = chat.find(int(asked["message"])) if chat else None
        if message is None or message.deleted or message.media is None:
            raise web.HTTPNotFound
        if message.media.file.unique_id != asked["tag"]:
            raise web.HTTPNotFound
        return file_response(message.media)

    async def _run(self, chosen: Jump) -> None:
        async with self._jumping:
            await chosen.run()

    async def _do(self, request: web.Request) -> Json:
        said, files = await _said(request)
        deed = Deed(self._view.phone(int(said["person"])), said)
        match said["action"]:
            case "press":
                return await press(self._telegram, deed)
            case "upload":
                send_files(deed, files)
                return {}
        return act(deed)


async def _said(request: web.Request) -> tuple[Json, list[Upload]]:
    if request.content_type == "multipart/form-data":
        return await read_form(request)
    return await request.json(), []


async def _to_page(_: web.Request) -> web.Response:
    raise web.HTTPFound("/sandbox/")


async def _index(_: web.Request) -> web.FileResponse:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "Referrer-Policy": "no-referrer"}
    return web.FileResponse(ASSETS / "index.html", headers=headers)


async def _asset(request: web.Request) -> web.StreamResponse:
    path = ASSETS / request.match_info["asset"]
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})
