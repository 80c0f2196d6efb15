"""Nothing anybody said, is called or can be reached at gets into the logs, whoever logs it and however."""

import ast
import asyncio
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.logs import LIBRARIES, configure_logs, fault_of, note_fault, note_loop_trouble
from tests.logs_of_a_run import configured_logs

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "700000001:AA-canary-token-that-nobody-owns-0001"
CANARIES = (
    "Nguyễn Thị Hoa Mai",
    "Hoa_Mai_1957",
    "0900 000 123",
    "84900000123",
    "-1009876543210",
    "5550001112",
    "Tôi thấy hai người phá khóa ở ngõ 12",
    TOKEN,
    f"/bot{TOKEN}/getUpdates",
)
ALL = " | ".join(CANARIES)


@pytest.fixture(params=["json", "console"])
def written(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """What has come through so far; the world is put back afterwards."""
    stream = io.StringIO()
    with configured_logs(json=request.param == "json", stream=stream):
        yield stream.getvalue


def _fail() -> None:
    raise ValueError(ALL)


def _caught(act: Callable[[], object]) -> BaseException:
    try:
        act()
    except BaseException as error:
        return error
    raise AssertionError("it must fail")


def _through_our_code() -> None:
    # Any function of ours that raises what it is handed.
    logs.ALLOWED["tries"](_Awkward())


class _Awkward(int):
    def __ge__(self, other: object) -> bool:
        raise ValueError(ALL)


class _Endless(list[str]):
    def __init__(self, deeper: Callable[[], object]) -> None:
        super().__init__()
        self._deeper = deeper

    def __iter__(self) -> Iterator[str]:
        self._deeper()
        return super().__iter__()


def _log_calls(path: Path) -> list[ast.Call]:
    """Calls of a module's ``log``, except the one that passes a library's record on."""
    levels = {"debug", "info", "warning", "error", "critical", "exception"}
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in levels
        and ast.unparse(call.func.value) == "log"
        and path.name != "logs.py"
    ]


def _nothing_leaked(line: str) -> None:
    for canary in CANARIES:
        assert canary not in line
    assert "Hoa" not in line
    assert "canary" not in line


def test_our_events_come_through_with_their_fields(written: Callable[[], str]) -> None:
    structlog.get_logger().warning("not-sent", outbox=41, kind="card", result="BLOCKED", tries=2)
    for part in ("not-sent", "41", "card", "BLOCKED", "2"):
        assert part in written()


@pytest.mark.parametrize("name", ["name", "chat_id", "text", "payload", "update", "user", *logs.ALLOWED])
def test_no_field_carries_a_canary(written: Callable[[], str], name: str) -> None:
    for canary in (*CANARIES, list(CANARIES), {"who": ALL}, ValueError(ALL), -1009876543210, 84900000123, 5550001112):
        fields = {} if name == "event" else {name: canary}
        structlog.get_logger().error(canary if name == "event" else "not-sent", **fields)
    _nothing_leaked(written())


def test_every_field_we_log_is_on_the_list() -> None:
    calls = [
        call for folder in sorted(logs.OURS) for path in (ROOT / folder).rglob("*.py") for call in _log_calls(path)
    ]
    assert calls
    for call in calls:
        event, fields = call.args[0], {keyword.arg for keyword in call.keywords if keyword.arg}
        spread = [ast.unparse(keyword.value) for keyword in call.keywords if not keyword.arg]
        assert isinstance(event, ast.Constant), ast.unparse(call)
        assert logs.ALLOWED["event"](event.value), ast.unparse(call)
        assert fields <= logs.ALLOWED.keys() | {"exc_info"}, ast.unparse(call)
        assert all(more.startswith("traced(") for more in spread), ast.unparse(call)


def test_an_event_of_free_words_loses_its_words(written: Callable[[], str]) -> None:
    structlog.get_logger().error(f"cannot reach {ALL}", tip=7)
    _nothing_leaked(written())
    assert "unnamed" in written()


