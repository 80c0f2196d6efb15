"""Whatever is typed wrongly: one line in Vietnamese that says how to type it, exit code 2."""

import pytest
from typer.main import get_command

from bot.cli import app
from tests.cli.conftest import Tinbao

MISTAKES = [
    ((), "tinbao --help"),
    (("bay",), "setup-code"),
    (("--bay",), "tinbao --help"),
    (("run", "--bay"), "tinbao run --help"),
    (("run", "--migrate=yes"), "tinbao run --migrate"),
    (("migrate", "now"), "tinbao migrate --help"),
    (("setup-code", "now"), "tinbao setup-code --help"),
    (("doctor", "now"), "tinbao doctor --help"),
    (("export-journal",), "tinbao export-journal nhat-ky.csv"),
    (("export-journal", "a.csv", "b.csv"), "tinbao export-journal --help"),
    (("report", "--out", "a"), "half-year"),
    (("report", "tháng", "--out", "a"), "half-year"),
    (("report", "month"), "--out bao-cao"),
    (("register",), "07/2026"),
    (("register", "tháng bảy", "--out", "a"), "07/2026"),
    (("report", "month", "--out", "a", "--end", "2026-07-14"), "--end 14/07/2026"),
    (("backup",), "tinbao backup sao-luu.bak"),
    (("restore", "a.bak", "b.bak"), "tinbao restore --help"),
    (("doctor", "--reconcile=yes"), "tinbao doctor --reconcile"),
    (("new-key", "here"), "tinbao new-key --help"),
    (("new-key", "--show=yes"), "tinbao new-key --show"),
    (("rotate-key", "now"), "tinbao rotate-key --help"),
    (("remove-webhook", "now"), "tinbao remove-webhook --help"),
    (("version", "--all"), "tinbao version --help"),
    (("demo", "--port", "tám mươi"), "từ 0 đến 65535"),
    (("demo", "--port", "65536"), "từ 0 đến 65535"),
    (("demo", "--port"), "từ 0 đến 65535"),
    (("demo", "--seed=yes"), "tinbao demo --seed"),
]


@pytest.mark.parametrize(("arguments", "cure"), MISTAKES)
def test_a_typing_mistake_is_answered_with_the_cure(tinbao: Tinbao, arguments: tuple[str, ...], cure: str) -> None:
    tinbao(*arguments).refuses(cure)


def test_the_same_in_earnest(tinbao: Tinbao) -> None:
    tinbao.process("demo", "--port", "tám mươi").refuses("từ 0 đến 65535")


def test_help_is_in_vietnamese_and_names_every_command(tinbao: Tinbao) -> None:
    said = tinbao("--help")
    assert said.code == 0
    assert "Usage" not in said.out
    for command in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"\n  {command} " in said.out


def test_version_says_a_number_or_that_it_is_not_installed(tinbao: Tinbao) -> None:
    said = tinbao("version")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("tinbao ")
