"""The ward's own limits hold for what comes in from now on; what waits keeps the rule it began under."""

from datetime import timedelta

import pytest

from bot.domain.clocks import ClockKey, Limit, Mark, Unit, Wanted, changed
from bot.domain.personal_data import RequestKind
from bot.domain.tip import Urgency
from bot.services.ladders import start_ladder
from bot.services.personal_data.views import limits
from tests.storage.conftest import Store

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the rules do not ask which database it is

HOUR = (timedelta(hours=1),)


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


def test_a_request_about_ones_data_keeps_the_limit_it_was_made_under(store: Store) -> None:
    key = ClockKey.REQUEST_DELETE
    with store.unit() as uow:
        number = uow.data_requests.open("abcd", RequestKind.ERASE, "", uow.now)
    store.passes(minutes=1)
    with store.unit() as uow:
        uow.clocks.set_rule(key, changed(uow.clocks.rules()[key], Wanted(limit=Limit(1, Unit.DAYS), warnings=HOUR)))
        request = uow.data_requests.get(number)
        assert request is not None
        assert limits(uow, request)[1].rule.limit == Limit(20, Unit.DAYS)
        assert uow.clocks.rules()[key].limit == Limit(1, Unit.DAYS)


def test_a_limit_in_hours_is_spoken_of_at_night(store: Store) -> None:
    with store.unit() as uow:
        rule = uow.clocks.rules()[ClockKey.RESOLVE]
        in_hours = changed(rule, Wanted(limit=Limit(36, Unit.HOURS), warnings=HOUR))
    assert (rule.heeds_quiet, in_hours.heeds_quiet) == (True, False)
    assert [stage.mark for stage in in_hours.stages] == [Mark.DUE, Mark.OVER]
