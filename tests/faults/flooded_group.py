"""The duty group while others flood the bot: how much comes, and whether people in earnest are seen among it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.bundles import MOST_IN_DANGER_SINGLY, MOST_LINES, MOST_SINGLY
from bot.sandbox.messages import Message
from tests.faults.checker import tips_by_button
from tests.faults.people import Story, first_look, said
from tests.faults.ward import Ward

TOO_MUCH, NOT_SEEN, TWICE = "more than the group takes", "a tip in earnest is not seen", "a tip stands there twice"


@dataclass
class FloodedGroup:
    """Readable: no more messages a minute than a group takes, each tip once, as a card or as a line of a list, and
    whoever is in earnest after no more messages than can be read one by one, in danger sooner, besides the full lists
    that others fill."""

    ward: Ward
    false_tips: list[Story]
    earnest: list[Story] = field(default_factory=list)

    def broken_promises(self) -> set[str]:
        """What does not hold at this moment."""
        stories = [s for s in (*self.false_tips, *self.earnest) if s.code]
        kept = {
            TOO_MUCH: not self._refused(),
            TWICE: all(len(self._showing(story)) <= 1 for story in stories),
            NOT_SEEN: all(self.passed(story) <= self._most(story) for story in self.earnest if story.code),
        }
        return {promise for promise, holds in kept.items() if not holds}

    def all_are_seen(self) -> bool:
        """Whether everything that was sent stands in the group."""
        return all(story.code and self._showing(story) for story in (*self.false_tips, *self.earnest))

    def passed(self, story: Story) -> int:
        """How many messages came to the group after the receipt until the tip stood there, or until now."""
        came = min(m.date for m in said(story.teller.chat_with(self.ward.stage.bot)) if story.code in first_look(m))
        shown = self._showing(story)
        return sum(came < m.date and (not shown or m.id < shown[0].id) for m in said(self.ward.stage.group))

    def __str__(self) -> str:
        attack = {m.id for story in self.false_tips if story.code for m in self._showing(story)}
        return f"group={len(said(self.ward.stage.group))} with {len(self.false_tips)} false tips in {len(attack)}"

    def _showing(self, story: Story) -> Sequence[Message]:
        """The messages in which a tip stands, not those that name it beside another."""
        with self.ward.look() as uow:
            tip_id = uow.tips.find(story.code)
        assert tip_id is not None
        return [m for verb in ("read", "line") for m in tips_by_button(self.ward, verb).get(tip_id, [])]

    def _most(self, story: Story) -> int:
        singly = MOST_IN_DANGER_SINGLY if story.in_danger else MOST_SINGLY
        return singly + math.ceil((len(self.false_tips) + len(self.earnest)) / MOST_LINES)

    def _refused(self) -> int:
        """How often Telegram refused a message to the group because so many had gone there within a minute."""
        group = str(self.ward.stage.group.id)
        calls = (c for c in self.ward.stage.telegram.calls if str(c.params.get("chat_id")) == group)
        return sum(call.outcome.startswith("429") for call in calls)
