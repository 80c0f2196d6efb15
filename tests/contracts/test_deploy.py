"""What is handed to whoever installs it fits together: container, compose file, units, the guide's own commands."""

import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.contracts.test_docs import ROOT

DEPLOY = ROOT / "docs/deploy"
CONTAINER, COMPOSE = ((DEPLOY / name).read_text(encoding="utf-8") for name in ("Containerfile", "compose.yaml"))
GUIDE = (ROOT / "docs/may-chu.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def test_the_image_is_given_every_package_and_may_see_it() -> None:
    copied = {name for line in re.findall(r"^COPY (.+) \S+$", CONTAINER, re.MULTILINE) for name in line.split()}
    assert all((ROOT / name).exists() for name in copied)
    found = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    assert {name.rstrip("*") for name in found["find"]["include"]} <= copied
    admitted = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in admitted if line.startswith("!")} == copied


def test_nothing_that_must_stay_lies_in_a_container() -> None:
    """A container is thrown away at each upgrade, and after each command."""
    kept = re.findall(r"^ +- [\w./]+:(/[\w/]+)$", COMPOSE, re.MULTILINE)
    settings = dict(re.findall(r"^ +TINBAO_(\w+): (/\S+)$", COMPOSE, re.MULTILINE))
    assert settings.keys() == {"DATA_DIR", "MASTER_KEY_FILE", "BACKUP_KEY_FILE"}
    for path in settings.values():
        assert any(Path(path).is_relative_to(folder) for folder in kept), path


def test_a_named_volume_belongs_to_the_bot() -> None:
    """Docker gives it to whoever owns the folder in the image, and to root where there is none."""
    for folder in re.findall(r"^ +- \w+:(/[\w/]+)$", COMPOSE, re.MULTILINE):
        assert re.search(rf"install -d -m 700 -o tinbao -g tinbao {folder}$", CONTAINER, re.MULTILINE)


def test_units_and_command_start_the_program_that_the_guide_installs() -> None:
    for name in ("tinbao", "tinbao.service", "tinbao-backup.service"):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        assert "/opt/tinbao/.venv/bin/tinbao " in text
        assert "/var/lib/tinbao" in text
    assert "/opt/tinbao/.venv/bin/pip install" in GUIDE


def test_the_nightly_backup_clears_away_what_is_past_its_life_and_nothing_else(tmp_path: Path) -> None:
    unit = (DEPLOY / "tinbao-backup.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStartPost=/usr/bin/(find .+)$", unit, re.MULTILINE)
    old, new = ("tinbao-1.bak", "tinbao-2.bak.part"), ("tinbao-3.bak", "tinbao-4.bak.part")
    for name in (*old, *new, "notes.txt"):
        (tmp_path / name).touch()
        if name not in new:
            os.utime(tmp_path / name, (0, 0))
    subprocess.run(shlex.split(command.replace("/var/backups/tinbao", str(tmp_path))), check=True)
    assert {path.name for path in tmp_path.iterdir()} == {*new, "notes.txt"}


def test_files_that_the_guide_names_are_there() -> None:
    named = [word for block in BLOCKS for word in re.findall(r"docs/deploy/[\w.*-]+", block)]
    assert named
    assert all(list(ROOT.glob(word)) for word in named)


@pytest.mark.parametrize("script", [*BLOCKS, (DEPLOY / "tinbao").read_text(encoding="utf-8")])
def test_a_shell_reads_what_is_to_be_typed(script: str) -> None:
    read = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    assert read.returncode == 0, read.stderr
