"""Named places at which a test may kill the process; nothing at all unless a test asks for it.

``TINBAO_FAILPOINT=name:2`` kills the process with SIGKILL at the second passing of ``name``.
"""

import os
import signal

_ARMED, _, _HIT = os.environ.get("TINBAO_FAILPOINT", "").partition(":")
_left = int(_HIT or 1)


def failpoint(name: str) -> None:
    """Die here, as if the power went, when this point is armed and its turn has come."""
    if name == _ARMED:
        _count_down()


def _count_down() -> None:
    global _left
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
