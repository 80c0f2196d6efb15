"""Telegram over HTTP: one request a call, and what its answer means. The only code that talks to Telegram.

Bot API errors have no codes of their own beyond the HTTP status, so some are told apart by their description, as
little as possible. A token is part of every address: no exception of the HTTP library leaves this file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import ClientConnectorError, ClientError, ClientTimeout, FormData

from bot.domain.outcome import Outcome, Result
from bot.failpoints import failpoint

# Longer than Telegram takes, shorter than the lease of an outgoing row.
SEND_SECONDS = 20.0
SLOW_LINE = 50_000  # bytes per second
LONGEST_TRANSFER = 450.0  # seconds: the largest file that is collected, on a slow line
CONNECT_SECONDS = 8
LONGEST_PATIENCE = 3600.0  # seconds; whatever an answer asks for, it is asked again after an hour
# No connection to Telegram, or none through the proxy (it answers CONNECT with a refusal).
_NEVER_LEFT = (ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.ConnectionTimeoutError)

_BY_DESCRIPTION: Sequence[tuple[int, str, Result]] = (
    (400, "message is not modified", Result.UNCHANGED),
    (400, "message to edit not found", Result.TARGET_GONE),
    (400, "message can't be edited", Result.TARGET_GONE),
    (400, "message to delete not found", Result.TARGET_GONE),
    (400, "message can't be deleted", Result.UNDELETABLE),
    (400, "message_id_invalid", Result.TARGET_GONE),
    (400, "query is too old", Result.PRESS_TOO_OLD),
    (400, "query id is invalid", Result.PRESS_TOO_OLD),
    (400, "query_id_invalid", Result.PRESS_TOO_OLD),
    (400, "chat not found", Result.ROUTE_LOST),
    (400, "file is too big", Result.TOO_BIG),
    (400, "not enough rights", Result.ROUTE_LOST),
    (400, "have no rights to send", Result.ROUTE_LOST),
    (400, "chat_write_forbidden", Result.ROUTE_LOST),
    (400, "topic_closed", Result.ROUTE_LOST),
    (400, "message thread not found", Result.ROUTE_LOST),
    (400, "group chat was deactivated", Result.ROUTE_LOST),
    (403, "blocked by the user", Result.BLOCKED),
    (403, "user is deactivated", Result.BLOCKED),
    (403, "can't initiate conversation", Result.BLOCKED),
)
_BY_STATUS: Mapping[int, Result] = {
    401: Result.REVOKED,
    403: Result.ROUTE_LOST,
    404: Result.REVOKED,
    409: Result.CONFLICT,
    500: Result.UNKNOWN,
    502: Result.UNKNOWN,
    503: Result.UNKNOWN,
    504: Result.UNKNOWN,
}


class TelegramError(Exception):
    """A call did not succeed; ``outcome`` says how it ended."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"{outcome.result.name}: {outcome.why}")
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be sent, under a name that tells nothing about who made it."""

    field: str
    name: str
    data: bytes
    mime: str


class Telegram:
    """One bot's line to the Bot API at ``base`` (Bot API, Making requests)."""

    def __init__(self, base: str, token: str, proxy: str = "") -> None:
        self._base, self._token, self._proxy = base.rstrip("/"), token, proxy or None
        self._session: aiohttp.ClientSession | None = None

    @property
    def bot_id(self) -> int:
        """The bot's own id, which is the first part of its token."""
        return int(self._token.partition(":")[0])

    async def start(self) -> None:
        """Open the connection pool."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=64, keepalive_timeout=75), timeout=_within(SEND_SECONDS)
        )

    async def stop(self) -> None:
        """Close it."""
        if self._session is not None:
            await self._session.close()

    async def call(
        self, method: str, params: Mapping[str, Any], files: Sequence[Upload] = (), within: float | None = None
    ) -> Any:
        """Call one method and return its result, ``within`` seconds. Raises TelegramError, and nothing else."""
        body = _multipart(params, files) if files else None
        options: dict[str, Any] = {"data": body} if body else {"json": params}
        if files and within is None:
            within = transfer_seconds(sum(len(upload.data) for upload in files))
        if within is not None:
            options["timeout"] = _within(within)
        status, answer = await self._post(method, options)
        if answer is None:
            raise TelegramError(Outcome(Result.UNKNOWN, f"unreadable answer, {status}"))
        if answer.get("ok"):
            return answer.get("result")
        raise TelegramError(outcome_of(status, answer))

    async def _post(self, method: str, options: dict[str, Any]) -> tuple[int, dict[str, Any] | None]:
        assert self._session is not None, "not started"
        address = f"{self._base}/bot{self._token}/{method}"
        try:
            failpoint(f"telegram.{method}.before")
            # Whoever answers in Telegram's place must not have people's words sent on to where they please.
            async with self._session.post(address, proxy=self._proxy, allow_redirects=False, **options) as response:
                raw = await response.read()
                failpoint(f"telegram.{method}.after")
            return response.status, _parse(raw)
        except _NEVER_LEFT as error:
            lost = Outcome(Result.NOT_LEFT, type(error).__name__)
        except (TimeoutError, ClientError, OSError, ValueError) as error:
            lost = Outcome(Result.UNKNOWN, type(error).__name__)
        # Raised here and not above: the library's error, which names the address, is not even its context.
        raise TelegramError(lost)

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file of at most 20 MB (Bot API, getFile). Raises TelegramError."""
        described = await self.call("getFile", {"file_id": file_id})
        path = described.get("file_path") if isinstance(described, dict) else None
        if not isinstance(path, str):
            raise TelegramError(Outcome(Result.NOT_LEFT, "no path"))
        assert self._session is not None, "not started"
        address = f"{self._base}/file/bot{self._token}/{path}"
        within = _within(LONGEST_TRANSFER)
        try:
            failpoint("telegram.download.before")
            async with self._session.get(address, proxy=self._proxy, timeout=within, allow_redirects=False) as response:
                if response.status == 200:
                    data = await response.read()
                    failpoint("telegram.download.after")
                    return data
                result = Result.REJECTED if response.status == 404 else Result.NOT_LEFT
                lost = Outcome(result, f"download, {response.status}")
        except (TimeoutError, ClientError, OSError, ValueError) as error:
            lost = Outcome(Result.NOT_LEFT, type(error).__name__)
        raise TelegramError(lost)


