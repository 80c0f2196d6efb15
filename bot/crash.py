"""What nobody caught, in whatever command: a number, the kind and a place in the code; no word of anybody's.

Python's own hooks print what an error says, and its libraries print people's messages and the bot's token.
"""

import logging
import sys
import threading
from collections.abc import Callable


def print_nothing(report: Callable[[BaseException], object]) -> None:
    """Hand whatever nobody catches to ``report``, and what libraries would print to nobody.

    ``bot.logs.configure_logs`` takes the place of this where logs are kept.
    """
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    # Without any handler what libraries report goes to standard error, words and all.
    logging.getLogger().addHandler(logging.NullHandler())
    sys.excepthook = lambda _, error, __: _hand_over(report, error)
    threading.excepthook = lambda args: _hand_over(report, args.exc_value)
    sys.unraisablehook = lambda args: _hand_over(report, args.exc_value)


def _hand_over(report: Callable[[BaseException], object], error: BaseException | None) -> None:
    if isinstance(error, Exception):
        report(error)
