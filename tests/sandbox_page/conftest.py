"""The ward of these tests, and its page in a browser that is only HTTP."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox.page_server import Jump, add_page
from bot.sandbox.server import build_app, serve_app
from tests.sandbox_page.page_kit import Browser, Ward


@pytest.fixture
def ward() -> Ward:
    return Ward()


@pytest.fixture
async def page(ward: Ward) -> AsyncIterator[Browser]:
    app = build_app(ward.telegram)
    add_page(app, ward.telegram, ward.phones, [Jump("+1 giờ", ward.skip_an_hour)])
    async with serve_app(app) as address, aiohttp.ClientSession() as session:
        yield Browser(session, address, ward)
