"""Texts and code agree: every key that is used exists, every text is used, every placeholder is filled."""

import ast
import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.channels.file_types import Sort
from bot.cli_journal import COLUMNS
from bot.domain.authority import Deed
from bot.domain.clocks import ClockKey
from bot.domain.commands import OFFERS
from bot.domain.content import EvidenceKind
from bot.domain.ladders import Lack
from bot.domain.lists.table import Unreadable
from bot.domain.people import Role
from bot.domain.postponing import Later
from bot.domain.tip import Category, IdentityMode, ReporterKind, Status, Urgency
from bot.texts import LOCALES, load_texts
from bot.wordings import TAGS, Fault
from storage.journal_check import Break
from storage.reconcile import QUESTIONS

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("bot", "handlers", "storage")
_REMINDED = frozenset(Lack) - {Lack.WORD}
# What stands in the gap of a key that is put together. Keys of the dialog have tests of their own.
FAMILIES: Mapping[str, Iterable[str]] = {
    "admin-next-{}": Role,
    "advice-{}": Category,
    "category-{}": Category,
    "check-{}": ("group", "admin", Role.OFFICER, Role.COMMANDER, Role.CHIEF),
    "clock-name-{}": ClockKey,
    "command-{}": [offer.name for offer in OFFERS],
    "duty-head-{}": Urgency,
    "doctor-journal-{}": Break,
    "doctor-reconcile-{}": QUESTIONS,
    "doctor-cure-{}": QUESTIONS,
    "evidence-{}": EvidenceKind,
    "files-{}": ("wanted", "too_big", "discarded", "lost"),
    "files-kind-{}": Sort,
    "identity-{}": IdentityMode,
    "journal-{}": COLUMNS,
    "list-column-{}": ("name", "aliases", "role", "home", "unit"),
    "list-unreadable-{}": Unreadable,
    "may-{}": Deed,
    "mytips-status-{}": Status,
    "remind-button-later-{}": Later,
    "remind-stop-{}": (*_REMINDED, "several"),
    "remind-waited-{}": _REMINDED,
    "remind-what-{}": (*_REMINDED, "several"),
    "reporter-{}": ReporterKind,
    "role-{}": Role,
    "start-texts-{}": Fault,
    "urgency-{}": Urgency,
    "urgency-mark-{}": Urgency,
}
KEYS = load_texts().keys()
# Words to be matched, the engineer's own page, invented people, what an installation may set, and the one line that
# is said when the texts themselves cannot be read.
MAY_SPEAK_VIETNAMESE = (
    "bot/domain/vietnamese", "bot/sandbox/page", "bot/demo", "bot/settings.py", "bot/cli_speech.py",
)  # fmt: skip


@dataclass(frozen=True)
class Use:
    """One phrase in the code: the templates its key may come from, the arguments it is given (None: unknown)."""

    where: str
    templates: tuple[str, ...]
    given: frozenset[str] | None


def _files() -> list[Path]:
    return [path for package in PRODUCT for path in (ROOT / package).rglob("*.py")]


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in _files():
        if "sandbox" not in path.parts:
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def _uses() -> list[Use]:
    return [
        Use(f"{name}:{node.lineno}", templates, _given(node))
        for name, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in {"phrase", "say"} and node.args
        if (templates := tuple(_templates(node.args[0])))
    ]


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def _templates(key: ast.expr) -> Iterator[str]:
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        yield key.value
    elif isinstance(key, ast.IfExp):
        yield from (*_templates(key.body), *_templates(key.orelse))
    elif isinstance(key, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in key.values)


def _given(node: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in node.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _keys(template: str) -> list[str]:
    """The keys a template stands for."""
    if "{}" not in template:
        return [template]
    if template in FAMILIES:
        return [template.format(str(member)) for member in FAMILIES[template]]
    shape = re.compile(re.escape(template).replace(r"\{\}", ".*"))
    return [key for key in KEYS if shape.fullmatch(key)]


def _needed(key: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(load_texts().raw(key)) if name}


USES = _uses()


@pytest.mark.parametrize("use", USES, ids=lambda use: use.where)
def test_every_key_that_is_used_has_a_text_and_gets_what_it_needs(use: Use) -> None:
    keys = [key for template in use.templates for key in _keys(template)]
    known = [key for key in keys if key != "deep-link"]  # stands for an address, which only the channel can make
    missing = [key for key in known if key not in load_texts()]
    assert keys, use.templates
    assert not missing
    if use.given is not None and known:
        needed = [_needed(key) for key in known]
        if all(template in FAMILIES or "{}" not in template for template in use.templates):
            assert set().union(*needed) <= use.given
        assert any(names <= use.given for names in needed)
        assert use.given <= set().union(*needed), "given, and shown nowhere"


def test_every_text_is_used() -> None:
    spoken = {
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    put_together = {
        template
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for template in _templates(node)
        if re.match(r"[a-z]+-", template)
    }
    made = {key for template in put_together for key in _keys(template)}
    idle = sorted(KEYS - spoken - made)
    assert not idle


def test_no_key_has_two_texts() -> None:
    seen: dict[str, str] = {}
    for path in sorted(LOCALES.glob("vi/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            keys = [str(message.id) for message in read_po(file) if message.id]
        for key in keys:
            assert key not in seen, f"{key}: {seen.get(key)} and {path.name}"
            seen[key] = path.name


def test_every_text_is_a_format_that_telegram_understands() -> None:
    """Placeholders have plain names; tags are those of the Bot API (Formatting options) and are closed."""
    for key in KEYS:
        text = load_texts().raw(key)
        for _, name, spec, conversion in string.Formatter().parse(text):
            assert name is None or name.isidentifier(), key
            assert not spec, key
            assert not conversion, key
        tags = re.findall(r"</?([a-z]+)[^>]*>", text)
        assert set(tags) <= TAGS or key.startswith(("cli", "set")), key
        assert unicodedata.is_normalized("NFC", text), key


def test_an_alert_fits_into_its_box() -> None:
    """Bot API, answerCallbackQuery.text: 0-200 characters."""
    for key in KEYS:
        if key.startswith(("refused-", "alert-")) and key != "refused-bad-group-code":
            text = load_texts().raw(key).format_map(dict.fromkeys(_needed(key), "x" * 20))
            assert len(text.encode("utf-16-le")) <= 400, key


def test_no_vietnamese_in_code() -> None:
    found = []
    for path in _files():
        name = str(path.relative_to(ROOT))
        if not name.startswith(MAY_SPEAK_VIETNAMESE):
            found += [f"{name}:{line}" for line in _accented(ast.parse(path.read_text(encoding="utf-8")))]
    assert not found


def _accented(tree: ast.Module) -> Iterator[int]:
    comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments:
            letters = unicodedata.normalize("NFD", node.value)
            if "đ" in letters.lower() or any("\u0300" <= c <= "\u0323" for c in letters):
                yield node.lineno
