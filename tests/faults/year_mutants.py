"""Deliberate bugs of what time brings about; the year must bring each to light, in the figure that it is named with."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import pytest

from bot.domain.clocks import quiet
from bot.domain.periods import day_ends
from bot.services import brief, ladders
from bot.services.calendar import replanning
from storage.reminders import ReminderStore

Mutant: TypeAlias = Callable[[pytest.MonkeyPatch], None]


def said_anew_after_an_edit(patch: pytest.MonkeyPatch) -> None:
    """The calendar moves a limit, and all that was said of it is forgotten."""
    patch.setattr(replanning, "told_by", lambda _old, new, _said_at: new.unspoken)


def night_is_day(patch: pytest.MonkeyPatch) -> None:
    """Nothing waits for the morning."""
    for module in (quiet, ladders):
        patch.setattr(module, "next_moment_to_speak", lambda at, *_: at)


def only_the_last_day(patch: pytest.MonkeyPatch) -> None:
    """After an outage a day that ended meanwhile is not briefed on."""

    def last(after: datetime, until: datetime, *rest: Any) -> Iterator[datetime]:
        yield from (end for end in day_ends(after, until, *rest) if end > until - timedelta(hours=1))

    patch.setattr(brief, "day_ends", last)


def rungs_catch_up(patch: pytest.MonkeyPatch) -> None:
    """The next rung is counted from when the one before it was due, not from when it came."""
    climb = ReminderStore.climb

    def from_due(self: ReminderStore, row_id: int, stage: int, due_at: datetime, following: datetime | None) -> bool:
        late = self._now - due_at
        return climb(self, row_id, stage, due_at, following and following - late)

    patch.setattr(ReminderStore, "climb", from_due)


CAUGHT: list[tuple[Mutant, str]] = [
    (said_anew_after_an_edit, "double"),
    (night_is_day, "early"),
    (only_the_last_day, "missed"),
    (rungs_catch_up, "double"),
]
