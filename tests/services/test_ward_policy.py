"""The ward's own minutes for an acknowledgement hold for what comes in from now on; what waits keeps its own."""

from datetime import timedelta

import pytest

from bot.domain.tip import Urgency
from bot.services.ladders import start_ladder
from tests.storage.conftest import Store

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the rules do not ask which database it is


def _waits(store: Store, draft: str, urgency: Urgency) -> int:
    tip_id = store.tip(draft)
    with store.unit() as uow:
        start_ladder(uow, tip_id, urgency, uow.now)
    return tip_id


def test_running_cases_keep_the_rule_they_began_under(store: Store) -> None:
    before = _waits(store, "before", Urgency.NORMAL)
    with store.unit() as uow:
        ward = uow.ward.get()
        ward.ack_normal_minutes, ward.ack_danger_minutes, ward.escalate_minutes = 30, 2, 20
    after, urgent = _waits(store, "after", Urgency.NORMAL), _waits(store, "urgent", Urgency.DANGER)
    with store.unit() as uow:
        waits = [uow.reminders.acknowledge_by(tip_id) - uow.now for tip_id in (before, after, urgent)]
    assert waits == [timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=2)]
    store.passes(minutes=15)
    with store.unit() as uow:
        assert [(row.tip_id, row.ladder) for row in uow.reminders.due(9) if row.tip_id == before]
        assert after not in {row.tip_id for row in uow.reminders.due(9)}
