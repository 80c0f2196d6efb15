"""What the guides tell people to type, set and open is there."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from bot.domain.commands import OFFERS
from bot.settings import Settings
from bot.startup import variable

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/decisions").glob("*.md"))]
DEPLOYED = sorted((ROOT / "docs/deploy").iterdir())
SAID = re.compile(r"(?:`|^|bin/|_|tinbao )tinbao ([a-z][a-z-]+)([^`\n]*)", re.MULTILINE)
# What is typed in Telegram; those of @BotFather, and what the bot answers over HTTP.
TYPED = re.compile(r"`/([a-z_]+)(?![\w/])")
ELSEWHERE = {"revoke", "token", "healthz", "metrics", "telegram"}
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def _id(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", [*PAGES, *DEPLOYED], ids=_id)
def test_every_command_option_and_setting_that_is_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, rest in SAID.findall(text):
        assert name in commands
        known = {option for parameter in commands[name].params for option in parameter.opts} | {"--help"}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known, name
    assert set(TYPED.findall(text)) <= {offer.name for offer in OFFERS} | ELSEWHERE
    settings = {variable(field) for field in Settings.model_fields}
    assert set(re.findall(r"TINBAO_[A-Z_]*[A-Z]", text)) - {"TINBAO_FAILPOINT"} <= settings


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_every_link_and_picture_is_there(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert not missing


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))
