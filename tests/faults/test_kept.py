"""A power cut takes what the disk was not yet told to keep: nobody hears that it is kept before that.

Killing the bot does not show it, because the machine under it lives on and writes later what it was given.
"""

import shutil
from collections.abc import Callable
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.faults.kept_life import COMMITTED, CONFIRMED, KEPT, PRESSED, SENT, lived

pytestmark = pytest.mark.skipif(
    shutil.which("cc") is None,
    reason="Debian's gcc and libc6-dev are not installed: that nobody hears of it before it is kept was NOT tested",
)
Lines = list[str]


def _each_commit(lines: Lines) -> None:
    """Is kept before the next one is made; SQLite has one that writes at a time."""
    commits = [at for at, line in enumerate(lines) if line == COMMITTED]
    assert all(_kept("-wal", lines[one:other]) for one, other in pairwise(commits))
    assert _kept("-wal", lines[commits[-1] :])


def _receipts(lines: Lines) -> None:
    """After the update, the tip and the claim of the receipt are committed, each kept before the next."""
    sent = lines.index(SENT)
    last = [at for at, line in enumerate(lines[:sent]) if line == COMMITTED][-3:]
    assert len(last) == 3
    assert last[0] > lines.index(PRESSED)
    assert all(_kept("-wal", lines[one:other]) for one, other in pairwise([*last, sent]))


def _updates(lines: Lines) -> None:
    """Telegram forgets what came before an offset: what came since the last one is kept."""
    confirmed = [at for at, line in enumerate(lines) if line == CONFIRMED]
    assert len(confirmed) > 3
    assert all(_kept("-wal", lines[one:other]) for one, other in pairwise(confirmed))


def _files(lines: Lines) -> None:
    """First the bytes, then the name, then the row that says they are there."""
    (half,) = (at for at, line in enumerate(lines) if line.startswith(KEPT) and line.endswith(".part"))
    folder = str(Path(lines[half].removeprefix(KEPT)).parent)
    named = lines.index(f"{KEPT}{folder}", half)
    row = lines.index(COMMITTED, named)
    assert _kept("-wal", lines[row:])


def _kept(ending: str, lines: Lines) -> bool:
    return any(line.startswith(KEPT) and line.endswith(ending) for line in lines)


EVERYTHING = (_each_commit, _receipts, _updates, _files)


def test_nobody_hears_that_it_is_kept_before_the_disk_has_it(databases: Databases, tmp_path: Path) -> None:
    lines = lived(databases.fresh("sqlite"), tmp_path)
    for check in EVERYTHING:
        check(lines)


@pytest.mark.parametrize(
    ("mutant", "caught_by"),
    [
        ("commits do not wait", EVERYTHING[:3]),
        ("files do not wait", (_files,)),
        ("names do not wait", (_files,)),
    ],
)
def test_a_bot_that_does_not_wait_is_caught(
    databases: Databases, tmp_path: Path, mutant: str, caught_by: tuple[Callable[[Lines], None], ...]
) -> None:
    lines = lived(databases.fresh("sqlite"), tmp_path, mutant)
    for check in EVERYTHING:
        with pytest.raises((AssertionError, ValueError)) if check in caught_by else nullcontext():
            check(lines)
