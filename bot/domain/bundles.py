"""Which new cards stand in one message: as many as the group can still read one by one go out one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

# So many wait at most for messages of their own. Of two in danger the later one is one message behind.
MOST_SINGLY, MOST_IN_DANGER_SINGLY = 6, 2
MOST_LINES = 20  # with the longest categories, names and places within what one message holds (Bot API: 4096)
MOST_LONG_LINES = 8  # so many have room for two lines each
# A tip has two rows at most: its card, and another once it turns to danger.
MOST_ROWS = 2 * MOST_LINES


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that has not gone out: its row, its tip, and whether somebody is in danger."""

    row_id: int
    tip_id: int
    danger: bool


def bundle(waiting: Sequence[Waiting]) -> list[Waiting]:
    """The cards that go out in one message with the first; or none, and the first goes alone.

    ``waiting`` is in the order in which they are to be seen. Several rows of one tip make one line.
    """
    tips = dict.fromkeys(card.tip_id for card in waiting)
    in_danger = {card.tip_id for card in waiting if card.danger}
    if len(tips) <= MOST_SINGLY and len(in_danger) <= MOST_IN_DANGER_SINGLY:
        return []
    chosen = set(islice(tips, MOST_LINES))
    return [card for card in waiting if card.tip_id in chosen]
