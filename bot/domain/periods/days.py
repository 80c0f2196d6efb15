"""Days as the briefing cuts them: at the hour that is set, in local time."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_ends(after: datetime, until: datetime, at: time, zone: ZoneInfo) -> Iterator[datetime]:
    """Every moment later than ``after`` and not later than ``until`` (aware) at which a day's briefing is due."""
    day = after.astimezone(zone).date()
    while (end := datetime.combine(day, at, zone)) <= until:
        if end > after:
            yield end
        day += timedelta(days=1)


def next_day_end(after: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The first briefing time later than ``after`` (aware)."""
    today = datetime.combine(after.astimezone(zone).date(), at, zone)
    return today if today > after else datetime.combine(today.date() + timedelta(days=1), at, zone)
