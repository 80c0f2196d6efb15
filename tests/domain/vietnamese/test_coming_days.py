"""Days to come as an admin types them, on Thursday 26/11/2026 in the ward's zone."""

from datetime import datetime

import pytest

from bot.domain.vietnamese.coming_days import understand_coming_day
from tests.domain.clocks.ward_time import day, local

NOW = local("26/11/2026 17:30")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hôm nay", "26/11/2026"),
        ("mai", "27/11/2026"),
        ("Ngày mai", "27/11/2026"),
        ("ngày kia", "28/11/2026"),
        ("thứ bảy", "28/11/2026"),
        ("thu 7 tuan nay", "28/11/2026"),
        ("thứ bảy tuần sau", "05/12/2026"),
        ("chủ nhật", "29/11/2026"),
        ("thứ tư", "02/12/2026"),  # the Wednesday of this week has gone
        ("30/4", "30/04/2027"),  # the next one of that name
        ("26/11", "26/11/2026"),
        ("25/11", "25/11/2027"),
        ("ngày 5 tháng 12", "05/12/2026"),
        ("24/11/2027", "24/11/2027"),
        ("29/2/2028", "29/02/2028"),
        ("02-01-2027", "02/01/2027"),
    ],
)
def test_a_day_to_come(typed: str, meant: str) -> None:
    assert understand_coming_day(typed, NOW) == day(meant)


@pytest.mark.parametrize("typed", ["", "tết", "25/11/2026", "31/02/2027", "thứ hai tuần này", "hôm qua", "nghỉ bão"])
def test_no_day_or_one_that_has_gone(typed: str) -> None:
    assert understand_coming_day(typed, NOW) is None


def test_the_last_day_of_the_coming_year() -> None:
    leap: datetime = local("01/03/2027 08:00")
    assert understand_coming_day("28/2", leap) == day("28/02/2028")
