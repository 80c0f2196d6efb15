"""The database in which a backup is proved has no name under which anybody could find it later."""

import os
from pathlib import Path

from sqlalchemy import text

from storage.scratch import scratch_database


def test_what_does_not_fit_into_memory_lies_in_a_file_without_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "the ward's"
    folder.mkdir()
    with scratch_database(folder) as engine, engine.begin() as connection:
        connection.execute(text("CREATE TABLE told (words)"))
        for _ in range(8):
            connection.execute(text("INSERT INTO told VALUES (zeroblob(1000000))"))
        assert _open_in(folder), "else this says nothing"
        assert not list(folder.iterdir())
    assert not _open_in(folder)


def _open_in(folder: Path) -> list[str]:
    here = Path("/proc/self/fd")
    targets = [os.readlink(here / name) for name in os.listdir(here) if (here / name).is_symlink()]
    return [target for target in targets if target.startswith(str(folder))]
