"""Times and durations as phrases: "20 giờ 30 ngày 15/07/2026", "1 giờ 5 phút"."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.screen import Phrase, phrase


def clock_time(moment: datetime, zone: ZoneInfo) -> Phrase:
    """A moment in the ward's zone, to the minute, with its date."""
    local = moment.astimezone(zone)
    return phrase("time-full", hour=f"{local:%H}", minute=f"{local:%M}", date=f"{local:%d/%m/%Y}")


def how_long(span: timedelta) -> Phrase:
    """A duration in whole minutes, at least one; what is nought is not said."""
    minutes = max(1, int(span.total_seconds() // 60))
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return phrase("span-days", days=days, hours=hours) if hours else phrase("span-whole-days", count=days)
    if hours:
        return phrase("span-hours", hours=hours, minutes=rest) if rest else phrase("span-whole-hours", hours=hours)
    return phrase("span-minutes", minutes=rest)


def day_of_week(day: date) -> Phrase:
    """A day as a calendar names it: "Thứ Bảy 10/01/2026"."""
    return phrase(f"calendar-weekday-{day.isoweekday()}", date=f"{day:%d/%m/%Y}")
