"""Ladders: after how long without an acknowledgement, and to whom, a reminder goes."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.tip import Urgency


class To(StrEnum):
    """Who hears of it."""

    GROUP = "group"
    COMMANDER = "commander"
    CHIEF = "chief"


@dataclass(frozen=True, slots=True)
class Rung:
    """``minutes`` after the rung before it (the first: after receipt)."""

    minutes: int
    to: To


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in order; after the last one it goes on to the same people every ``repeat`` minutes."""

    rungs: tuple[Rung, ...]
    repeat: int

    def rung(self, stage: int) -> Rung:
        """The rung of a stage, counted from 0; the last one stands for all that follow."""
        if stage < len(self.rungs):
            return self.rungs[stage]
        return Rung(self.repeat, self.rungs[-1].to)

    def wait(self, stage: int) -> timedelta:
        """How long after the rung before it this stage comes."""
        return timedelta(minutes=self.rung(stage).minutes)


def acknowledgement_ladder(urgency: Urgency, danger: int, normal: int, escalate: int) -> Ladder:
    """The ward's policy for a tip nobody has acknowledged (clock ``ack``): minutes for each rung."""
    first = normal if urgency is Urgency.NORMAL else danger
    return Ladder((Rung(first, To.GROUP), Rung(escalate, To.COMMANDER), Rung(escalate, To.CHIEF)), repeat=60)
