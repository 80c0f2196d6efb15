"""What a person may ask about the own data, and by when it is to be answered (Luật 91/2025/QH15; NĐ 356/2025)."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain
from zoneinfo import ZoneInfo

from bot.domain.calendar import WorkingCalendar
from bot.domain.clocks import ClockKey, ClockRule, QuietHours, RunningClock, speak_at, start
from bot.domain.tip import Urgency
from bot.domain.vietnamese import nfc

LONGEST_WORDS = 1000
_DAILY = timedelta(days=1)
_LONG_NUMBER = re.compile(r"\+?\d(?:[ .\-()]{0,2}\d){7,}")


class RequestKind(StrEnum):
    """What is asked for. The value is stored, is the button's verb and the text key's suffix."""

    COPY = "copy"  # bản sao
    CORRECT = "correct"  # sửa
    ERASE = "erase"  # xóa


class Ground(StrEnum):
    """Why a request is refused."""

    CASE = "case"  # needed to prevent and handle crime: Luật 91/2025 Điều 19
    RECORDS = "records"  # the law demands that the file is kept
    OTHERS = "others"  # it would harm somebody else
    OTHER = "other"  # said in words


ANSWER_BY: Mapping[RequestKind, ClockKey] = {
    RequestKind.COPY: ClockKey.REQUEST_COPY,
    RequestKind.CORRECT: ClockKey.REQUEST_COPY,
    RequestKind.ERASE: ClockKey.REQUEST_DELETE,
}


def clocks_of(
    kind: RequestKind, asked_at: datetime, calendar: WorkingCalendar, rules: Mapping[ClockKey, ClockRule]
) -> tuple[RunningClock, RunningClock]:
    """By when its receipt is to be confirmed, and by when it is to be answered, by the ``rules`` of that moment.

    ``asked_at`` is aware.
    """
    keys = ClockKey.REQUEST_ANSWER, ANSWER_BY[kind]
    first, second = (start(rules[key], asked_at, calendar) for key in keys)
    return first, second


def next_reminder(clocks: Sequence[RunningClock], after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after ``after`` (aware) to speak of these clocks: near each end, then once a day. In UTC."""
    quiet = QuietHours(zone)
    planned = chain.from_iterable(
        (speak_at(clock, stage, Urgency.NORMAL, quiet) for stage in clock.stages) for clock in clocks
    )
    coming = [at for at in planned if at > after]
    overdue = any(clock.late_at <= after for clock in clocks)
    return min([*coming, after + _DAILY] if overdue or not coming else coming)


def without_numbers(words: str) -> str:
    """Somebody's words for eyes that must not know who wrote them: long numbers are covered."""
    return _LONG_NUMBER.sub("•••", nfc(words))
