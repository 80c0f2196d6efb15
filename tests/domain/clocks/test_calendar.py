"""Which days are worked: the law's calendar as the package knows it, and the admin's edits on top."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Edit, WorkingCalendar, edited, holidays_of, swap
from tests.domain.clocks.ward_time import LAW, ZONE, calendars, day, days


@pytest.mark.parametrize(
    ("first", "last", "works_before", "works_after"),
    [
        ("01/01/2026", "01/01/2026", "31/12/2025", "02/01/2026"),  # New Year is a Thursday
        ("14/02/2026", "22/02/2026", "13/02/2026", "23/02/2026"),  # Tết: Mon 16 to Fri 20, between two weekends
        ("25/04/2026", "27/04/2026", "24/04/2026", "28/04/2026"),  # Giỗ Tổ is Sun 26: the Monday instead
        ("30/04/2026", "03/05/2026", "29/04/2026", "04/05/2026"),  # Thu, Fri, weekend
        ("29/08/2026", "02/09/2026", "28/08/2026", "03/09/2026"),  # Mon 31/8 swapped; 2/9 is a Wed, with the day before
        ("24/11/2026", "24/11/2026", "23/11/2026", "25/11/2026"),  # Ngày Văn hóa Việt Nam, a Tuesday
        ("01/01/2027", "03/01/2027", "31/12/2026", "04/01/2027"),  # a Friday
        ("04/02/2027", "10/02/2027", "03/02/2027", "11/02/2027"),  # Tết: Sat 6 is moved to Thu 4, Sun 7 to Wed 10
        ("16/04/2027", "18/04/2027", "15/04/2027", "19/04/2027"),  # Giỗ Tổ is a Friday
        ("30/04/2027", "03/05/2027", "29/04/2027", "04/05/2027"),  # 1/5 is a Saturday: Mon 3 instead
        ("02/09/2027", "05/09/2027", "01/09/2027", "06/09/2027"),  # a Thursday, with the day after
        ("24/11/2027", "24/11/2027", "23/11/2027", "25/11/2027"),
    ],
)
def test_public_holidays(first: str, last: str, works_before: str, works_after: str) -> None:
    span = (day(last) - day(first)).days + 1
    assert not any(LAW.works(day(first) + timedelta(days=n)) for n in range(span))
    assert LAW.works(day(works_before))
    assert LAW.works(day(works_after))


def test_the_day_of_culture_is_off_from_2026_on() -> None:
    assert LAW.works(day("24/11/2025"))  # a Monday
    assert not LAW.works(day("24/11/2026"))


def test_a_saturday_that_the_package_knows_as_swapped_is_worked() -> None:
    assert LAW.works(day("22/08/2026"))
    assert not LAW.works(day("15/08/2026"))


def test_holidays_have_vietnamese_names() -> None:
    assert holidays_of(2026)[day("24/11/2026")] == "Ngày Văn hóa Việt Nam"
    assert list(holidays_of(2027)) == sorted(holidays_of(2027))


def test_days_swapped_by_the_admin() -> None:
    """The swap of Fri 02/01/2026 for Sat 10/01/2026 is not in the package."""
    friday, saturday = day("02/01/2026"), day("10/01/2026")
    assert LAW.works(friday)
    assert not LAW.works(saturday)
    ward = edited(ZONE, swap(off=friday, worked=saturday))
    assert not ward.works(friday)
    assert ward.works(saturday)
    assert not ward.works(day("11/01/2026"))  # the Sunday after it is a Sunday as before


def test_a_day_can_be_added_and_taken_out_again() -> None:
    storm, culture = day("09/09/2026"), day("24/11/2026")
    ward = edited(ZONE, [Edit(storm, working=False), Edit(culture, working=True)])
    assert not ward.works(storm)
    assert ward.works(culture)
    assert edited(ZONE, [Edit(storm, working=False), Edit(storm, working=True)]).works(storm)


@given(calendars, days)
def test_the_first_working_day_is_worked_and_all_before_it_are_not(calendar: WorkingCalendar, start: date) -> None:
    found = calendar.on_or_after(start)
    assert calendar.works(found)
    assert not any(calendar.works(start + timedelta(days=n)) for n in range((found - start).days))


@given(calendars, days, st.integers(1, 30))
def test_so_many_working_days_lie_between(calendar: WorkingCalendar, start: date, count: int) -> None:
    found = calendar.after(start, count)
    worked = [n for n in range(1, (found - start).days + 1) if calendar.works(start + timedelta(days=n))]
    assert calendar.works(found)
    assert len(worked) == count
