"""Only the page itself acts; nothing of it comes from, or goes to, anywhere else."""

import re
from pathlib import Path

import pytest

from bot.sandbox import page_server
from tests.sandbox_page.page_kit import Browser, Ward

PAGE_FILES = sorted(Path(page_server.ASSETS).iterdir())


@pytest.mark.parametrize("path", ["act", "jump"])
@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://127.0.0.1:1", "http://localhost"])
async def test_a_foreign_page_cannot_act(page: Browser, ward: Ward, path: str, origin: str | None) -> None:
    before, now = ward.telegram.version, ward.now
    body = {"person": ward.lan.id, "action": "text", "chat": ward.lan.id, "text": "x", "jump": 0}
    headers = {"Origin": origin} if origin else {}
    async with page.session.post(f"{page.address}/sandbox/{path}", json=body, headers=headers) as answer:
        assert answer.status == 403
    assert (ward.telegram.version, ward.now) == (before, now)


async def test_a_foreign_name_for_this_machine_cannot_act(page: Browser, ward: Ward) -> None:
    port = page.address.rpartition(":")[2]
    headers = {"Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}"}
    body = {"person": ward.lan.id, "action": "text", "chat": ward.lan.id, "text": "x"}
    async with page.session.post(f"{page.address}/sandbox/act", json=body, headers=headers) as answer:
        assert answer.status == 403


async def test_the_page_comes_with_a_policy_and_all_its_modules(page: Browser) -> None:
    async with page.session.get(f"{page.address}/sandbox") as answer:
        assert answer.url.path == "/sandbox/"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        html = await answer.text()
    names = set(re.findall(r'(?:src|href)="(\w+\.(?:js|css))"', html))
    for file in PAGE_FILES:
        names |= set(re.findall(r"from '\./(\w+\.js)'", file.read_text()))
    assert names == {file.name for file in PAGE_FILES} - {"index.html"}
    for name in names:
        async with page.session.get(f"{page.address}/sandbox/{name}") as answer:
            assert answer.status == 200


@pytest.mark.parametrize("path", ["..%2fpage_server.py", "page_server.py", "none.js", "file/1/1/x"])
async def test_nothing_else_is_served(page: Browser, path: str) -> None:
    async with page.session.get(f"{page.address}/sandbox/{path}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("file", PAGE_FILES, ids=lambda file: file.name)
def test_no_foreign_address_and_no_markup_from_text(file: Path) -> None:
    words = file.read_text()
    addresses = set(re.findall(r"(?:https?:)?//[a-z0-9.]+\.[a-z]+", words))
    assert addresses <= {"http://www.w3.org"}
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", words)
