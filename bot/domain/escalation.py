"""Ladders: after how long, and to whom, a reminder goes."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class To(StrEnum):
    """Who hears of it."""

    GROUP = "group"
    COMMANDER = "commander"
    CHIEF = "chief"
    OWNER = "owner"  # whoever handles the tip, in private
    UNIT = "unit"  # the people of the unit it was sent to
    REPORTER = "reporter"
    ASKER = "asker"  # who asked the reporter, and who handles the tip
    DESK = "desk"  # the tip itself goes back to those who have not acknowledged it


@dataclass(frozen=True, slots=True)
class Rung:
    """``minutes`` after the rung before it (the first: after the ladder began)."""

    minutes: int
    to: To


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in order; after the last one it goes on to the same people every ``repeat`` minutes, if that is set."""

    rungs: tuple[Rung, ...]
    repeat: int = 0

    def rung(self, stage: int) -> Rung:
        """The rung of a stage, counted from 0; the last one stands for all that follow."""
        if stage < len(self.rungs):
            return self.rungs[stage]
        return Rung(self.repeat, self.rungs[-1].to)

    def wait(self, stage: int) -> timedelta | None:
        """How long after the rung before it this stage comes; None when there is no such stage."""
        minutes = self.rung(stage).minutes
        return timedelta(minutes=minutes) if minutes or stage < len(self.rungs) else None
