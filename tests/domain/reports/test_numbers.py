"""Numbers as Vietnamese papers print them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from bot.domain.reports import Change, day, minutes, percent, whole


def test_thousands_have_points_and_decimals_a_comma() -> None:
    assert (whole(0), whole(1188), whole(1_188_000)) == ("0", "1.188", "1.188.000")
    assert whole(-1188) == "-1.188"
    assert day(date(2026, 7, 5)) == "05/07/2026"


@pytest.mark.parametrize(
    ("part", "printed"),
    [
        (Fraction(9284, 10000), "92,84%"),
        (Fraction(1), "100,00%"),
        (Fraction(1, 3), "33,33%"),
        (Fraction(2, 3), "66,67%"),
        (Fraction(1, 16), "6,25%"),
        (Fraction(12345, 1000), "1.234,50%"),
        (Fraction(-1, 4), "-25,00%"),
        (None, "–"),
    ],
)
def test_parts_are_printed_as_percentages(part: Fraction | None, printed: str) -> None:
    assert percent(part) == printed


def test_waits_are_printed_in_minutes() -> None:
    assert minutes(timedelta(seconds=270)) == "4,5"
    assert minutes(timedelta(days=1)) == "1.440,0"
    assert minutes(None) == "–"


def test_a_change_from_nothing_has_no_rate() -> None:
    assert (Change(5, 4).difference, Change(5, 4).rate) == (1, Fraction(1, 4))
    assert Change(3, 0).rate is None
