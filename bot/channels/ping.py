"""A sign of life to an address outside that raises the alarm when it stays away. Nothing is sent along."""

import aiohttp

SECONDS = 10.0


async def ping(address: str, proxy: str = "") -> str:
    """GET the address once. Returns what went wrong, as a word for the log; empty when it was taken.

    No exception leaves here: the address is a secret of its own, and the HTTP library's errors carry it.
    """
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
            session.get(address, proxy=proxy or None, allow_redirects=False) as answer,
        ):
            return "" if answer.status < 300 else "refused"
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return "unreachable"
