"""An error nobody foresaw, in a command: one line with its number, kind and place, and not a word of anybody's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, TOKEN, Tinbao

WORDS = f"Zylphương 0900 000 123 ở ngõ 12, {TOKEN}"
CANARIES = ("Zylphương", "0900 000 123", "ngõ 12", TOKEN)
LINE = re.compile(r"số ([0-9A-F]{6}) \(ValueError, (\S+)\)")

EVERYWHERE = f"""
import asyncio, logging, sys, threading, warnings
from bot import cli
from bot.domain import codes

WORDS = {WORDS!r}

class Dying:
    def __del__(self):
        raise ValueError(WORDS)

def fails():
    told = WORDS
    raise ValueError(told)

async def forgotten():
    asyncio.get_running_loop().create_task(later())
    await asyncio.sleep(0.01)

async def later():
    fails()

def everywhere(_):
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    Dying()
    asyncio.run(forgotten())
    warnings.warn(WORDS)
    logging.getLogger("aiohttp.client").error("cannot reach %s", WORDS)
    logging.getLogger("a.library").error("%s %s", WORDS)
    fails()

cli.tell = everywhere
sys.argv = ["tinbao", "version"]
cli.main()
"""


def test_a_command_says_number_kind_and_place(installed: Tinbao, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError(WORDS)

    monkeypatch.setattr("bot.cli_database.schema.current", fails)
    said = installed("setup-code")
    (line,) = said.err.splitlines()
    found = LINE.search(line)
    assert (said.code, said.out) == (1, "")
    assert found is not None, line
    assert found[2].startswith("bot/cli_database.py:")
    assert not [canary for canary in CANARIES if canary in line]


def test_whatever_fails_beside_the_command_says_no_more(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERYWHERE],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert all(LINE.search(line) for line in lines), done.stderr
    assert len(lines) == 3, "the thread, the destructor, the command itself"
    assert not [canary for canary in CANARIES if canary in done.stderr]
