"""A sign of life to an address outside that raises the alarm when it stays away, and what our own bot says of itself.

Nothing is sent along. No exception leaves here: an address is a secret of its own, and the HTTP library's errors carry
it.
"""

import aiohttp

SECONDS = 10.0
LARGEST_ANSWER = 10_000  # bytes


async def ping(address: str, proxy: str = "") -> str:
    """GET the address once. Returns what went wrong, as a word for the log; empty when it was taken."""
    answered = await _get(address, proxy, 0)
    if answered is None:
        return "unreachable"
    return "" if answered[0] < 300 else "refused"


async def ask(address: str) -> bytes | None:
    """What is answered at an address, whatever its status; None when nothing is."""
    answered = await _get(address, "", LARGEST_ANSWER)
    return None if answered is None else answered[1]


async def _get(address: str, proxy: str, most: int) -> tuple[int, bytes] | None:
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
            session.get(address, proxy=proxy or None, allow_redirects=False) as answer,
        ):
            return answer.status, await answer.content.read(most)
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None
