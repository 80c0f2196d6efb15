"""Named places at which a test may kill the process; nothing at all unless a test asks for it.

``TINBAO_FAILPOINT=name:2`` kills the process with SIGKILL at the second passing of ``name``, ``name/card:2`` at the
second one with a card in hand: claimed, sent or recorded. ``name/+card`` is the passing of a unit that writes one.
"""

import os
import signal
from contextvars import Context, ContextVar, copy_context

_ARMED, _, _HIT = os.environ.get("TINBAO_FAILPOINT", "").partition(":")
_left = int(_HIT or 1)
_about: ContextVar[tuple[str, ...]] = ContextVar("about", default=())


def about(what: str) -> None:
    """Say what this task or unit of work is about, from here to its end."""
    if _ARMED:
        _about.set((*_about.get(), what))


def failpoint(name: str, context: Context | None = None) -> None:
    """Die here, as if the power went, when this point is armed and its turn has come; ``context``: whose passing it is,
    if not the caller's own."""
    if _ARMED:
        _pass(name, (context or copy_context()).get(_about, ()))


def _pass(name: str, about_what: tuple[str, ...]) -> None:
    point, _, what = _ARMED.partition("/")
    if name == point and (not what or what in about_what):
        _count_down()


def _count_down() -> None:
    global _left
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
