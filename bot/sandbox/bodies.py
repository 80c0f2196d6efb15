"""Bodies of requests: query string, form, JSON, multipart."""

from collections.abc import Mapping
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.errors import Refused, bad_request
from bot.sandbox.limits import UPLOAD
from bot.sandbox.methods.query import Upload

Json = dict[str, Any]
Parsed = tuple[Json, dict[str, Upload]]


async def parse(request: web.Request) -> Parsed:
    """Parameters and files of a request; those of the body win over the query string. Raises Refused."""
    params: Json = dict(request.query) if request.query_string else {}
    uploads: dict[str, Upload] = {}
    match request.content_type if request.body_exists else None:
        case "application/json":
            params |= await _json(request)
        case "multipart/form-data":
            uploads = await _multipart(request, params)
        case "application/x-www-form-urlencoded":
            form: Mapping[str, Any] = await request.post()
            params |= form
    return params, uploads


async def _json(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("JSON object expected as the request body")
    return {name: value for name, value in body.items() if value is not None}


async def _multipart(request: web.Request, params: Json) -> dict[str, Upload]:
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            params[part.name] = data.decode()
        else:
            if len(data) > UPLOAD:
                raise Refused(413, "Request Entity Too Large")
            uploads[part.name] = Upload(part.filename, part.headers.get("Content-Type", GENERIC), data)
    return uploads


GENERIC = "application/octet-stream"
