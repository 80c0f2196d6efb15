"""Hours and parts of the day in Vietnamese."""

from datetime import datetime

from bot.domain.vietnamese.folding import strip_accents
from bot.domain.vietnamese.patterns import Pattern
from bot.domain.vietnamese.time_guess import About, Clock, Days, Meaning, PartOfDay, Reader, day_before

PARTS = (
    PartOfDay("small-hours", 0, 5),
    PartOfDay("morning", 5, 11),
    PartOfDay("noon", 11, 13),
    PartOfDay("afternoon", 13, 18),
    PartOfDay("evening", 18, 22),
    PartOfDay("night", 22, 29),
)
SMALL_HOURS, MORNING, NOON, AFTERNOON, EVENING, NIGHT = PARTS
_PART_OF_WORD = {
    "rang sang": SMALL_HOURS, "gan sang": SMALL_HOURS, "mo sang": SMALL_HOURS, "to mo sang": SMALL_HOURS,
    "tang sang": SMALL_HOURS, "sang som": MORNING, "sang": MORNING, "trua": NOON, "chieu toi": EVENING,
    "chap toi": EVENING, "chieu": AFTERNOON, "xe chieu": AFTERNOON, "toi": EVENING, "khuya": NIGHT, "dem": NIGHT,
    "dem khuya": NIGHT, "nua dem": NIGHT, "giua dem": NIGHT,
}  # fmt: skip
PART = (
    r"(?:rạng sáng|tờ mờ sáng|mờ sáng|tảng sáng|gần sáng|sáng sớm|sáng|trưa|chiều tối|chập tối|xế chiều"
    r"|chiều|tối"
    r"|đêm khuya|nửa đêm|giữa đêm|đêm|khuya)"
)

NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12, "muoi lam": 15, "hai muoi": 20, "hai lam": 25, "hai muoi lam": 25,
    "ba muoi": 30, "bon lam": 45, "bon muoi lam": 45, "vai": 3, "may": 3, "dam": 5,
}  # fmt: skip
_MINUTE_WORD = r"hai mươi lăm|hai mươi|mười lăm|mười|năm"
_HOUR_WORD = r"mười một|mười hai|mười|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_BEFORE = r"(?<![\w/,#])(?<![0-9][.:])"
_COUNTED = (
    r"(?! ?(?:người|thằng|đứa|tên|đối tượng|thanh niên|xe|con|cái|chiếc|triệu|tr|k|nghìn|ngàn|tuổi|em"
    r"|cháu|ông|bà)\b)"
)
_HALF = rf"(?: ?(?P<half>rưỡi)| (?:kém|thiếu) ?(?P<less>[0-9]{{1,2}}|{_MINUTE_WORD})(?: ?(?:phút|p)\b)?)?"
_AFTER = rf"(?:(?!\w)|(?={PART}))(?![.,:/][0-9])"
_SPOKEN_MINUTES = rf"(?: ?(?P<m>[0-9]{{1,2}}){_COUNTED}(?! ?[/.\-h][0-9])(?: ?(?:phút|p|')(?!\w))?)?"

_BY_HOUR = Pattern(
    rf"{_BEFORE}(?P<h>[0-9]{{1,2}}) ?(?:giờ|h)(?! đồng hồ){_SPOKEN_MINUTES}{_HALF}(?: (?:hơn"
    rf"|đúng))?{_AFTER}"
)
# "8g" is eight o'clock in the south and eight grams everywhere: it needs minutes or a part of the day.
_BY_G = Pattern(
    rf"{_BEFORE}(?P<h>[0-9]{{1,2}})g(?:(?P<m>[0-5][0-9])|(?= ?{PART}\b)|(?= ?(?:hôm|ngày)\b)"
    rf"| ?(?P<half>rưỡi)){_AFTER}"
)
_BY_COLON = Pattern(rf"{_BEFORE}(?P<h>[0-9]{{1,2}}):(?P<m>[0-9]{{2}})(?::[0-9]{{2}})?{_AFTER}")
_BY_WORD = Pattern(rf"(?<!\w)(?P<h>{_HOUR_WORD}) giờ(?: (?P<m>{_MINUTE_WORD})\b(?: phút)?)?{_HALF}{_AFTER}")
_BY_HALF = Pattern(rf"{_BEFORE}(?P<h>[0-9]{{1,2}}|{_HOUR_WORD}) (?P<half>rưỡi)(?= {PART}\b|$|[,.])")
_BARE_HOUR = Pattern(
    rf"{_BEFORE}(?P<h>[0-9]{{1,2}})(?= ?(?:-|–|~|,|hoặc|đến|tới) ?[0-9]{{1,2}} ?(?:h|giờ)(?![a-z]))"
    rf"|(?<=lúc )(?P<at>[0-9]{{1,2}})(?= {PART}\b)"
)
_PART = Pattern(rf"(?<!\w)(?:(?:buổi|ban) )?(?P<part>{PART})(?!\w)")
_PART_JUST_GONE = Pattern(
    rf"(?<!\w)(?:hồi|ban(?! đêm)|lúc) (?!đêm khuya)(?P<part>{PART})(?! (?:hôm|nay|qua|kia|ngày|mùng|thứ|cn"
    rf"|chủ))(?!\w)(?=(?P<rest> \w)?)"
)
# Only before an hour, which is blotted out by now: without accents "độ" is also "đó", "gần" also "gan".
_ABOUT = Pattern(r"(?<!\w)(?:khoảng|tầm|độ|chừng|gần|hơn|ngót)(?: (?:độ|tầm|chừng|hơn|lúc))?(?= ?#)")


def number(word: str) -> int:
    """A number in digits or in one of the number words (folded)."""
    return int(word) if word.isdecimal() else NUMBERS[strip_accents(word)]


def _clock(said: dict[str, str], _now: datetime) -> tuple[Clock, ...]:
    hour = number(said.get("h") or said["at"])
    minute = 30 if "half" in said else number(said.get("m", "0"))
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return ()
    total = (hour * 60 + minute - number(said.get("less", "0"))) % (25 * 60)
    is_open = 1 <= hour < 12 and not said.get("h", "").startswith("0")
    return (Clock(total // 60, total % 60, is_open),)


def _part(said: dict[str, str], _now: datetime) -> tuple[PartOfDay]:
    return (part_named(said["part"]),)


def _part_just_gone(said: dict[str, str], now: datetime) -> tuple[Meaning, ...] | None:
    # Without accents these are "tôi": hỏi tôi, bạn tôi, lúc tôi.
    if said["part"] == "toi" and said["rest"]:
        return None
    return part_named(said["part"]), Days((now.date(), day_before(1, now)), today=True)


def _about(_said: dict[str, str], _now: datetime) -> tuple[About]:
    return (About(),)


def part_named(word: str) -> PartOfDay:
    """The part of the day a word of `PART` names."""
    return _PART_OF_WORD[strip_accents(word)]


CLOCK_RULES: tuple[tuple[Pattern, Reader], ...] = tuple(
    (pattern, _clock) for pattern in (_BARE_HOUR, _BY_COLON, _BY_HOUR, _BY_G, _BY_WORD, _BY_HALF)
)
PART_RULES: tuple[tuple[Pattern, Reader], ...] = (
    (_PART_JUST_GONE, _part_just_gone),
    (_PART, _part),
    (_ABOUT, _about),
)


def hour_of(clock: Clock, part: PartOfDay | None) -> int | None:
    """Hours since midnight of the day named (24 and more: after midnight); None when hour and part disagree."""
    hour = clock.hour
    if part is None:
        return hour
    if part in (SMALL_HOURS, MORNING):
        return 0 if hour == 24 else hour if hour < 12 else None
    if part is NOON:
        return hour + 12 if 1 <= hour <= 3 else hour if 10 <= hour <= 15 else None
    if part is AFTERNOON:
        return hour + 12 if 1 <= hour <= 7 else hour if 12 <= hour <= 19 else None
    if hour in (0, 12, 24):
        return 24
    if hour < 5:
        return hour + 24
    return hour + 12 if hour < 12 else hour if hour >= 17 else None
