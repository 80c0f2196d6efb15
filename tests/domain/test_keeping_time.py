"""How long things are kept: calendar months, and which of two limits is a stage of its own."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.retention import Erasing, Policy, kept_until, shifted

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.integers(0, 600))
def test_what_is_closed_before_the_edge_has_been_kept_for_all_its_months(now: datetime, months: int) -> None:
    """Nothing is erased early: a tip closed at or before the edge has its whole time behind it."""
    assert shifted(shifted(now, -months), months) <= now


def test_a_month_that_is_too_short_ends_the_time() -> None:
    assert shifted(datetime(2024, 2, 29, 9, tzinfo=UTC), 12) == datetime(2025, 2, 28, 9, tzinfo=UTC)
    assert shifted(datetime(2026, 1, 31, tzinfo=UTC), -2) == datetime(2025, 11, 30, tzinfo=UTC)


def test_the_identity_is_a_stage_only_when_it_goes_earlier() -> None:
    everything, identity = (Erasing.ALL, 60), (Erasing.IDENTITY, 24)
    assert Policy(60, 60).stages == Policy(60, 0).stages == Policy(60, 72).stages == (everything,)
    assert Policy(60, 24).stages == (everything, identity)
    assert Policy(0, 24).stages == (identity,)
    assert Policy(0, 0).stages == ()


def test_another_year_begins_where_the_time_would_have_ended() -> None:
    closed, now = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 4, 20, tzinfo=UTC)
    once = kept_until(closed, 2, None, now)
    assert once == datetime(2027, 5, 2, tzinfo=UTC)
    assert kept_until(closed, 2, once, now) == datetime(2028, 5, 2, tzinfo=UTC)
    assert kept_until(closed, 0, None, now) == datetime(2027, 4, 20, tzinfo=UTC)
