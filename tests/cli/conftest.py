"""The commands as an operator starts them: in a folder of their own, with nothing set but what a test sets."""

import asyncio
import io
import logging
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from bot import cli

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "700000001:AA-canary-token-that-nobody-owns-0001"
HOOKS: tuple[tuple[ModuleType, str], ...] = (
    (sys, "excepthook"),
    (sys, "unraisablehook"),
    (threading, "excepthook"),
    (logging, "raiseExceptions"),
)
# Seconds; a busy machine takes long to import everything.
PATIENCE = 120


@dataclass
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def refuses(self, *words: str) -> None:
        """Exit code 2, nothing on standard output, and exactly one line that holds all of ``words``."""
        lines = self.err.splitlines()
        assert (self.code, self.out, len(lines)) == (2, "", 1), self
        assert "Traceback" not in self.err
        for word in words:
            assert word in lines[0], self


@dataclass
class Tinbao:
    """Runs ``tinbao`` in a folder of its own."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, **settings: str) -> Said:
        """In this process, which saves the time to start one; for all but ``run`` and ``demo``."""
        out, err = _console(), _console()
        with pytest.MonkeyPatch.context() as place, redirect_stdout(out), redirect_stderr(err):
            place.chdir(self.folder)
            place.setattr("os.environ", self._environment(settings))
            place.setattr("sys.argv", ["tinbao", *arguments])
            for module, hook in HOOKS:  # set to what they are: put back as they were
                place.setattr(module, hook, getattr(module, hook))
            with pytest.raises(SystemExit) as left:
                cli.main()
        code = left.value.code or 0
        assert isinstance(code, int)
        return Said(code, _printed(out), _printed(err))

    def process(self, *arguments: str, **settings: str) -> Said:
        """As it is in earnest: in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env=self._environment(settings),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    @asynccontextmanager
    async def started(self, *arguments: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """The same, in the background."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env=self._environment(settings),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def _environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        base = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PYTHONPATH": str(ROOT)}
        return base | self.env | {f"TINBAO_{name.upper()}": value for name, value in settings.items()}


def _console() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)


def _printed(console: io.TextIOWrapper) -> str:
    console.flush()
    written = console.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode()


async def finish(process: asyncio.subprocess.Process) -> Said:
    """Wait for the end of a background command."""
    async with asyncio.timeout(PATIENCE):
        out, err = await process.communicate()
    assert process.returncode is not None
    return Said(process.returncode, out.decode(), err.decode())


@pytest.fixture
def tinbao(tmp_path: Path) -> Tinbao:
    """An empty folder on a machine where nothing is set."""
    return Tinbao(tmp_path)


@pytest.fixture
def installed(tinbao: Tinbao) -> Tinbao:
    """The same after ``new-key`` and ``migrate``, with a token and a phone that look right."""
    tinbao.env = {"TINBAO_TOKEN": TOKEN, "TINBAO_WARD_PHONE": "0225 3 000 000"}
    assert tinbao("new-key").code == 0
    assert tinbao("migrate").code == 0
    return tinbao
