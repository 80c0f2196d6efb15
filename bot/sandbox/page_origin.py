"""Only the page itself may act: another site open in the same browser must not press buttons on the phones."""

from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def check_origin(request: web.Request) -> None:
    """Raise HTTPForbidden unless the browser says that our own page, under a loopback name, sent this.

    The name is checked too: a foreign name that resolves to this machine (DNS rebinding) would equal itself.
    """
    sent_by = urlsplit(request.headers.get("Origin", ""))
    if sent_by.hostname not in LOOPBACK or sent_by.netloc != request.host:
        raise web.HTTPForbidden(text="Chỉ trang này mới được thao tác.")
