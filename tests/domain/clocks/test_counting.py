"""Limits against dates worked out by hand (Điều 134), each with its reason, and what holds for all of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Edit, WorkingCalendar, edited, swap
from bot.domain.clocks import Limit, Unit, end_of
from tests.domain.clocks.ward_time import LAW, ZONE, calendars, day, local, midnight_after, moments

D, W, M, H, MIN = Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.HOURS, Unit.MINUTES


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last_day"),
    [
        # the first day is not counted
        ("26/02/2026 16:30", 7, D, "05/03/2026"),  # Thu to Thu, over the short February
        ("03/03/2026 23:59", 1, D, "04/03/2026"),  # one minute of the first day or all of it: the same
        ("04/03/2026 00:00", 1, D, "05/03/2026"),  # midnight begins the day that is not counted
        # weekends
        ("28/02/2026 09:00", 7, D, "09/03/2026"),  # Sat 7/3 is off, Mon 9
        ("01/03/2026 09:00", 7, D, "09/03/2026"),  # Sun 8/3 is off, Mon 9
        ("27/02/2026 09:00", 7, D, "06/03/2026"),  # Fri: a weekend in the middle does not lengthen days
        ("27/02/2026 09:00", 3, W, "04/03/2026"),  # but working days: Mon 2, Tue 3, Wed 4
        ("28/02/2026 09:00", 3, W, "04/03/2026"),  # from a Saturday: the same three
        # Tết 2026: Sat 14/2 to Sun 22/2
        ("09/02/2026 08:00", 7, D, "23/02/2026"),  # Mon 16/2 is the eve
        ("13/02/2026 08:00", 3, D, "23/02/2026"),  # so it is from the last day before Tết
        ("13/02/2026 08:00", 3, W, "25/02/2026"),  # Mon 23, Tue 24, Wed 25
        ("18/02/2026 08:00", 3, W, "25/02/2026"),  # from the middle of Tết: the same
        ("29/01/2026 08:00", 20, D, "23/02/2026"),  # Wed 18/2 is mùng hai
        ("06/02/2026 08:00", 7, D, "13/02/2026"),  # Fri 13/2 is still worked
        # Tết 2027: Thu 4/2 to Wed 10/2
        ("28/01/2027 08:00", 7, D, "11/02/2027"),  # Thu 4/2 is the 29th, off instead of Saturday
        ("03/02/2027 08:00", 3, D, "11/02/2027"),  # Sat 6/2 is mùng một
        ("03/02/2027 08:00", 3, W, "15/02/2027"),  # Thu 11, Fri 12, Mon 15
        # other holidays
        ("21/11/2026 08:00", 3, D, "25/11/2026"),  # Tue 24/11 is off
        ("23/11/2026 08:00", 1, W, "25/11/2026"),
        ("21/11/2025 08:00", 3, D, "24/11/2025"),  # a year before it was not
        ("24/04/2026 08:00", 2, D, "28/04/2026"),  # Giỗ Tổ on Sun 26, Mon 27 instead
        ("27/04/2026 08:00", 3, D, "04/05/2026"),  # 30/4 and 1/5 are Thu and Fri
        ("29/04/2027 08:00", 3, W, "06/05/2027"),  # 30/4, Sat 1/5, Sun, Mon 3/5 off: Tue 4, Wed 5, Thu 6
        ("29/08/2026 08:00", 3, D, "03/09/2026"),  # 1/9 and 2/9 are off
        ("28/12/2026 08:00", 4, D, "04/01/2027"),  # Fri 1/1 is off
        # a worked Saturday
        ("15/08/2026 08:00", 7, D, "22/08/2026"),  # worked for Mon 31/8
        ("21/08/2026 08:00", 1, W, "22/08/2026"),
        # months: the same day number
        ("15/01/2026 08:00", 2, M, "16/03/2026"),  # 15/3 is a Sunday
        ("24/12/2026 08:00", 2, M, "24/02/2027"),  # over the year
        ("31/10/2026 08:00", 1, M, "30/11/2026"),  # November has no 31st
        ("31/12/2025 08:00", 2, M, "02/03/2026"),  # 28/2 is a Saturday
        ("31/01/2028 08:00", 1, M, "29/02/2028"),  # leap year, a Tuesday
        ("29/02/2028 08:00", 1, M, "29/03/2028"),  # the same number, not the month's last
        ("29/02/2028 08:00", 12, M, "28/02/2029"),  # no 29th, a Wednesday
        ("30/03/2026 08:00", 1, M, "04/05/2026"),  # 30/4
        ("30/06/2026 08:00", 2, M, "03/09/2026"),  # 30/8 is a Sunday; 31/8, 1/9, 2/9 are off
    ],
)
def test_days_end_at_24_00_of_the_last_day(start: str, amount: int, unit: Unit, last_day: str) -> None:
    assert end_of(Limit(amount, unit), local(start), LAW) == midnight_after(last_day)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("14/02/2026 22:15", 24, H, "15/02/2026 22:15"),  # through the night, on a weekend before Tết
        ("16/02/2026 00:00", 24, H, "17/02/2026 00:00"),  # through the eve
        ("28/02/2028 12:00", 24, H, "29/02/2028 12:00"),
        ("31/12/2026 23:30", 72, H, "03/01/2027 23:30"),
        ("16/02/2026 23:58", 5, MIN, "17/02/2026 00:03"),
    ],
)
def test_hours_and_minutes_run_on(start: str, amount: int, unit: Unit, end: str) -> None:
    assert end_of(Limit(amount, unit), local(start), LAW) == local(end)


def test_the_day_is_the_day_in_viet_nam() -> None:
    start = datetime(2026, 3, 3, 17, 30, tzinfo=UTC)  # 00:30 on the 4th
    assert end_of(Limit(1, D), start, LAW) == datetime(2026, 3, 5, 17, tzinfo=UTC)


def test_the_admins_days_count() -> None:
    swapped = edited(ZONE, swap(off=day("02/01/2026"), worked=day("10/01/2026")))
    # Thu 1/1 and Fri 2/1 off, weekend, Mon 5/1
    assert end_of(Limit(1, W), local("31/12/2025 08:00"), swapped) == midnight_after("05/01/2026")
    assert end_of(Limit(3, D), local("30/12/2025 08:00"), swapped) == midnight_after("05/01/2026")
    # the Saturday is worked: the limit stays there
    assert end_of(Limit(3, D), local("07/01/2026 08:00"), swapped) == midnight_after("10/01/2026")
    assert end_of(Limit(3, D), local("07/01/2026 08:00"), LAW) == midnight_after("12/01/2026")
    # a day taken out
    worked = edited(ZONE, [Edit(day("24/11/2026"), working=True)])
    assert end_of(Limit(3, D), local("21/11/2026 08:00"), worked) == midnight_after("24/11/2026")


def test_a_limit_is_at_least_one_and_a_moment_has_a_zone() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Limit(0, D)
    with pytest.raises(ValueError, match="zone"):
        end_of(Limit(1, H), datetime(2026, 3, 3), LAW)  # noqa: DTZ001


limits = st.builds(Limit, st.integers(1, 60), st.sampled_from(Unit))
in_days = st.builds(Limit, st.integers(1, 60), st.sampled_from([D, W, M]))


@given(limits, moments, st.timedeltas(timedelta(), timedelta(days=60)), calendars)
def test_who_begins_later_ends_no_earlier(
    limit: Limit, start: datetime, span: timedelta, calendar: WorkingCalendar
) -> None:
    assert start < end_of(limit, start, calendar) <= end_of(limit, start + span, calendar)


@given(in_days, moments, calendars)
def test_a_last_day_is_a_working_day_and_ends_at_midnight(
    limit: Limit, start: datetime, calendar: WorkingCalendar
) -> None:
    end = end_of(limit, start, calendar)
    last = (end - timedelta(microseconds=1)).astimezone(ZONE)
    assert end.astimezone(ZONE).time() == datetime.min.time()
    assert calendar.works(last.date())
    assert last.date() > start.astimezone(ZONE).date()
    assert end.tzinfo is UTC


@given(st.integers(1, 60), moments, calendars)
def test_days_are_moved_over_days_of_rest_only(count: int, start: datetime, calendar: WorkingCalendar) -> None:
    last = (end_of(Limit(count, D), start, calendar) - timedelta(microseconds=1)).astimezone(ZONE).date()
    counted = start.astimezone(ZONE).date() + timedelta(days=count)
    assert last >= counted
    assert not any(calendar.works(counted + timedelta(days=n)) for n in range((last - counted).days))


@given(st.integers(1, 100), moments, calendars)
def test_hours_are_exact(hours: int, start: datetime, calendar: WorkingCalendar) -> None:
    assert end_of(Limit(hours, H), start, calendar) - start == timedelta(hours=hours)


@given(st.integers(1, 30), moments, calendars)
def test_working_days_never_end_before_as_many_plain_days(
    count: int, start: datetime, calendar: WorkingCalendar
) -> None:
    assert end_of(Limit(count, W), start, calendar) >= end_of(Limit(count, D), start, calendar)
