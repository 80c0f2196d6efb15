"""The HTTP face: tokens, unknown methods, bodies, webhooks."""

import asyncio

import pytest
from aiohttp import web

from bot.sandbox.server import build_app, serve_app

SECRET = "X-Telegram-Bot-Api-Secret-Token"


async def post(session, url, **body):
    async with session.post(url, **body) as response:
        return response.status, (await response.json())["description"]


async def test_tokens_and_methods(session, base, bot, telegram):
    stranger = "1:" + "A" * 35
    assert await post(session, f"{base}/bot{stranger}/getMe") == (401, "Unauthorized")
    assert await post(session, f"{base}/botfoo/getMe") == (404, "Not Found")
    assert await post(session, f"{base}/bot{bot.token}/getStickerSet") == (404, "Not Found: method not found")
    telegram.revoke_token()
    assert await post(session, f"{base}/bot{bot.token}/getMe") == (401, "Unauthorized")


async def test_a_revoked_token_ends_the_poll(raw, telegram, refused):
    async def poll():
        async with refused(401, "unauthorized"):
            await raw("getUpdates", timeout=30)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(poll())
        await asyncio.sleep(0.05)
        telegram.revoke_token()


async def test_queries_and_names_in_any_case(session, base, bot, lan):
    lan.starts()
    async with session.get(f"{base}/bot{bot.token}/SENDMESSAGE?chat_id={lan.id}&text=x") as response:
        assert (await response.json())["result"]["text"] == "x"


async def test_bodies_that_are_no_json(session, base, bot, lan):
    url = f"{base}/bot{bot.token}/sendMessage"
    headers = {"Content-Type": "application/json"}
    assert await post(session, url, data="{", headers=headers) == (400, "Bad Request: can't parse JSON object")
    lan.starts()
    form = {"chat_id": str(lan.id), "text": "x", "reply_markup": "{"}
    assert await post(session, url, data=form) == (400, "Bad Request: can't parse reply keyboard markup JSON object")


async def test_half_a_request_does_no_harm(raw, base, bot):
    host, port = base.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"POST /bot{bot.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{".encode())
    await writer.drain()
    writer.close()
    assert (await raw("getMe"))["id"] == bot.id


async def test_files_need_the_token_too(session, base, bot, telegram, lan):
    lan.starts()
    path = telegram.files.at(lan.sends_photo().media.file.path).path
    async with session.get(f"{base}/file/bot1:{'A' * 35}/{path}") as response:
        assert response.status == 401
    async with session.get(f"{base}/file/bot{bot.token}/photos/file_999.jpg") as response:
        assert response.status == 404


@pytest.fixture
async def hook():
    """A webhook that can be told to fail."""
    seen, failures = [], []

    async def receive(request):
        if failures:
            return web.Response(status=failures.pop())
        seen.append((request.headers.get(SECRET), await request.json()))
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", receive)
    async with serve_app(app) as address:
        yield f"{address}/hook", seen, failures


async def until(condition):
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  (the condition lies on the other side of a connection)
            await asyncio.sleep(0.01)


async def test_a_webhook_gets_updates_in_order_with_the_secret(raw, hook, lan, an):
    url, seen, failures = hook
    failures.append(503)
    await raw("setWebhook", url=url, secret_token="bi-mat", allowed_updates=["message"])
    lan.starts()
    an.starts()
    for number in range(3):
        lan.sends(str(number))
    await until(lambda: len(seen) == 5)
    assert {secret for secret, _ in seen} == {"bi-mat"}
    assert [u["message"]["text"] for _, u in seen if u["message"]["from"]["id"] == lan.id] == [
        "/start",
        "0",
        "1",
        "2",
    ]
    info = await raw("getWebhookInfo")
    assert (info["pending_update_count"], info["url"], info["allowed_updates"]) == (0, url, ["message"])
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_webhooks_telegram_would_not_call(api, refused):
    async with refused(400, "bad webhook: an https url must be provided for webhook"):
        await api("setWebhook", url="http://example.com/hook")
    async with refused(400, "secret token contains unallowed characters"):
        await api("setWebhook", url="https://example.com/hook", secret_token="bí mật")


async def test_pages_can_share_the_server(telegram, session, bot):
    app = build_app(telegram)

    async def hello(_):
        return web.Response(text="hello")

    app.router.add_get("/page", hello)
    async with serve_app(app) as address, session.get(f"{address}/page") as response:
        assert await response.text() == "hello"


async def test_changes_can_be_awaited(telegram, lan):
    before = telegram.version
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(telegram.changed(before))
        await asyncio.sleep(0)
        lan.starts()
    assert waiting.result() > before
    assert await telegram.changed(telegram.version, within=0.01) == telegram.version
