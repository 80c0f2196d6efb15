"""Files that a command writes for whoever runs it."""

import os
from pathlib import Path

from bot.domain.screen import phrase
from bot.startup import NotReady


def write_private(path: Path, content: bytes) -> None:
    """A file that only its owner may read. Raises NotReady."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError:
        raise NotReady(phrase("cli-file-exists", path=str(path))) from None
    except OSError:
        raise NotReady(phrase("cli-file-not-written", path=str(path))) from None
