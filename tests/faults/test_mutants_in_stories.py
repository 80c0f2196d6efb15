"""Deliberate bugs that no kill brings to light: each must make the very story fail that tells of it."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.domain.people import Member
from bot.services import acknowledge_tip
from storage.inbox import InboxStore
from storage.models import INBOX, Tip
from storage.tips import TipStore
from tests.faults import test_presses as presses
from tests.faults import test_updates as updates
from tests.world import World

Story = Callable[[World], Awaitable[None]]


def anybody_may(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks who presses."""
    patch.setattr(acknowledge_tip, "require", lambda m, *_: m or Member(1, 1, "", "?", frozenset(), None))


def last_one_wins(patch: pytest.MonkeyPatch) -> None:
    """A tip is taken on without looking whether somebody has it already."""

    def take(self: TipStore, tip_id: int, person_id: int) -> bool:
        values = {"status": "acknowledged", "acknowledged_at": self._now, "acknowledged_by": person_id}
        self._session.execute(update(Tip).where(Tip.id == tip_id).values(**values, revision=Tip.revision + 1))
        return True

    patch.setattr(TipStore, "acknowledge", take)


def high_water(patch: pytest.MonkeyPatch) -> None:
    """Updates are known by the highest number seen so far."""
    add = InboxStore.add

    def above(self: InboxStore, bot_id: int, rows: Any) -> int:
        highest = self._session.scalar(select(func.max(INBOX.c.external_id))) or 0
        return add(self, bot_id, [row for row in rows if row.external_id > highest])

    patch.setattr(InboxStore, "add", above)


CAUGHT: list[tuple[Callable[[pytest.MonkeyPatch], None], Story]] = [
    (anybody_may, presses.test_somebody_without_a_role_takes_on_nothing),
    (last_one_wins, presses.test_two_officers_within_a_moment),
    (high_water, updates.test_updates_numbered_anew_are_not_taken_for_old_ones),
]


@pytest.mark.parametrize(("mutant", "story"), CAUGHT, ids=[mutant.__name__ for mutant, _ in CAUGHT])
async def test_the_story_fails(
    world: World, monkeypatch: pytest.MonkeyPatch, mutant: Callable[[pytest.MonkeyPatch], None], story: Story
) -> None:
    mutant(monkeypatch)
    with pytest.raises((AssertionError, StopIteration, RuntimeError)):
        await story(world)
