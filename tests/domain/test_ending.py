"""Roles for a while end on the same day of a later month, in the morning."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ending import TERMS, end_after

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("today", "months", "end"),
    [
        (date(2026, 3, 2), 3, "2026-06-02T08:00:00+07:00"),
        (date(2026, 11, 30), 3, "2027-02-28T08:00:00+07:00"),
        (date(2027, 11, 30), 3, "2028-02-29T08:00:00+07:00"),
        (date(2026, 12, 31), 6, "2027-06-30T08:00:00+07:00"),
        (date(2026, 12, 1), 12, "2027-12-01T08:00:00+07:00"),
        (date(2028, 2, 29), 12, "2029-02-28T08:00:00+07:00"),
    ],
)
def test_the_end_of_a_term(today: date, months: int, end: str) -> None:
    assert end_after(months, today, ZONE).isoformat() == end


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.sampled_from([m for m in TERMS if m]))
def test_a_term_is_never_much_shorter_or_longer_than_it_says(today: date, months: int) -> None:
    days = (end_after(months, today, ZONE).date() - today).days
    assert 29 * months <= days <= 31 * months
