"""Who may not even cause whom to be imported: aiogram takes seconds, and help must come at once."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _imported_by(statements: str) -> set[str]:
    program = f"import sys\n{statements}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def _modules(*folders: str) -> str:
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths)
    # Alembic runs its own files, with a context that is not there now.
    return "\n".join(f"import {name}" for name in names if ".migrations." not in name)


def test_help_needs_neither_aiogram_nor_a_database() -> None:
    program = "sys.argv = ['tinbao', '--help']\nfrom bot.cli import main\ntry: main()\nexcept SystemExit: pass"
    assert not _imported_by(program) & {"aiogram", "aiohttp", "sqlalchemy", "alembic", "apscheduler"}


@pytest.mark.parametrize(
    "command",
    [
        "database",
        "books",
        "journal",
        "keys",
        "backup",
        "restore",
        "register",
        "reports",
        "rotate",
        "telegram",
        "doctor",
        "run",
    ],
)
def test_a_command_does_not_bring_aiogram_before_it_is_needed(command: str) -> None:
    assert "aiogram" not in _imported_by(f"import bot.cli_{command}")


def test_serving_brings_no_library_of_documents_before_there_is_one() -> None:
    """Ninety megabytes and more, for what is made once a month."""
    assert not _imported_by("import bot.app") & {"openpyxl", "numpy", "matplotlib", "docx", "docxtpl"}


def test_domain_services_and_storage_know_no_framework() -> None:
    assert not _imported_by(_modules("bot/domain", "bot/services", "storage")) & {"aiogram", "aiohttp", "apscheduler"}


def test_the_domain_knows_no_database() -> None:
    assert "sqlalchemy" not in _imported_by(_modules("bot/domain"))
