"""The ward's zone, its calendar, and short ways to write moments, for the tests of time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.calendar import Edit, WorkingCalendar, edited

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LAW = WorkingCalendar(ZONE)


def local(text: str) -> datetime:
    """A moment as people write it: "05/03/2026 16:30" in the ward's zone."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


def day(text: str) -> date:
    """A day as people write it: "05/03/2026"."""
    return local(f"{text} 00:00").date()


def midnight_after(text: str) -> datetime:
    """24:00 of a day in the ward's zone, in UTC."""
    return datetime.combine(day(text) + timedelta(days=1), time(), ZONE).astimezone(UTC)


days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
calendars = st.lists(st.builds(Edit, days, st.booleans()), max_size=40).map(lambda edits: edited(ZONE, edits))
