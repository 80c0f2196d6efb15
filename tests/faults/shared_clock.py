"""One time for two processes: the emulator's and the bot's. It runs at the machine's pace and can be moved on."""

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

# A Monday in the morning, 09:00 in Hải Phòng.
START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
_CELL = struct.Struct("dd")


class SharedClock:
    """The time, kept in a file that both processes map: when it began (monotonic seconds) and how far it was moved."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            path.write_bytes(_CELL.pack(time.monotonic(), 0.0))
        with path.open("r+b") as file:
            self._cell = mmap.mmap(file.fileno(), _CELL.size)

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        began, moved = _CELL.unpack(self._cell[:])
        return START + timedelta(seconds=time.monotonic() - began + moved)

    def move(self, seconds: float) -> None:
        """Move on, for both processes at once."""
        began, moved = _CELL.unpack(self._cell[:])
        self._cell[:] = _CELL.pack(began, moved + seconds)
