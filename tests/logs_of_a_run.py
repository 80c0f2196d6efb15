"""The logs of a run, set up as in production, and everything put back afterwards."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import structlog

from bot.logs import configure_logs


@contextmanager
def configured_logs(*, json: bool, stream: TextIO) -> Iterator[None]:
    """What is logged meanwhile goes to ``stream``; a later test must not write to it once it is closed."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions, structlog.get_config())
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    configure_logs(json=json, stream=stream)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        root.handlers[:], logging.raiseExceptions = before[0], before[2]
        root.setLevel(before[1])
        structlog.configure(**before[3])
