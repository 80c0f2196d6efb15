"""Every failpoint of the product, read from its source, so that a new one is killed at without being listed here."""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from bot.sandbox.methods.registry import METHODS

ROOT = Path(__file__).resolve().parents[2]
# The demo and the emulator are not the product.
SOURCE = [
    path
    for path in sorted(chain((ROOT / "bot").rglob("*.py"), (ROOT / "storage").rglob("*.py")))
    if not {"sandbox", "demo", "migrations"} & set(path.parts)
]
# What is asked for health only looks: nothing is written that a kill could tear.
LOOKING = frozenset({"pinger", "web"})


def failpoint_names() -> list[str]:
    """The names of all points at which the running app can be killed."""
    nodes = _nodes(commands=False)
    fillings = {"job.name": set(_units(nodes)) - LOOKING, "method": set(_methods(nodes))}
    return sorted({name for point in _points(nodes) for name in _filled(point, fillings)})


def command_failpoint_names() -> list[str]:
    """Those at which a command can be killed."""
    return sorted({name for point in _points(_nodes(commands=True)) for name in _filled(point, {})})


def roundabout_passings() -> list[str]:
    """Uses of ``failpoint`` that are no plain call, so that the names are not found: there must be none."""
    nodes = [node for path in SOURCE for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    called = {id(call.func) for call in _calls(nodes, "failpoint")}
    return [ast.unparse(n) for n in nodes if isinstance(n, ast.Name) and n.id == "failpoint" and id(n) not in called]


def _nodes(*, commands: bool) -> list[ast.AST]:
    sources = [path.read_text(encoding="utf-8") for path in SOURCE if path.name.startswith("cli") is commands]
    return [node for source in sources for node in ast.walk(ast.parse(source))]


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
