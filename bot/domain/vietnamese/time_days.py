"""Days and dates in Vietnamese: hôm qua, thứ hai tuần trước, mùng 5, 05/11/2026."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.domain.vietnamese.folding import strip_accents
from bot.domain.vietnamese.patterns import Pattern
from bot.domain.vietnamese.time_clock import PART, number, part_named
from bot.domain.vietnamese.time_guess import Days, Meaning, Reader, day_before

_BEFORE_DAWN = 5
_OLDEST_YEAR = 1950
_MONTHS_BACK = 14
_LEAP_YEARS_BACK = 8

_AGO = {"nay": 0, "qua": 1, "kia": 2, "kìa": 3}
_WEEKDAY = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "cn": 6, "chu nhat": 6}

_PART_AND_DAY = Pattern(
    rf"(?:(?<!\w)|(?<=[0-9]h))(?P<part>{PART}) (?:h|hôm )?(?P<ago>nay|qua|kia"
    rf"|kìa)(?!\w)"
)
_DAY = Pattern(r"(?<!\w)(?:ngày )?(?:hôm|bữa|hum|h|hom) ?(?P<ago>nay|qua|kia|kìa)(?!\w)")
_TO_COME = Pattern(
    rf"(?<!\w)(?:(?:{PART}|ngày) (?:ngày )?mai|(?:tuần|tháng|năm|hôm|bữa) (?:sau|tới)"
    r"|[0-9]{1,3} ?(?:phút|tiếng|giờ|h|ngày|tuần|tháng) nữa)(?!\w)"
)
_ORDINAL = "".join(f"(?<!{word} )" for word in ("người", "lần", "nhà", "vụ", "đứa", "tầng", "xe", "cái", "con"))
_BY_WEEKDAY = Pattern(
    rf"(?<!\w){_ORDINAL}(?:thứ ?(?P<day>[2-7]|hai|ba|tư|năm|sáu|bảy|bẩy)|(?P<sunday>chủ nhật|chúa nhật|cn)"
    rf"|t(?P<short>[2-7])(?= tuần| vừa| {PART}|$))(?!\w)"
    r"(?: (?P<week>tuần trước|tuần rồi|tuần vừa rồi|tuần qua|tuần vừa qua|tuần này|vừa rồi|vừa qua"
    r"|trước|rồi))?(?!\w)"
)
_NUMERIC = r"(?<![\w/#])(?<![0-9][.-])"
_NO_LUNAR = r"(?P<lunar> (?:âm lịch|âm|al)\b)?"
_FULL_DATE = Pattern(
    rf"{_NUMERIC}(?:ngày )?(?P<d>[0-9]{{1,2}})(?P<sep>[/.\-])(?P<mo>[0-9]{{1,2}})(?P=sep)(?P<y>[0-9]{{4}}|[0-9]{{2}})"
    rf"(?![\w/]|[.-][0-9]){_NO_LUNAR}"
)
_DAY_MONTH = Pattern(
    rf"(?:{_NUMERIC}(?P<d>[0-9]{{1,2}})/(?P<mo>[0-9]{{1,2}})"
    r"|(?<!\w)(?:ngày|hôm) (?P<d2>[0-9]{1,2})[.-](?P<mo2>[0-9]{1,2}))"
    rf"(?! ?(?:số|tổng|người|giá|cái|đường|h\b))(?![\w/]|[.,-][0-9]){_NO_LUNAR}"
)
_LONG_DATE = Pattern(
    r"(?<!\w)(?:(?:ngày|hôm|mùng|mồng) )*(?P<d>[0-9]{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
    r" ?(?:tháng|thg) ?(?P<mo>[0-9]{1,2}|trước|rồi|này|vừa rồi)(?! ?\w+ đồng)(?:(?: năm |/"
    r"| )(?P<y>[12][0-9]{3}))?(?!\w)"
    r"(?P<lunar> (?:âm lịch|âm|al)\b)?"
)
_DAY_OF_MONTH = Pattern(
    r"(?<!\w)(?<!mỗi )(?<!một )(?<!hàng )(?:(?:ngày|hôm) (?:mùng |mồng )?|mùng |mồng )"
    r"(?P<d>[0-9]{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?![\w/:]|[.,-][0-9])"
    rf"(?! ?(?:lần|bữa|ca|buổi|triệu|tr|k|nghìn|ngàn|người|đứa|thằng|giờ|h|tiếng|trước|nay|qua|rồi"
    rf"|vụ)\b){_NO_LUNAR}"
)


def _ago(said: dict[str, str], now: datetime) -> Days:
    count = _AGO[said["ago"] if said["ago"] in _AGO else strip_accents(said["ago"])]
    days: tuple[date, ...] = (day_before(count, now),)
    # In the small hours "tối nay", "đêm nay" still mean the evening that has just gone.
    if count == 0 and now.hour < _BEFORE_DAWN:
        days += (day_before(1, now),)
    return Days(days, today=count == 0)


def _part_and_day(said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    return part_named(said["part"]), _ago(said, now)


def _day(said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    days = _ago(said, now)
    return (Days(days.dates[:1], today=days.today),)


def _never(_said: dict[str, str], _now: datetime) -> tuple[Meaning, ...]:
    return ()


def _weekday(said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    typed = strip_accents(said.get("day") or said.get("short") or "cn")
    index = int(typed) - 2 if typed.isdecimal() else _WEEKDAY[typed]
    week = strip_accents(said.get("week", ""))
    monday = day_before(now.weekday(), now)
    if week == "tuan nay":
        return (Days((monday + timedelta(days=index),), dated=True),)
    if week.startswith("tuan"):
        return (Days((monday + timedelta(days=index - 7),), dated=True),)
    back = (now.weekday() - index) % 7
    if week and back == 0:
        back = 7
    return (Days((day_before(back, now), day_before(back + 7, now)), dated=True),)


def _valid(year: int, month: int, day: int) -> Iterator[date]:
    if year >= _OLDEST_YEAR:
        try:
            yield date(year, month, day)
        except ValueError:
            return


def _dated(dates: Iterator[date], said: dict[str, str]) -> tuple[Meaning, ...]:
    found = () if "lunar" in said else tuple(dates)
    return (Days(found, dated=True),) if found else ()


def _full_date(said: dict[str, str], _now: datetime) -> tuple[Meaning, ...]:
    year = int(said["y"]) + (2000 if len(said["y"]) == 2 else 0)
    return _dated(_valid(year, int(said["mo"]), int(said["d"])), said)


def _years_back(month: int, day: int, now: datetime) -> Iterator[date]:
    for back in range(_LEAP_YEARS_BACK + 1):
        yield from _valid(now.year - back, month, day)


def _day_month(said: dict[str, str], now: datetime) -> tuple[Meaning, ...] | None:
    day, month = said.get("d") or said["d2"], said.get("mo") or said["mo2"]
    if (day, month) == ("24", "7"):
        return None
    return _dated(_years_back(int(month), int(day), now), said)


def _months_back(day: int, now: datetime, first: int = 0) -> Iterator[date]:
    for back in range(first, _MONTHS_BACK):
        months = now.year * 12 + now.month - 1 - back
        yield from _valid(months // 12, months % 12 + 1, day)


def _long_date(said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    day, month = number(said["d"]), strip_accents(said["mo"])
    if "y" in said and month.isdecimal():
        return _dated(_valid(int(said["y"]), int(month), day), said)
    if month.isdecimal():
        return _dated(_years_back(int(month), day, now), said)
    back = 0 if month == "nay" else 1
    months = now.year * 12 + now.month - 1 - back
    return _dated(_valid(months // 12, months % 12 + 1, day), said)


def _day_of_month(said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    return _dated(_months_back(number(said["d"]), now), said)


DATE_RULES: tuple[tuple[Pattern, Reader], ...] = (
    (_FULL_DATE, _full_date),
    (_LONG_DATE, _long_date),
    (_DAY_MONTH, _day_month),
    (_DAY_OF_MONTH, _day_of_month),
)
NAMED_DAY_RULES: tuple[tuple[Pattern, Reader], ...] = (
    (_TO_COME, _never),
    (_PART_AND_DAY, _part_and_day),
    (_BY_WEEKDAY, _weekday),
)
DAY_RULES: tuple[tuple[Pattern, Reader], ...] = ((_DAY, _day),)
