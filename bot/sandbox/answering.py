"""From a request to its answer: token, fault, method, log."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.bots import Bot
from bot.sandbox.calls import Call
from bot.sandbox.clock import pause
from bot.sandbox.errors import Refused, too_many_requests
from bot.sandbox.faults import Fault
from bot.sandbox.methods.polling import get_updates
from bot.sandbox.methods.query import Query, Upload
from bot.sandbox.methods.registry import METHODS

if TYPE_CHECKING:
    from bot.sandbox.telegram import Telegram

Json = dict[str, Any]
GATEWAY = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
NOT_JSON = b"<html>\r\n<head><title>200 OK</title></head>\r\n"
POLL = "getupdates"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a JSON body, raw bytes instead of it, or a broken connection."""

    status: int
    body: Json
    raw: bytes | None = None
    cut: bool = False


async def answer(telegram: "Telegram", bot: Bot, method: str, params: Json, uploads: dict[str, Upload]) -> Reply:
    """Carry out one request of a bot, with the fault armed for it, if any, and log it."""
    name = method.lower()
    fault = telegram.faults.take(name, params.get("chat_id"))
    if fault is not None and fault.kind == "delay_before":
        await pause(fault.seconds)
    if fault is not None and not fault.applied:
        reply = _without_effect(fault)
        _log(telegram, bot, method, params, reply, fault)
        return reply
    reply = await _carry_out(Query(telegram, bot, name, params, uploads))
    if fault is None and name == POLL and reply.body.get("result") == []:
        return reply
    struck = reply if fault is None else _with_effect(fault, reply)
    _log(telegram, bot, method, params, struck, fault, reply)
    if fault is not None and fault.kind == "delay":
        await pause(fault.seconds)
    return struck


async def _carry_out(query: Query) -> Reply:
    try:
        if query.method == POLL:
            result: Any = await get_updates(query)
        elif query.method in METHODS:
            result = METHODS[query.method](query)
        else:
            raise Refused(404, "Not Found: method not found")
    except Refused as refusal:
        return Reply(refusal.code, refusal.body())
    return Reply(200, {"ok": True, "result": result})


def _without_effect(fault: Fault) -> Reply:
    match fault.kind:
        case "too_many_requests":
            return Reply(429, too_many_requests(fault.retry_after).body())
        case "cut_before":
            return Reply(0, {}, cut=True)
        case "malformed_before":
            return Reply(200, {}, raw=NOT_JSON)
    return _gateway(fault)


def _with_effect(fault: Fault, reply: Reply) -> Reply:
    match fault.kind:
        case "cut_after":
            return Reply(0, {}, cut=True)
        case "malformed":
            return Reply(200, {}, raw=NOT_JSON)
        case "server_error":
            return _gateway(fault)
    return reply


def _gateway(fault: Fault) -> Reply:
    description = GATEWAY.get(fault.status, "Internal Server Error")
    return Reply(fault.status, {"ok": False, "error_code": fault.status, "description": description})


def _log(telegram: "Telegram", bot: Bot, method: str, params: Json, told: Reply, fault: Fault | None,
         done: Reply | None = None) -> None:  # fmt: skip
    if told.body.get("ok"):
        outcome = "ok"
    elif told.body:
        outcome = f"{told.body['error_code']} {told.body['description']}"
    else:
        outcome = "connection cut" if told.cut else "not JSON"
    applied = done is not None and bool(done.body.get("ok"))
    result = done.body.get("result") if done is not None else None
    telegram.calls.append(
        Call(telegram.now(), bot.id, method, params, outcome, applied, result, fault.kind if fault else None)
    )
