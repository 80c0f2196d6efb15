"""A real Chromium in front of the real demo."""

import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
NEEDED = "Debian's package chromium is not installed (apt-get install chromium): the page was NOT tested"


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """``tinbao demo`` in a process of its own; gives the address it prints."""
    if CHROMIUM is None:
        pytest.skip(NEEDED)
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = next((m for line in process.stdout if (m := re.search(r"http://\S+", line))), None)
        assert found is not None, "the demo prints its address"
        yield found.group()
        process.terminate()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        await opened.close()


@pytest.fixture
async def page(demo: str, browser: Browser) -> Page:
    """The page with the phones, wide enough for all of them."""
    page = await browser.new_page(viewport={"width": 1900, "height": 980}, device_scale_factor=1)
    await page.goto(demo)
    return page


@pytest.fixture
def pictures(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Where screenshots go: ``--pictures FOLDER`` keeps them."""
    folder = Path(request.config.getoption("--pictures") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
