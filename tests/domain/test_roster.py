"""Every moment belongs to one shift; the hours of shifts are read as people type them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roster import Shifts, Slot, read_hours, read_slot, write_hours

HAI_PHONG = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = date(2026, 3, 2)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
hours = st.lists(st.integers(0, 95), min_size=1, max_size=4, unique=True).map(
    lambda quarters: tuple(time(q // 4, q % 4 * 15) for q in sorted(quarters))
)


@pytest.mark.parametrize(
    ("hour", "slot", "span"),
    [
        ("07:00", "20260302.0", "02 07:00 – 02 19:00"),
        ("18:59:59", "20260302.0", "02 07:00 – 02 19:00"),
        ("19:00", "20260302.1", "02 19:00 – 03 07:00"),
        ("00:00", "20260301.1", "01 19:00 – 02 07:00"),
        ("06:59:59", "20260301.1", "01 19:00 – 02 07:00"),
    ],
)
def test_a_night_shift_belongs_to_the_day_on_which_it_begins(hour: str, slot: str, span: str) -> None:
    moment = datetime.combine(MONDAY, time.fromisoformat(hour), HAI_PHONG)
    shift = Shifts(HAI_PHONG).at(moment.astimezone(UTC))
    assert str(shift.slot) == slot
    assert f"{shift.start:%d %H:%M} – {shift.end:%d %H:%M}" == span


@given(moments, hours, st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Berlin"]))
def test_shifts_leave_no_gap_and_no_moment_has_two(moment: datetime, hours: tuple[time, ...], zone: str) -> None:
    shifts = Shifts(ZoneInfo(zone), hours)
    shift = shifts.at(moment)
    assert moment in shift
    following = shifts.after(shift)
    assert shift.end == following.start
    assert following.start in following
    assert following.start not in shift
    assert shifts.before(following) == shift
    assert shifts.named(shift.slot) == shift


@given(moments, hours)
def test_a_week_has_each_shift_once_and_in_order(moment: datetime, hours: tuple[time, ...]) -> None:
    shifts = Shifts(HAI_PHONG, hours)
    week = shifts.of_days(moment.astimezone(HAI_PHONG).date(), 7)
    assert len(week) == 7 * len(hours)
    assert all(earlier.end == later.start for earlier, later in pairwise(week))
    begun = list(shifts.begun_between(week[0].start, week[-1].start))
    assert begun == [shift.start for shift in week[1:]]


@given(hours)
def test_hours_are_kept_as_they_are_read(hours: tuple[time, ...]) -> None:
    read = read_hours(write_hours(hours))
    assert read in {hours, None}
    spans = [timedelta(hours=h.hour, minutes=h.minute) for h in hours]
    far_apart = all(b - a >= timedelta(hours=1) for a, b in pairwise([*spans, spans[0] + timedelta(days=1)]))
    assert (read == hours) == far_apart


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("7h 19h", "07:00 19:00"),
        ("6:00, 14:00, 22:00", "06:00 14:00 22:00"),
        ("7h30 - 19h30", "07:30 19:30"),
        ("8", "08:00"),
        ("19:00 7:00", None),
        ("7:00 7:30", None),
        ("25:00", None),
        ("7:61 19:00", None),
        ("0 5 10 15 20", None),
        ("sáng chiều", None),
        ("", None),
    ],
)
def test_hours_as_people_type_them(typed: str, kept: str | None) -> None:
    read = read_hours(typed)
    assert (write_hours(read) if read else None) == kept


@pytest.mark.parametrize("text", ["", "20260302", "20260232.0", "x.1", "20260302.10", "-20260302.1"])
def test_what_names_no_shift(text: str) -> None:
    assert read_slot(text) is None


def test_a_shift_that_no_day_has() -> None:
    assert read_slot("20260302.2") == Slot(MONDAY, 2)
    assert Shifts(HAI_PHONG).named(Slot(MONDAY, 2)) is None


def test_hours_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="cut-offs"):
        Shifts(HAI_PHONG, (time(19), time(7)))
