"""Days as people type them, and the periods that are made of them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.forms.reports import period_of
from bot.domain.periods import CutOffs, PeriodKind, days, period_at, previous, read_range, until, year_before

TODAY = date(2026, 3, 2)
CUT_OFFS = CutOffs(ZoneInfo("Asia/Ho_Chi_Minh"))
NOW = datetime(2026, 3, 2, 2, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("từ 01/02 đến 15/02", (2026, 2, 1), (2026, 2, 15)),
        ("tu 1/2 den 15/2/2026", (2026, 2, 1), (2026, 2, 15)),
        ("15/12 - 14/01", (2025, 12, 15), (2026, 1, 14)),
        ("01.02.2025–28.02.2025", (2025, 2, 1), (2025, 2, 28)),
        ("02/03", (2026, 3, 2), (2026, 3, 2)),
        ("29/02", (2024, 2, 29), (2024, 2, 29)),
        ("từ 01/03/2026 đến 31/12/2026", (2026, 3, 1), (2026, 12, 31)),
    ],
)
def test_days_are_understood(typed: str, first: tuple[int, ...], last: tuple[int, ...]) -> None:
    assert read_range(typed, TODAY) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "tháng ba",
        "31/02",
        "15/02 đến 01/02/2026",
        "từ 03/03/2026",
        "1/1/2010 - 1/1/2026",
        "1/1 2/1 3/1",
        "1/1/20266",
    ],
)
def test_what_are_no_days_is_said_so(typed: str) -> None:
    assert read_range(typed, TODAY) is None


def test_a_stretch_of_days_has_as_many_before_it_and_the_same_a_year_before() -> None:
    asked = days(date(2026, 2, 1), date(2026, 2, 15), CUT_OFFS)
    assert asked.end - asked.start == timedelta(days=15)
    assert previous(asked, CUT_OFFS).last_day == date(2026, 1, 31)
    assert previous(asked, CUT_OFFS).start.date() == date(2026, 1, 17)
    assert (year_before(asked, CUT_OFFS).start.date(), year_before(asked, CUT_OFFS).last_day) == (
        date(2025, 2, 1),
        date(2025, 2, 15),
    )


def test_a_period_that_is_not_over_ends_now() -> None:
    month = period_at(PeriodKind.MONTH, NOW, CUT_OFFS)
    part = until(month, NOW, CUT_OFFS)
    assert (part.kind, part.start, part.end) == (PeriodKind.RANGE, month.start, NOW.replace(second=0))
    assert until(previous(month, CUT_OFFS), NOW, CUT_OFFS) == previous(month, CUT_OFFS)


def test_a_form_names_its_period() -> None:
    assert period_of({"stretch": "month", "period": "2026-01-15v"}, NOW, CUT_OFFS).last_day == date(2026, 2, 14)
    assert period_of({"stretch": "2026-02-01_2026-02-03"}, NOW, CUT_OFFS).last_day == date(2026, 2, 3)
    assert period_of({"stretch": "range", "period": "2026-03-01_2026-03-09"}, NOW, CUT_OFFS).end == NOW.replace(
        second=0
    )
