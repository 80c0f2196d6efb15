"""What may stand in Telegram's place: proxies and servers that say back what they were sent, in every wrong way."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[str, str], bytes]  # (the address asked for, the body sent) → all that goes back


@dataclass
class Hostile:
    """A server on loopback that answers as told, and notes what came to it."""

    answer: Answer = lambda _address, _body: b""
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def base(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, one answer, and the line is cut."""
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            first = await reader.readexactly(1)
            # The first byte of a TLS handshake is no letter: there is nothing more to wait for.
            rest = await reader.readuntil(b"\r\n\r\n") if first.isalpha() else b""
            head = (first + rest).decode(errors="replace")
            address = head.partition(" ")[2].partition(" ")[0]
            body = await reader.read(65_536) if "chunked" in head else await reader.readexactly(_length(head))
            self.asked.append(f"{head}{body.decode(errors='replace')}")
            writer.write(self.answer(address, body.decode(errors="replace")))
            await writer.drain()
        writer.close()


@asynccontextmanager
async def hostile() -> AsyncIterator[Hostile]:
    """One of them at work."""
    one = Hostile()
    async with await asyncio.start_server(one.serve, "127.0.0.1", 0) as server:
        one.port = server.sockets[0].getsockname()[1]
        yield one


def _length(head: str) -> int:
    for line in head.lower().splitlines():
        if line.startswith("content-length:"):
            return int(line.partition(":")[2])
    return 0


def _http(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def _says(status: str, **fields: object) -> Answer:
    """A Bot API refusal whose description repeats all that was sent."""

    def answer(address: str, body: str) -> bytes:
        told = {"ok": False, "error_code": int(status[:3]), "description": f"refused: {address} {body}"} | fields
        return _http(status, json.dumps(told).encode())

    return answer


def _gives(result: object) -> Answer:
    return lambda address, _: _http("200 OK", json.dumps({"ok": True, "result": result, "for": address}).encode())


def redirect(status: str, target: str) -> Answer:
    """To somewhere else, token and all."""
    return lambda address, _: _http(status, address.encode(), f"Location: {target}{address}")


def _page(status: str) -> Answer:
    return lambda address, body: _http(status, f"<html>{address} {body}</html>".encode())


def _raw(form: str) -> Answer:
    return lambda address, body: form.format(address=address, body=body).encode()


ANSWERS: Mapping[str, Answer] = {
    "401 that repeats the address": _says("401 Unauthorized"),
    "404 that repeats it": _says("404 Not Found"),
    "409 that repeats it": _says("409 Conflict"),
    "403 that repeats it": _says("403 Forbidden"),
    "400 that repeats it": _says("400 Bad Request"),
    "429 with words for a number": _says("429 Too Many Requests", parameters={"retry_after": "soon"}),
    "429 for ever": _says("429 Too Many Requests", parameters={"retry_after": 1e300}),
    "429 that is no number": _says("429 Too Many Requests", parameters={"retry_after": float("nan")}),
    "parameters that are a list": _says("400 Bad Request", parameters=["retry_after"]),
    "moved to nowhere": _says("400 Bad Request", parameters={"migrate_to_chat_id": "x"}),
    "a proxy's 407": _page("407 Proxy Authentication Required"),
    "a gateway's 502": _page("502 Bad Gateway"),
    "a page instead of an answer": _page("200 OK"),
    "a result that is a word": _gives("word"),
    "no result": _gives(None),
    "a list of words": _gives(["word"]),
    "updates without numbers": _gives([{"message": {"text": "x"}}]),
    "a file without a place": _gives({"file_id": "x"}),
    "a file with a place of the wrong kind": _gives({"file_path": [1]}),
    "a file somewhere else": _gives({"file_path": "../../../x?a=b#c@\r\n\x00"}),
    "brackets without end": lambda _, __: _http("200 OK", b"[" * 200_000),
    "no HTTP": _raw("{address} {body}\r\n\r\n"),
    "a status that is a word": _raw("HTTP/1.1 {address} OK\r\n\r\n"),
    "a header that never ends": lambda address, _: b"HTTP/1.1 200 OK\r\nX: " + address.encode() * 2000 + b"\r\n\r\n",
    "a header that is none": _raw("HTTP/1.1 200 OK\r\n{address}\r\n\r\n{body}"),
    "cut in its head": _raw("HTTP/1.1 200 OK\r\nContent-Le"),
    "cut in its body": _raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{address}"),
    "a length that is a word": _raw("HTTP/1.1 200 OK\r\nContent-Length: {address}\r\n\r\nx"),
    "chunks of no size": _raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{address}\r\n"),
    "packed that is not": _raw(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot-zippd{address}"
    ),
    "nothing at all": lambda _, __: b"",
    "a redirect to another scheme": redirect("302 Found", "ftp://elsewhere.invalid"),
    "a redirect to no address": _raw("HTTP/1.1 302 Found\r\nLocation: http://[{address}\r\nContent-Length: 0\r\n\r\n"),
    "a redirect to itself": redirect("302 Found", ""),
}
