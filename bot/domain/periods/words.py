"""Days as people type them: "từ 01/03 đến 15/03", "1/3/2026 - 15/3/2026", "05/03"."""

import re
from datetime import date

_DAY = re.compile(r"(?<![\d/])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}))?(?![\d/])")
LONGEST_DAYS = 5 * 366


def read_range(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day; one day alone is both. A day without a year is the last one that has begun.

    None where these are no days, or not in order, or not begun yet, or more than five years apart.
    """
    found = [_day(match["day"], match["month"], match["year"], today) for match in _DAY.finditer(text)]
    first, last = (found[0], found[-1]) if 1 <= len(found) <= 2 else (None, None)
    if first is None or last is None:
        return None
    return (first, last) if first <= last and first <= today and (last - first).days < LONGEST_DAYS else None


def _day(day: str, month: str, year: str | None, today: date) -> date | None:
    years = (int(year),) if year else range(today.year, today.year - 8, -1)  # 29/02 may be eight years away
    for each in years:
        try:
            found = date(each, int(month), int(day))
        except ValueError:
            continue
        if year or found <= today:
            return found
    return None