def transfer_seconds(size: int) -> float:
    """How long a file of ``size`` bytes may be on its way; a line as slow as 50 kB/s is waited for."""
    return min(SEND_SECONDS + size / SLOW_LINE, LONGEST_TRANSFER)


def outcome_of(status: int, answer: Mapping[str, Any]) -> Outcome:
    """What a refusal means for the message (Bot API, ResponseParameters; descriptions as the server words them)."""
    description = str(answer.get("description", ""))
    parameters = answer.get("parameters")
    known = parameters if isinstance(parameters, dict) else {}
    wait, moved_to = known.get("retry_after"), known.get("migrate_to_chat_id")
    if isinstance(wait, (int, float)) and wait >= 0:
        return Outcome(Result.WAIT, "429", seconds=min(float(wait), LONGEST_PATIENCE))
    if isinstance(moved_to, int):
        return Outcome(Result.MOVED, "migrated", chat_id=moved_to)
    for code, words, result in _BY_DESCRIPTION:
        if status == code and words in description.lower():
            return Outcome(result, words)
    if status == 429:
        return Outcome(Result.WAIT, "429", seconds=5)
    return Outcome(_BY_STATUS.get(status, Result.REJECTED), f"{status}")


def _within(seconds: float) -> ClientTimeout:
    return ClientTimeout(total=seconds, connect=CONNECT_SECONDS)


def _parse(raw: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and "ok" in answer else None


def _multipart(params: Mapping[str, Any], files: Sequence[Upload]) -> FormData:
    form = FormData()
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for upload in files:
        form.add_field(upload.field, upload.data, filename=upload.name, content_type=upload.mime)
    return form
