"""Periods against dates worked out by hand, and what holds for every kind and every cut-off."""

from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.periods import (
    CutOffs,
    PeriodKind,
    ended_between,
    following,
    period_at,
    previous,
    report_due,
    year_before,
)
from tests.domain.clocks.ward_time import LAW, ZONE, day, local, midnight_after, moments

USUAL = CutOffs(ZONE)
SHIFT, DAY, WEEK, MONTH = PeriodKind.SHIFT, PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH
QUARTER, HALF, NINE, YEAR = PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.NINE_MONTHS, PeriodKind.YEAR


@pytest.mark.parametrize(
    ("kind", "moment", "start", "end"),
    [
        (SHIFT, "05/03/2026 06:59", "04/03/2026 19:00", "05/03/2026 07:00"),  # the night's last minute
        (SHIFT, "05/03/2026 07:00", "05/03/2026 07:00", "05/03/2026 19:00"),
        (SHIFT, "31/12/2026 22:00", "31/12/2026 19:00", "01/01/2027 07:00"),  # over the year
        (DAY, "05/03/2026 23:59", "05/03/2026 00:00", "06/03/2026 00:00"),
        (WEEK, "04/03/2026 23:59", "26/02/2026 00:00", "05/03/2026 00:00"),  # Wednesday is the last
        (WEEK, "05/03/2026 00:00", "05/03/2026 00:00", "12/03/2026 00:00"),  # Thursday is the first
        (MONTH, "14/03/2026 23:59", "15/02/2026 00:00", "15/03/2026 00:00"),  # the 14th is the last
        (MONTH, "15/03/2026 00:00", "15/03/2026 00:00", "15/04/2026 00:00"),
        (MONTH, "20/12/2026 12:00", "15/12/2026 00:00", "15/01/2027 00:00"),  # January 2027
        (MONTH, "29/02/2028 12:00", "15/02/2028 00:00", "15/03/2028 00:00"),  # leap year: 29 days
        (QUARTER, "14/12/2026 12:00", "15/09/2026 00:00", "15/12/2026 00:00"),  # the fourth
        (QUARTER, "20/12/2026 12:00", "15/12/2026 00:00", "15/03/2027 00:00"),  # the first of 2027
        (HALF, "14/06/2026 23:59", "15/12/2025 00:00", "15/06/2026 00:00"),
        (HALF, "15/06/2026 00:00", "15/06/2026 00:00", "15/12/2026 00:00"),
        (NINE, "10/05/2026 12:00", "15/12/2025 00:00", "15/09/2026 00:00"),
        (NINE, "20/10/2026 12:00", "15/12/2025 00:00", "15/09/2026 00:00"),  # ended, and nothing has begun since
        (NINE, "15/12/2026 00:00", "15/12/2026 00:00", "15/09/2027 00:00"),
        (YEAR, "14/12/2026 23:59", "15/12/2025 00:00", "15/12/2026 00:00"),
        (YEAR, "15/12/2026 00:00", "15/12/2026 00:00", "15/12/2027 00:00"),
    ],
)
def test_the_period_of_a_moment(kind: PeriodKind, moment: str, start: str, end: str) -> None:
    period = period_at(kind, local(moment), USUAL)
    assert (period.start, period.end) == (local(start), local(end))


def test_cut_offs_are_the_wards() -> None:
    ward = CutOffs(ZONE, (time(6), time(14), time(22)), day=time(7), weekday=0, month_day=1)
    expected = {
        SHIFT: ("14/03/2026 22:00", "15/03/2026 06:00"),  # three shifts
        DAY: ("14/03/2026 07:00", "15/03/2026 07:00"),
        WEEK: ("09/03/2026 00:00", "16/03/2026 00:00"),  # Monday to Sunday
        MONTH: ("01/03/2026 00:00", "01/04/2026 00:00"),
        QUARTER: ("01/01/2026 00:00", "01/04/2026 00:00"),
        HALF: ("01/01/2026 00:00", "01/07/2026 00:00"),
        NINE: ("01/01/2026 00:00", "01/10/2026 00:00"),
        YEAR: ("01/01/2026 00:00", "01/01/2027 00:00"),
    }
    for kind, (start, end) in expected.items():
        period = period_at(kind, local("15/03/2026 05:00"), ward)
        assert (period.start, period.end) == (local(start), local(end)), kind


@pytest.mark.parametrize(
    ("kind", "moment", "start"),
    [
        (SHIFT, "05/03/2026 20:00", "05/03/2025 19:00"),
        (DAY, "29/02/2028 12:00", "28/02/2027 00:00"),
        (DAY, "01/03/2029 12:00", "01/03/2028 00:00"),
        (WEEK, "05/03/2026 12:00", "06/03/2025 00:00"),  # a Thursday too
        (MONTH, "05/03/2026 12:00", "15/02/2025 00:00"),
        (QUARTER, "05/03/2026 12:00", "15/12/2024 00:00"),
        (HALF, "20/06/2026 12:00", "15/06/2025 00:00"),
        (NINE, "20/06/2026 12:00", "15/12/2024 00:00"),
        (YEAR, "20/06/2026 12:00", "15/12/2024 00:00"),
    ],
)
def test_the_same_period_a_year_before(kind: PeriodKind, moment: str, start: str) -> None:
    period = year_before(period_at(kind, local(moment), USUAL), USUAL)
    assert period.start == local(start)
    assert period == period_at(kind, period.start, USUAL)


