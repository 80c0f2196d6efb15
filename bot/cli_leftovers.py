"""What a killed ``tinbao backup`` leaves: a half-written file, which the next one removes."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import IO

from bot.domain.screen import phrase
from bot.startup import NotReady

# Earlier releases proved a backup in a folder of this name, which stayed behind when they were killed.
FORMER_PROOFS = "proof-*"


@contextmanager
def under_way(data_dir: Path, part: Path) -> Iterator[None]:
    """``part`` is being written, by nobody else at the same time. First clears up after one that was killed.

    Raises NotReady, OSError.
    """
    with _note(data_dir).open("a+", encoding="utf-8") as note:
        if not _taken(note):
            raise NotReady(phrase("cli-backup-under-way"))
        for path in _left(data_dir, note):
            rmtree(path) if path.is_dir() else path.unlink()
        # On the disk before the file is: else nobody would know of it after a power cut.
        _write(note, str(part.absolute()))
        yield
        _write(note, "")


def was_cut_short(data_dir: Path) -> bool:
    """Something of a backup lies about, and none is running."""
    try:
        with _note(data_dir).open("r+", encoding="utf-8") as note:
            return _taken(note) and bool(_left(data_dir, note))
    except OSError:
        return any(data_dir.glob(FORMER_PROOFS))


def _note(data_dir: Path) -> Path:
    """Where the path of the file stands that is being written; locked meanwhile, a lock that dies with its process."""
    return data_dir / "backup-under-way"


def _taken(note: IO[str]) -> bool:
    try:
        fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _left(data_dir: Path, note: IO[str]) -> list[Path]:
    note.seek(0)
    named = note.read()
    part = [Path(named)] if named and Path(named).is_file() else []
    return [*part, *data_dir.glob(FORMER_PROOFS)]


def _write(note: IO[str], path: str) -> None:
    note.truncate(0)
    note.write(path)
    note.flush()
    os.fsync(note.fileno())
