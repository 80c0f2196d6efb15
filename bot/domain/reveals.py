"""Revealing a secret identity: one asks for a reason, a second person agrees, and the answer is there for a while."""

from datetime import timedelta
from enum import StrEnum

# Nobody must agree tomorrow to what was needed yesterday; what was agreed to and cannot be delivered lapses as well.
ASK_LIFE = timedelta(hours=24)


class RevealState(StrEnum):
    """How far a request has come. The value is stored and is the text key's suffix."""

    ASKED = "asked"
    APPROVED = "approved"  # the answer is on its way
    REFUSED = "refused"
    LAPSED = "lapsed"  # nobody decided in time, it could not be delivered, or who asked may not know any more
    SHOWN = "shown"
    ENDED = "ended"  # it was shown, and taken away again


RUNNING = frozenset({RevealState.ASKED, RevealState.APPROVED, RevealState.SHOWN})
