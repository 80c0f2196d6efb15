"""Every failpoint of the product, read from its source, so that a new one is killed at without being listed here."""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from bot.sandbox.methods.registry import METHODS

ROOT = Path(__file__).resolve().parents[2]
# The demo, the emulator and the command line are not part of the running app; the ping only looks, where it is set;
# the webhook, which takes the place of polling, is tried in test_webhook.py.
RUNNING = [
    path
    for path in sorted(chain((ROOT / "bot").rglob("*.py"), (ROOT / "storage").rglob("*.py")))
    if not {"sandbox", "demo", "migrations"} & set(path.parts) and not path.name.startswith(("cli", "pinger", "web"))
]


def failpoint_names() -> list[str]:
    """The names of all points at which the running app can be killed."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in RUNNING]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    units, methods = set(_units(nodes)), set(_methods(nodes))
    fillings = {"job.name": units, "method": methods}
    return sorted({name for point in _points(nodes) for name in _filled(point, fillings)})


def _calls(nodes: list[ast.AST], function: str) -> Iterator[ast.Call]:
    for node in nodes:
        if isinstance(node, ast.Call) and function in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            yield node


def _points(nodes: list[ast.AST]) -> Iterator[ast.expr]:
    return (call.args[0] for call in _calls(nodes, "failpoint"))


def _units(nodes: list[ast.AST]) -> Iterator[str]:
    """The names of units of work: the second argument of ``Database.run``, ``unit`` where there is none."""
    for call in _calls(nodes, "run"):
        if "database" in ast.unparse(call.func):
            name = call.args[1] if len(call.args) > 1 else ast.Constant("unit")
            assert isinstance(name, ast.Constant), ast.unparse(call)
            yield str(name.value)


def _methods(nodes: list[ast.AST]) -> Iterator[str]:
    """The Bot API methods the app calls: every word in its source that the emulator knows as one."""
    known = {*METHODS, "getupdates"}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() in known:
            yield node.value


def _filled(point: ast.expr, fillings: dict[str, set[str]]) -> Iterator[str]:
    if isinstance(point, ast.Constant):
        yield str(point.value)
        return
    assert isinstance(point, ast.JoinedStr), ast.unparse(point)
    (blank,) = (part for part in point.values if isinstance(part, ast.FormattedValue))
    for filling in fillings[ast.unparse(blank.value)]:
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else filling for part in point.values)
