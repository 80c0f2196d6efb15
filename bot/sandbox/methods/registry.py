"""Every method the emulator knows, by its lower-case name: the server does not mind the case."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.methods import (
    callbacks,
    copying,
    deleting,
    editing,
    forum,
    media,
    membership,
    polling,
    profile,
    reacting,
    sending,
)
from bot.sandbox.methods.query import Query

METHODS: dict[str, Callable[[Query], Any]] = {
    **polling.METHODS,
    **sending.METHODS,
    **media.METHODS,
    **editing.METHODS,
    **callbacks.METHODS,
    **copying.METHODS,
    **deleting.METHODS,
    **membership.METHODS,
    **forum.METHODS,
    **profile.METHODS,
    **reacting.METHODS,
}
