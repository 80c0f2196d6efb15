"""Figures by shift follow the hours that the ward has set for its shifts."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.reports import Shift, shift_finder, shift_name, shifts_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
THREE = (time(6), time(14), time(22))


@pytest.mark.parametrize(
    ("hour", "usual", "own"),
    [
        (5, Shift.NIGHT, "22:00–06:00"),
        (6, Shift.NIGHT, "06:00–14:00"),
        (7, Shift.DAY, "06:00–14:00"),
        (14, Shift.DAY, "14:00–22:00"),
        (19, Shift.NIGHT, "14:00–22:00"),
        (23, Shift.NIGHT, "22:00–06:00"),
    ],
)
def test_a_moment_lies_in_one_of_the_wards_shifts(hour: int, usual: Shift, own: str) -> None:
    moment = datetime(2026, 3, 2, hour, tzinfo=ZONE).astimezone(UTC)
    assert shift_finder(ZONE, (time(7), time(19)))(moment) == usual
    assert shift_finder(ZONE, THREE)(moment) == own
    assert shift_name(own).args == {"hours": own}


def test_one_shift_a_day_is_all_of_it() -> None:
    assert shifts_of((time(8),)) == ("08:00–08:00",)
    assert shift_finder(ZONE, (time(8),))(datetime(2026, 3, 2, 1, tzinfo=ZONE)) == "08:00–08:00"
