"""Every text of the commands is there, and none is idle."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from typer.main import get_command

from bot.cli import app
from bot.cli_books import Books
from bot.cli_doctor import CHECKS, _book_checks
from bot.cli_journal import COLUMNS
from bot.cli_speech import open_texts
from bot.settings import Settings
from bot.wordings import Fault
from storage.journal_check import Break
from storage.reconcile import QUESTIONS

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locales/vi/LC_MESSAGES/system.po"
KEY = re.compile(r'"((?:cli|start|doctor|error)-[a-z0-9-]+)"')
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
ARGUMENTS = {"file": "TỆP", "kind": "KỲ", "month": "THÁNG"}


def _catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def _written_in_code() -> set[str]:
    files = [*(ROOT / "bot").glob("cli*.py"), ROOT / "bot/startup.py"]
    return {key for file in files for key in KEY.findall(file.read_text(encoding="utf-8"))}


def _made_up_in_code() -> set[str]:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    options = {option.name for command in COMMANDS.values() for option in command.params}
    return (
        {f"setting-{field.replace('_', '-')}" for field in Settings.model_fields}
        | {f"cli-help-{name}" for name in COMMANDS}
        | {f"start-texts-{fault}" for fault in Fault}
        | {f"start-{whom}-waiting" for whom in ("database", "telegram")}
        | {f"cli-ask-ward-{field}" for field in ("code", "name", "phone")}
        | {f"cli-bad-{option}" for option in options | {"help"}}
        | {f"doctor-journal-{wrong}" for wrong in Break}
        | {f"journal-{column}" for column in COLUMNS}
        | {f"doctor-{how}-{question}" for question in QUESTIONS for how in ("reconcile", "cure")}
        | {f"doctor-{check}" for check in CHECKS | _book_checks(Books(settings))}
    )


def test_every_key_has_a_text_and_every_text_a_key() -> None:
    assert _written_in_code() | _made_up_in_code() == _catalogue().keys()


def test_no_text_hides_behind_the_same_key_elsewhere() -> None:
    texts = open_texts()
    assert {key for key, text in _catalogue().items() if texts.raw(key) != text} == set()


def test_placeholders_have_names() -> None:
    for key, text in _catalogue().items():
        for _, name, _, _ in Formatter().parse(text):
            assert name is None or name.isidentifier(), key


@pytest.mark.parametrize("name", COMMANDS)
def test_help_names_every_option(name: str) -> None:
    text = _catalogue()[f"cli-help-{name}"]
    assert text.startswith(f"Cách dùng: tinbao {name}")
    for option in COMMANDS[name].params:
        assert f"  {option.opts[0] if option.param_type_name == 'option' else ARGUMENTS[option.name]} " in text


def test_the_overview_names_every_command() -> None:
    for name in COMMANDS:
        assert f"\n  {name} " in _catalogue()["cli-help"]
        assert f" {name}" in _catalogue()["cli-no-such-command"]
