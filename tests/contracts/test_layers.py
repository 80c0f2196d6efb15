"""Imports flow one way; what is forbidden stays forbidden (pyproject.toml, tool.importlinter)."""

import ast
import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("bot", "handlers", "storage")


def test_every_contract_on_imports_is_kept() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_every_part_of_the_bot_has_its_layer() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {module.strip() for layer in layers for module in layer.split(":")}
    parts = {f"bot.{path.stem}" for path in (ROOT / "bot").iterdir() if path.suffix == ".py" or _package(path)}
    assert parts - placed == {"bot.__init__", "bot.sandbox"}
    assert placed - parts == {"handlers", "storage"}


def test_nothing_is_ever_forwarded() -> None:
    """A forwarded message shows who wrote it (Bot API, forwardMessage); a copy keeps what is in a file."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in _product_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _names_it(node)
    ]
    assert not found


def test_one_module_talks_to_telegram() -> None:
    """Whoever imports the HTTP client could send past the outbox."""
    clients = {"aiohttp", "httpx", "requests", "urllib.request"}
    users = {
        str(path.relative_to(ROOT))
        for path in _product_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _imported(node) & clients
    }
    assert users == {"bot/channels/telegram.py", PING}


def test_the_ping_says_nothing() -> None:
    """The other user of the HTTP client knows no row and no text: it asks for an address and adds nothing."""
    tree = ast.parse((ROOT / PING).read_text(encoding="utf-8"))
    imported = {name for node in ast.walk(tree) for name in _imported(node)}
    assert imported == {"aiohttp"}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node).startswith(HTTP)]
    assert [_name(call) for call in calls] == ["session.get"]
    assert {keyword.arg for keyword in calls[0].keywords} == {"proxy", "allow_redirects"}


PING = "bot/channels/ping.py"
HTTP = ("session.", "aiohttp.request")


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func)


def _product_files() -> list[Path]:
    files = [path for package in PRODUCT for path in (ROOT / package).rglob("*.py")]
    return [path for path in files if "sandbox" not in path.parts]


def _names_it(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.lower().startswith(("forwardmessage", "copymessage"))
    return isinstance(node, ast.Attribute) and node.attr in {"forward_message", "copy_to", "copy_message"}


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if not isinstance(node, ast.ImportFrom) or node.module is None:
        return set()
    serves_only = node.module == "aiohttp" and {alias.name for alias in node.names} == {"web"}
    return set() if serves_only else {node.module}


def _package(path: Path) -> bool:
    return (path / "__init__.py").exists()
