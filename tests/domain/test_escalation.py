"""The ladder of an unacknowledged tip, as the ward's policy sets it."""

from datetime import timedelta

import pytest

from bot.domain.escalation import Rung, To, acknowledgement_ladder
from bot.domain.tip import Urgency


@pytest.mark.parametrize(("urgency", "first"), [(Urgency.DANGER, 5), (Urgency.URGENT, 5), (Urgency.NORMAL, 15)])
def test_group_then_commander_then_chief_then_the_chief_every_hour(urgency: Urgency, first: int) -> None:
    ladder = acknowledgement_ladder(urgency, danger=5, normal=15, escalate=10)
    told = [(ladder.wait(stage), ladder.rung(stage).to) for stage in range(5)]
    assert told == [
        (timedelta(minutes=first), To.GROUP),
        (timedelta(minutes=10), To.COMMANDER),
        (timedelta(minutes=10), To.CHIEF),
        (timedelta(minutes=60), To.CHIEF),
        (timedelta(minutes=60), To.CHIEF),
    ]


def test_it_never_ends() -> None:
    ladder = acknowledgement_ladder(Urgency.NORMAL, 1, 1, 1)
    assert ladder.rung(10_000) == Rung(60, To.CHIEF)
