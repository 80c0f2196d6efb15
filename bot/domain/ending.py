"""Roles for a while: when they end, and how long before that the commanders are told."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Months that may be chosen; 0 stands for no end.
TERMS = (3, 6, 12, 0)
WARNED_BEFORE = timedelta(days=7)
# In the morning, local time: whoever is told can still do something about it on that day.
HOUR = time(8)


def end_after(months: int, today: date, zone: ZoneInfo) -> datetime:
    """The morning of the same day so many months later; of the month's last day where it is shorter. Aware."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    day = min(today.day, monthrange(year, month + 1)[1])
    return datetime.combine(date(year, month + 1, day), HOUR, zone)
