"""A disk that is really full: a small one of its own, where the machine lets one mount it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BALLAST = "ballast"


class NoSmallDisk(Exception):
    """This machine does not let one mount anything."""


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of its own, of so many megabytes. Raises NoSmallDisk."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        raise NoSmallDisk from None
    if done.returncode:
        raise NoSmallDisk
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=True)


def fill(folder: Path) -> None:
    """Take up what is left of the disk, to the last byte."""
    with (folder / BALLAST).open("ab", buffering=0) as file:
        for piece in (bytes(1 << 16), b"0"):
            try:
                while file.write(piece) == len(piece):
                    pass
            except OSError:
                continue


def make_room(folder: Path) -> None:
    """Somebody clears up."""
    (folder / BALLAST).unlink()


def left_on(folder: Path) -> int:
    """How many bytes may still be written."""
    there = os.statvfs(folder)
    return there.f_bavail * there.f_frsize
