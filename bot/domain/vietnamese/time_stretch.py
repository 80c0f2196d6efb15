"""Times told from now: 30 phút trước, vừa xong, lúc nãy, tuần trước, tháng 10."""

from datetime import date, datetime, timedelta

from bot.domain.vietnamese.folding import strip_accents
from bot.domain.vietnamese.patterns import Pattern
from bot.domain.vietnamese.time_clock import number
from bot.domain.vietnamese.time_guess import Meaning, Reader, Stretch, UntilNow, day_before, midnight

_SECONDS = {"phut": 60, "p": 60, "ph": 60, "tieng": 3600, "gio": 3600, "h": 3600}
_DAYS = {"ngay": 1, "hom": 1, "bua": 1, "tuan": 7}
_VAGUE = frozenset({"vai", "may", "dam"})
_JUST_NOW = timedelta(minutes=15)
_A_WHILE_AGO = timedelta(hours=2)
_LATELY = timedelta(days=30)

_COUNT = r"(?P<n>[0-9]{1,3}|nửa|vài|mấy|dăm|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười lăm|mười|hai mươi|ba mươi)"
_UNIT = r"(?P<u>phút|ph|p|tiếng|giờ|h|ngày|hôm|bữa|tuần|tháng|năm)(?: đồng hồ)?(?: (?P<half>rưỡi))?"
_A_PLACE = (
    r"(?! (?:cổng|cửa|nhà|chợ|trường|quán|ngõ|mặt|khu|cầu|số|tòa|công|ủy|ubnd|bệnh|cây|siêu|tiệm|sân|đình|chùa"
    r"|ngân|bến|trụ|cơ quan|xe|khi|đó)\b)"
)
_AGO = Pattern(
    rf"(?<![\w#])(?:(?P<before>cách đây|cách nay|trước đây|mới)(?: (?:khoảng|độ|chừng|tầm|gần|hơn|được))? )?"
    rf"{_COUNT} ?{_UNIT}(?: (?P<after>trước|rồi|nay|qua|về trước|vừa rồi|vừa qua|gần đây){_A_PLACE})?(?!\w)"
)
_FIXED = (
    (
        r"vừa xong|vừa mới xong|vừa mới(?: đây)?|mới xong|mới đây|mới nãy|vừa nãy|vừa rồi|vừa (?:bị|xảy ra|thấy|mất)",
        3,
    ),
    (r"(?:lúc|ban|hồi|khi) nãy|nãy giờ", 2),
    (r"ngay bây giờ|bây giờ|hiện giờ|hiện tại|hiện nay|ngay lúc này|lúc này|đang (?:xảy ra|diễn ra)", 1),
    (r"dạo này|gần đây|dạo gần đây|thời gian gần đây|thời gian vừa qua|thời gian qua|mấy nay|lâu nay", 0),
)
_EARLIER = Pattern(r"(?<!\w)(?P<word>nãy)(?!\w)")
_WEEK = Pattern(
    r"(?<!\w)(?:(?P<edge>đầu|giữa|cuối) )?tuần (?P<which>trước|rồi|vừa rồi|qua|vừa qua|này)(?!\w)"
    r"|(?<!\w)(?P<only>cuối|đầu) tuần(?!\w)"
)
_MONTH = Pattern(
    r"(?<!\w)(?<!mỗi )(?<!một )(?<!hàng )(?<![0-9] )(?:(?P<edge>đầu|giữa|cuối) )?tháng "
    r"(?P<which>trước|rồi|vừa rồi|vừa qua|này|[0-9]{1,2})(?! ?(?:người|triệu|tr|k|nghìn|lần|đứa|thằng|tên|xe)\b)"
    r"(?:(?: năm |/)(?P<y>[12][0-9]{3}|ngoái))?(?![\w/])"
)
_MONTH_ONLY_EDGE = Pattern(r"(?<!\w)(?P<edge>đầu|giữa|cuối) tháng(?!\w)")
_YEAR = Pattern(r"(?<!\w)năm (?P<y>ngoái|trước|ngoai|(?:19|20)[0-9]{2})(?!\w)")
_UNTIL = Pattern(r"(?<!\w)(?:cho )?(?:đến|tới) (?:giờ(?! [0-9])|tận giờ|bây giờ|hiện (?:nay|tại|giờ)|nay)(?!\w)")
_FEW_DAYS = Pattern(r"(?<!\w)(?:hôm|bữa|hôm bữa|bữa hôm) (?:trước|nọ|rồi|vừa rồi|bữa)(?!\w)")


def _ago(said: dict[str, str], now: datetime) -> tuple[Meaning, ...] | None:
    unit, after = strip_accents(said["u"]), strip_accents(said.get("after", ""))
    if not after and "before" not in said:
        return None
    # "8 giờ rồi" is the time of day; "mới 2h" is the clock.
    if unit in ("gio", "h") and after != "truoc" and strip_accents(said.get("before", "moi")) == "moi":
        return None
    # "mat xe may hom qua" is about a xe máy, not about "mấy hôm qua".
    if said["n"] == "may" and unit == "hom" and after == "qua":
        return None
    word = strip_accents(said["n"])
    count = 0.5 if word == "nua" else float(number(word)) + (0.5 if "half" in said else 0)
    try:
        return (_counted(count, unit, word in _VAGUE, after in ("nay", "qua", "gan day"), now),)
    except (OverflowError, ValueError):
        return ()


