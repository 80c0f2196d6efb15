"""Days end at the hour that is set, in local time, whatever the zone does."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.periods import day_ends, next_day_end

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
hours = st.times().map(lambda t: t.replace(microsecond=0))


def test_the_day_that_has_just_ended_is_in_and_the_one_it_began_with_is_not() -> None:
    seven = datetime(2026, 3, 3, 7, tzinfo=HANOI)
    yesterday = seven - timedelta(days=1)
    assert list(day_ends(yesterday, seven, time(7), HANOI)) == [seven]
    assert list(day_ends(yesterday, seven - timedelta(seconds=1), time(7), HANOI)) == []
    assert next_day_end(yesterday, time(7), HANOI) == seven
    assert next_day_end(seven - timedelta(seconds=1), time(7), HANOI) == seven


@given(moments, st.timedeltas(timedelta(), timedelta(days=40)), hours)
def test_ends_are_in_order_within_the_span_and_none_is_missing(after: datetime, span: timedelta, at: time) -> None:
    ends = list(day_ends(after, after + span, at, HANOI))
    assert all(after < end <= after + span for end in ends)
    assert all(end.astimezone(HANOI).time() == at for end in ends)
    assert all(b - a == timedelta(days=1) for a, b in pairwise(ends))
    assert abs(len(ends) - span / timedelta(days=1)) <= 1


@given(moments, hours)
def test_the_next_end_is_the_first_of_those_to_come(after: datetime, at: time) -> None:
    assert next_day_end(after, at, HANOI) == next(day_ends(after, after + timedelta(days=2), at, HANOI))


def test_an_hour_that_is_skipped_or_repeated_does_not_lose_a_day() -> None:
    """Not in Việt Nam; but the zone is a setting."""
    berlin = ZoneInfo("Europe/Berlin")
    for month, day in ((3, 27), (10, 23)):
        start = datetime(2026, month, day, 12, tzinfo=berlin)
        assert len(list(day_ends(start, start + timedelta(days=4), time(2, 30), berlin))) == 4
