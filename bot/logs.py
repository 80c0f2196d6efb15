"""Logs name our rows, states, kinds of error and places in the code; never anybody's words, address or file.

Only fields on the list below come through, and only values of the expected shape. Libraries log people's messages
and the bot's token, so of their records nothing is kept but who logged, where in the code, and the kind of error.
"""

import asyncio
import hashlib
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog

ROOT = Path(__file__).resolve().parent.parent
OURS = frozenset({"bot", "handlers", "storage"})
LIBRARIES = (
    "aiogram",
    "aiohttp",
    "aiohttp.access",
    "aiohttp.client",
    "aiohttp.server",
    "aiohttp.web",
    "alembic",
    "apscheduler",
    "asyncio",
    "py.warnings",
    "sqlalchemy",
)

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")
_EVENT = re.compile(r"[a-z][a-z0-9-]{0,63}")
_STATE = re.compile(r"[a-z][a-z_-]{0,31}|[A-Z][A-Z_]{0,31}")
_REVISION = re.compile(r"r[0-9a-f]{4,16}")
_STAMP = re.compile(r"[0-9T:.Z-]{20,32}")
_PLACE = re.compile(r"[A-Za-z0-9_./-]{1,120}\.py:\d+")
_FAULT = re.compile(r"[0-9A-F]{6}")
MOST_PLACES = 20  # of the deepest; an endless recursion has a thousand

log = structlog.get_logger()


def _number(value: object) -> object | None:
    # Our ids, counts and durations stay far below this; phone numbers and the addresses of chats do not.
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value if number and 0 <= value < 10**9 else None  # type: ignore[operator]


def _shaped(shape: re.Pattern[str]) -> Callable[[object], object | None]:
    def fits(value: object) -> object | None:
        return str(value) if isinstance(value, str) and shape.fullmatch(value) else None

    return fits


def _places(value: object) -> object | None:
    places = [p for p in value if isinstance(p, str) and _PLACE.fullmatch(p)] if isinstance(value, list) else []
    return places or None


def _kind_of_error(value: object) -> object | None:
    return value if isinstance(value, str) and value in {kind.__name__ for kind in _kinds(BaseException)} else None


def _kinds(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)


def _name_of_logger(value: object) -> object | None:
    return value if isinstance(value, str) and value in {"root", *logging.root.manager.loggerDict} else None


_NUMBERS = ("inbox", "outbox", "tip", "evidence", "posting", "ward", "tries", "failures", "count", "seconds")
ALLOWED: Mapping[str, Callable[[object], object | None]] = {
    **dict.fromkeys(_NUMBERS, _number),
    **dict.fromkeys(("kind", "level", "result", "state"), _shaped(_STATE)),
    "error": _kind_of_error,
    "logger": _name_of_logger,
    "revision": _shaped(_REVISION),
    "event": _shaped(_EVENT),
    "timestamp": _shaped(_STAMP),
    "fault": _shaped(_FAULT),
    "where": _places,
}


def configure_logs(*, json: bool, stream: TextIO | None = None) -> None:
    """Send every log of this process through the list above to ``stream`` (standard output)."""
    stream = stream or sys.stdout
    render = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _name_error,
            _keep_allowed,
            lambda logger, name, event: _TOKEN.sub("[token]", str(render(logger, name, event))),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    _route_libraries()
    sys.excepthook = lambda _, error, __: note_fault(error)
    threading.excepthook = lambda args: _note("thread-failed", args.exc_value)
    sys.unraisablehook = lambda args: _note("unraisable", args.exc_value)


def note_loop_trouble(_: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """For ``loop.set_exception_handler``: what asyncio says about a failure holds reprs of people's data."""
    _note("task-failed", context.get("exception"))


def fault_of(error: BaseException) -> tuple[str, str]:
    """A number by which the same fault at the same place is known again, and the kind of error."""
    kind, where = _kind_of(error), _frames_of(error)
    return hashlib.sha256("\n".join([kind, *where]).encode()).hexdigest()[:6].upper(), kind


def traced(error: BaseException) -> dict[str, object]:
    """Fields of a line about an error that was caught: its number, its kind and where in our code it came from.

    The error itself is not handed to the log: what it says, and what its frames hold, may be anybody's words.
    """
    fault, kind = fault_of(error)
    return {"fault": fault, "error": kind, "where": _frames_of(error)}


def place_of(error: BaseException) -> str:
    """Where in our code it came from: ``module.py:line``, or a dash."""
    return (_frames_of(error) or ["-"])[-1]


def note_fault(error: BaseException) -> None:
    """Log an error nobody foresaw: its number, kind and where in our code, nothing of what it says."""
    _note("unforeseen", error)


def _note(event: str, error: BaseException | None) -> None:
    if error is None:
        log.error(event)
        return
    log.error(event, **traced(error))


def _name_error(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = _kind_of(error)
        event["where"] = [*(event.get("where") or []), *_frames_of(error)]
    return event


def _keep_allowed(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    kept = {name: ALLOWED[name](value) for name, value in event.items() if name in ALLOWED}
    return {"event": "unnamed"} | {name: value for name, value in kept.items() if value is not None}


class _Funnel(logging.Handler):
    """Turns a library's record into an event of ours, without a word of what it says."""

    def emit(self, record: logging.LogRecord) -> None:
        log.log(
            record.levelno,
            "library",
            logger=record.name,
            where=[f"{_short(record.pathname)}:{record.lineno}"],
            exc_info=record.exc_info,
        )


def _route_libraries() -> None:
    # The logging package would print a record that cannot be handled, arguments and all.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    root = logging.getLogger()
    root.handlers[:] = [_Funnel()]
    root.setLevel(logging.WARNING)
    for name in LIBRARIES:
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate, library.disabled = True, False
        library.setLevel(logging.NOTSET)


def _kind_of(error: BaseException) -> str:
    return type(_innermost(error)).__name__


def _innermost(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _frames_of(error: BaseException) -> list[str]:
    frames = list(_frames(error.__traceback__))
    inner = _innermost(error)
    found = frames if inner is error else [*frames, *_frames(inner.__traceback__)]
    return found[-MOST_PLACES:]


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        name = _short(trace.tb_frame.f_code.co_filename)
        if name.partition("/")[0] in OURS:
            yield f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next


def _short(filename: str) -> str:
    """A path without what lies before the package: folders may be named after people."""
    _, found, packaged = filename.rpartition("site-packages/")
    if found:
        return packaged
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
