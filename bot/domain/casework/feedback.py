"""What the investigating body decides on a tip that was passed to it; the ward hears of it later and writes it down.

Sources: BLTTHS Điều 147.1 (the three decisions), 148 (suspending), 149 (resuming).
"""

from enum import StrEnum

from bot.domain.casework.outcomes import Outcome


class Verdict(StrEnum):
    """A decision. The value is stored and is the text key's suffix."""

    PROSECUTED = "prosecuted"  # khởi tố vụ án hình sự
    NOT_PROSECUTED = "not_prosecuted"  # không khởi tố
    SUSPENDED = "suspended"  # tạm đình chỉ giải quyết
    RESUMED = "resumed"  # phục hồi giải quyết


# What ended otherwise is in nobody's hands who decides so.
DECIDED_AFTER = frozenset({Outcome.INVESTIGATION, Outcome.WARD})


def may_follow(last: Verdict | None) -> tuple[Verdict, ...]:
    """What may be decided after ``last``: only what rests can be resumed, and it cannot be suspended twice."""
    if last is Verdict.SUSPENDED:
        return Verdict.RESUMED, Verdict.PROSECUTED, Verdict.NOT_PROSECUTED
    return Verdict.PROSECUTED, Verdict.NOT_PROSECUTED, Verdict.SUSPENDED
