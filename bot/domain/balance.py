"""The daily balance: what came in against what became of it, and tips against their cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Became(StrEnum):
    """What became of an update that was handled. The value is stored and is the text key's suffix."""

    TIP = "tip"  # made a tip
    ADDITION = "addition"  # changed a tip: more of the story, an answer, a correction
    PRESS = "press"  # any other press of a button
    COMMAND = "command"
    WORDS = "words"  # any other message in private: a step of the dialog, a greeting
    OTHER = "other"  # talk in a group, somebody who came or left


# What a tip or its content came of is counted on its own; the rest are the reasons why there is no tip.
REASONS = (Became.PRESS, Became.WORDS, Became.COMMAND, Became.OTHER)


@dataclass(frozen=True, slots=True)
class Balance:
    """A ward's period. ``unread``: updates that nobody could handle; ``tips``: made in it, drills apart; ``posted``:
    those of them whose card stood in the group; ``on_way``: whose card has still to go out; ``cardless``: the codes of
    those that have neither."""

    became: Mapping[Became, int]
    unread: int
    tips: int
    posted: int
    on_way: int
    cardless: tuple[str, ...]

    @property
    def updates(self) -> int:
        """All updates that were settled in the period."""
        return sum(self.became.values()) + self.unread

    @property
    def reasons(self) -> Mapping[Became, int]:
        """Why updates are no tip and no addition, where there are such."""
        return {why: count for why in REASONS if (count := self.became.get(why, 0))}

    @property
    def by_time(self) -> int:
        """Tips that no update made: their reporters fell silent, and the bot handed over what they had told."""
        return max(self.tips - self.became.get(Became.TIP, 0), 0)

    @property
    def missing(self) -> int:
        """Updates that became tips which are not there."""
        return max(self.became.get(Became.TIP, 0) - self.tips, 0)

    @property
    def agrees(self) -> bool:
        """Whether everything that came in is accounted for."""
        return not (self.unread or self.missing or self.cardless)