@pytest.mark.parametrize("name", [*LIBRARIES, "a.library.nobody.thought.of", ""])
def test_no_library_carries_a_canary(written: Callable[[], str], name: str) -> None:
    library = logging.getLogger(name)
    library.error("Failed to fetch %s", ALL)
    library.error(f"Failed to fetch {ALL}")
    library.critical("Update %(update)s", {"update": ALL}, extra={"chat": ALL}, stack_info=True)
    library.error("wrong number of arguments %s %s", ALL)
    try:
        _fail()
    except ValueError as error:
        library.exception(ALL)
        library.error(error, exc_info=error)
    _nothing_leaked(written())
    assert written().count("library") >= 6
    assert "ValueError" in written()


def test_a_handler_set_up_by_somebody_else_is_silenced(written: Callable[[], str]) -> None:
    elsewhere = io.StringIO()
    for name in ("", *LIBRARIES):
        logging.getLogger(name).addHandler(logging.StreamHandler(elsewhere))
    configure_logs(json=True, stream=io.StringIO())
    for name in ("", *LIBRARIES):
        logging.getLogger(name).error(ALL)
    assert elsewhere.getvalue() == ""


def test_a_librarys_record_says_where_in_the_code(written: Callable[[], str]) -> None:
    logging.getLogger("aiogram").error(ALL)
    assert "tests/contracts/test_logs.py:" in written()


def test_a_token_is_hidden_wherever_it_turns_up(written: Callable[[], str]) -> None:
    logging.getLogger(f"client.{TOKEN}").error("polling")
    _nothing_leaked(written())
    assert "client.[token]" in written()


def test_an_error_keeps_its_kind_and_the_places_in_our_code(written: Callable[[], str]) -> None:
    note_fault(_caught(_through_our_code))
    _nothing_leaked(written())
    assert "ValueError" in written()
    assert "bot/logs.py:" in written()
    assert "test_logs.py:" not in written()


def test_log_exception_keeps_the_kind_alone(written: Callable[[], str]) -> None:
    try:
        _fail()
    except ValueError:
        structlog.get_logger().exception("tick-failed")
    _nothing_leaked(written())
    assert "ValueError" in written()
    assert "Traceback" not in written()


def test_a_group_of_errors_names_the_one_inside(written: Callable[[], str]) -> None:
    note_fault(ExceptionGroup(ALL, [_caught(_fail)]))
    _nothing_leaked(written())
    assert "ValueError" in written()


def test_the_same_fault_has_the_same_number() -> None:
    first, second = _caught(_through_our_code), _caught(_through_our_code)
    assert fault_of(first) == fault_of(second)
    assert fault_of(first) != fault_of(_caught(lambda: int("x")))


def test_an_endless_recursion_is_not_told_to_its_end(written: Callable[[], str]) -> None:
    def deeper() -> None:
        logs.ALLOWED["where"](_Endless(deeper))

    note_fault(_caught(deeper))
    _nothing_leaked(written())
    assert "RecursionError" in written()
    assert written().count("bot/logs.py:") <= logs.MOST_PLACES


async def test_what_asyncio_says_is_cut_to_the_kind(written: Callable[[], str]) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(note_loop_trouble)
    loop.call_exception_handler({"message": ALL, "exception": _caught(_fail), "task": ALL})
    loop.call_exception_handler({"message": ALL})
    loop.set_exception_handler(None)
    _nothing_leaked(written())
    assert written().count("task-failed") == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_hooks_for_what_nobody_catches(written: Callable[[], str], capsys: pytest.CaptureFixture[str]) -> None:
    configured = threading.excepthook
    error = _caught(_fail)
    sys.excepthook(type(error), error, error.__traceback__)
    configured(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
    _nothing_leaked(written() + "".join(capsys.readouterr()))
    assert written().count("ValueError") == 2


def test_a_warning_loses_its_words(written: Callable[[], str], capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(ALL, stacklevel=1)
    _nothing_leaked(written() + "".join(capsys.readouterr()))
    assert "py.warnings" in written()


def test_json_is_one_object_a_line(written: Callable[[], str]) -> None:
    structlog.get_logger().error("first", tip=1)
    logging.getLogger("aiogram").error("second")
    lines = written().splitlines()
    assert len(lines) == 2
    if lines[0].startswith("{"):
        assert [json.loads(line)["event"] for line in lines] == ["first", "library"]