@pytest.mark.parametrize(
    ("kind", "moment", "last_day", "due"),
    [
        (MONTH, "14/03/2026 12:00", "14/03/2026", "17/03/2026"),  # a Saturday: Mon 16, Tue 17
        (MONTH, "14/02/2026 12:00", "14/02/2026", "24/02/2026"),  # Tết: Mon 23, Tue 24
        (HALF, "01/06/2026 12:00", "14/06/2026", "16/06/2026"),  # a Sunday
        (YEAR, "01/06/2026 12:00", "14/12/2026", "16/12/2026"),  # a Monday
        (WEEK, "04/03/2026 12:00", "04/03/2026", "06/03/2026"),  # a Wednesday
        (SHIFT, "04/03/2026 20:00", "05/03/2026", "09/03/2026"),  # ends on Thu 5 at 7: Fri 6, Mon 9
    ],
)
def test_the_report_is_due_two_working_days_after_the_cut_off(
    kind: PeriodKind, moment: str, last_day: str, due: str
) -> None:
    period = period_at(kind, local(moment), USUAL)
    assert period.last_day == day(last_day)
    assert report_due(period, LAW) == midnight_after(due)


def test_after_an_outage_each_period_that_ended_comes_once() -> None:
    months = list(ended_between(MONTH, local("14/01/2026 10:00"), local("15/04/2026 00:00"), USUAL))
    assert [m.last_day.month for m in months] == [1, 2, 3, 4]
    # the one that had ended at the last moment known is not said again
    again = list(ended_between(MONTH, months[0].end, local("14/04/2026 23:59"), USUAL))
    assert [m.last_day.month for m in again] == [2, 3]
    nine = list(ended_between(NINE, local("20/10/2025 00:00"), local("20/10/2027 00:00"), USUAL))
    assert [n.last_day.year for n in nine] == [2026, 2027]
    assert list(ended_between(NINE, nine[0].end, local("14/09/2027 12:00"), USUAL)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"shifts": ()},
        {"shifts": (time(19), time(7))},
        {"shifts": (time(7), time(7))},
        {"weekday": 7},
        {"month_day": 0},
        {"month_day": 29},  # February would have none
    ],
)
def test_cut_offs_that_leave_gaps_are_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match="no such cut-offs"):
        CutOffs(ZONE, **wrong)


def test_where_hours_are_skipped_and_repeated_no_shift_is_lost() -> None:
    """Not in Việt Nam; but the zone is a setting."""
    berlin = CutOffs(ZoneInfo("Europe/Berlin"), (time(2, 30), time(14)))
    for month, date in ((3, 28), (10, 24)):
        start = datetime(2026, month, date, 3, tzinfo=berlin.zone)
        shifts = list(ended_between(SHIFT, start, start + timedelta(days=3), berlin))
        assert len(shifts) == 6
        assert all(a.end == b.start for a, b in pairwise(shifts))


def test_any_days_are_no_numbered_period() -> None:
    with pytest.raises(ValueError, match="not numbered"):
        period_at(PeriodKind.RANGE, local("05/03/2026 12:00"), USUAL)


hours = st.times().map(lambda t: t.replace(second=0, microsecond=0))
cut_offs = st.builds(
    CutOffs,
    st.just(ZONE),
    st.lists(hours, min_size=1, max_size=4, unique=True).map(lambda times: tuple(sorted(times))),
    hours,
    st.integers(0, 6),
    st.integers(1, 28),
)
NUMBERED = sorted(set(PeriodKind) - {PeriodKind.RANGE})
kinds = st.sampled_from(NUMBERED)
tiling = st.sampled_from(sorted(set(NUMBERED) - {NINE}))


@given(tiling, moments, cut_offs)
def test_every_moment_is_in_exactly_one_period(kind: PeriodKind, moment: datetime, cuts: CutOffs) -> None:
    period = period_at(kind, moment, cuts)
    before, after = previous(period, cuts), following(period, cuts)
    assert moment in period
    assert moment not in before
    assert moment not in after
    assert before.end == period.start
    assert period.end == after.start
    assert period.start in period
    assert period.end not in period


@given(kinds, moments, cut_offs)
def test_before_and_after_are_each_others_inverse(kind: PeriodKind, moment: datetime, cuts: CutOffs) -> None:
    period = period_at(kind, moment, cuts)
    assert period.start < period.end
    assert previous(following(period, cuts), cuts) == period
    assert following(previous(period, cuts), cuts) == period


@given(kinds, moments, st.timedeltas(timedelta(), timedelta(days=800)), cut_offs)
def test_what_ended_is_in_order_and_none_is_missing(
    kind: PeriodKind, after: datetime, span: timedelta, cuts: CutOffs
) -> None:
    ended = list(ended_between(kind, after, after + span, cuts))
    assert all(after < period.end <= after + span for period in ended)
    assert all(following(a, cuts) == b for a, b in pairwise(ended))
    if ended:
        assert previous(ended[0], cuts).end <= after
        assert following(ended[-1], cuts).end > after + span
    else:
        assert following(period_at(kind, after, cuts), cuts).end > after + span


@given(kinds, moments, cut_offs, st.timedeltas(timedelta(), timedelta(days=40)))
def test_a_later_moment_is_never_in_an_earlier_period(
    kind: PeriodKind, moment: datetime, cuts: CutOffs, later: timedelta
) -> None:
    assert period_at(kind, moment, cuts).start <= period_at(kind, moment + later, cuts).start


@given(kinds, moments, cut_offs)
def test_a_report_is_due_after_its_period(kind: PeriodKind, moment: datetime, cuts: CutOffs) -> None:
    period = period_at(kind, moment, cuts)
    due = report_due(period, LAW)
    assert due > period.end
    assert LAW.works((due - timedelta(microseconds=1)).astimezone(ZONE).date())