def _counted(count: float, unit: str, vague: bool, until_now: bool, now: datetime) -> Stretch:
    if unit in _SECONDS:
        then = (now - timedelta(seconds=count * _SECONDS[unit])).replace(second=0, microsecond=0)
        return Stretch(then, then, 5)
    if unit in _DAYS:
        return _days(round(count * _DAYS[unit]), unit, vague, until_now, now)
    months = round(count * 12) if unit == "nam" else int(count)
    if unit == "thang" and count < 1:
        return _days(15, "tuan", vague, until_now, now)
    return _month(now, months, now, weight=3) if unit == "thang" else _year(now.year - months // 12, now)


def _days(count: int, unit: str, vague: bool, until_now: bool, now: datetime) -> Stretch:
    slack = 3 if unit == "tuan" or vague else 0
    first = day_before(count + slack, now)
    last = now.date() if until_now else day_before(max(count - slack, 1) if slack else count, now)
    return Stretch(midnight(first, now), midnight(last + timedelta(days=1), now), 4 - bool(vague))


def _fixed(back: timedelta, weight: int) -> Reader:
    def read(_said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
        return (Stretch(now - back, now, weight),)

    return read


def _earlier(said: dict[str, str], now: datetime) -> tuple[Meaning, ...] | None:
    # Without its accent it is "nay", which is something else.
    return (Stretch(now - _A_WHILE_AGO, now, 2),) if said["word"] == "nãy" else None


def _week(said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    this = strip_accents(said.get("which", "nay")) == "nay"
    monday = day_before(now.weekday() + (0 if this else 7), now)
    edge = strip_accents(said.get("edge") or said.get("only") or "")
    first, last = {"dau": (0, 2), "giua": (2, 4), "cuoi": (4, 7)}.get(edge, (0, 7))
    # "cuối tuần" said on a Tuesday is the weekend that has gone.
    if edge == "cuoi" and this and monday + timedelta(days=first) > now.date():
        monday -= timedelta(days=7)
    start, end = monday + timedelta(days=first), monday + timedelta(days=last)
    return (Stretch(midnight(start, now), midnight(end, now), 3),)


def _month(of: datetime, back: int, now: datetime, edge: str = "", weight: int = 2) -> Stretch:
    months = of.year * 12 + of.month - 1 - back
    first = date(months // 12, months % 12 + 1, 1)
    after = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    start, end = {
        "dau": (first, first.replace(day=11)),
        "giua": (first.replace(day=11), first.replace(day=21)),
        "cuoi": (first.replace(day=21), after),
    }.get(edge, (first, after))
    return Stretch(midnight(start, now), midnight(end, now), weight)


def _named_month(said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    which, edge = strip_accents(said["which"]), strip_accents(said.get("edge", ""))
    if not which.isdecimal():
        return (_month(now, 0 if which == "nay" else 1, now, edge),)
    month, year = int(which), strip_accents(said.get("y", ""))
    if not 1 <= month <= 12:
        return ()
    if year.isdecimal():
        return (_month(now.replace(year=int(year), month=month, day=1), 0, now, edge, 3),)
    back = (now.month - month) % 12
    if year:
        back = now.month - month + 12
    return (_month(now, back, now, edge),)


def _month_edge(said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    edge = strip_accents(said["edge"])
    this = _month(now, 0, now, edge)
    return (this if this.start <= now else _month(now, 1, now, edge),)


def _year(year: int, now: datetime) -> Stretch:
    return Stretch(midnight(date(year, 1, 1), now), midnight(date(year + 1, 1, 1), now), 2)


def _named_year(said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    return (_year(int(said["y"]) if said["y"].isdecimal() else now.year - 1, now),)


def _until(_said: dict[str, str], _now: datetime) -> tuple[Meaning, ...]:
    return (UntilNow(),)


def _few_days(_said: dict[str, str], now: datetime) -> tuple[Meaning, ...]:
    return (_days(4, "hom", True, False, now),)


_BACK = {3: (_JUST_NOW, 2), 2: (_A_WHILE_AGO, 2), 1: (timedelta(), 1), 0: (_LATELY, 1)}

STRETCH_RULES: tuple[tuple[Pattern, Reader], ...] = (
    (_AGO, _ago),
    *((Pattern(rf"(?<!\w)(?:{written})(?!\w)"), _fixed(*_BACK[kind])) for written, kind in _FIXED),
    (_EARLIER, _earlier),
    (_WEEK, _week),
    (_FEW_DAYS, _few_days),
    (_MONTH, _named_month),
    (_MONTH_ONLY_EDGE, _month_edge),
    (_YEAR, _named_year),
)
UNTIL_RULES: tuple[tuple[Pattern, Reader], ...] = ((_UNTIL, _until),)
