""" "Hẹn lại": until when somebody wants to be left alone with "Còn xử lý?"."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

MORNING, STILL_NIGHT = time(8), time(5)


class Later(StrEnum):
    """When to be asked again. The value is part of a button's verb and the text key's suffix."""

    HOURS = "hours"  # 4 giờ nữa
    MORNING = "morning"  # 8 giờ sáng mai
    DAYS = "days"  # 3 ngày nữa


def moment(later: Later, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that is meant at ``now`` (aware). Until five in the morning "tomorrow" is after the next sleep."""
    if later is Later.HOURS:
        return now + timedelta(hours=4)
    local = now.astimezone(zone)
    if later is Later.DAYS:
        return datetime.combine(local.date() + timedelta(days=3), local.time(), zone)
    tomorrow = local.date() + timedelta(days=local.time() >= STILL_NIGHT)
    return datetime.combine(tomorrow, MORNING, zone)
