"""Numbers that are no times: phones, plates, money, house numbers."""

from bot.domain.vietnamese.folding import View
from bot.domain.vietnamese.patterns import Pattern, blot
from bot.domain.vietnamese.phones import locate_phones
from bot.domain.vietnamese.plates import locate_plates

_MONEY = Pattern(
    r"(?<![\w/:])[0-9][0-9.,]{0,14} ?(?:triệu|tr|củ|nghìn|ngàn|đồng|vnđ|vnd|tỷ|tỉ|lít|chai|k|đ|%|usd"
    r"|chỉ|cây|mét|m|km|kg|tuổi)"
    r"(?:[0-9]{1,3}|(?: rưỡi))?(?!\w)"
)
_ADDRESS = Pattern(
    r"(?<!\w)(?:ngõ|ngách|hẻm|kiệt|số nhà|nhà số|số|sn|nhà|tdp|tổ dân phố|tổ|tổ dp|khu|lô|cụm|tầng"
    r"|phòng|đội|cầu|cổng"
    r"|đường|phố|chợ|hẻm số|ngõ số|tổ số|tdp số|tòa|block|khối|xóm"
    r"|thôn) ?[0-9]{1,4}[a-dđ]?(?:[/-][0-9]{1,4}[a-d]?)*"
    r"(?![0-9]| ?(?:h|giờ|g)(?:[0-9]|\b)| ?(?:phút|tiếng|ngày|tuần|tháng|hôm)\b)"
)
# "Ở ngõ 12 hôm qua" was not twelve days ago.
_ADDRESS_BEFORE_DAY = Pattern(
    r"(?<!\w)(?:ngõ|ngách|hẻm|kiệt|số nhà|nhà số|số|sn|tdp|tổ dân phố|tổ dp|tổ|ngõ số|hẻm số|tổ số|tdp số)"
    r" ?[0-9]{1,4}(?= (?:hôm|tuần|tháng)\b)"
)
_LONG_NUMBER = Pattern(r"(?<![\w/])[0-9]{5,}(?![/0-9])")


def blot_other_numbers(view: View) -> str:
    """The folded text with every number blotted out that belongs to something else than time."""
    spans = [(found.start, found.end) for found in locate_phones(view.plain)]
    spans += [(found.start, found.end) for found in locate_plates(view.plain)]
    for pattern in (_MONEY, _ADDRESS, _ADDRESS_BEFORE_DAY, _LONG_NUMBER):
        spans += [match.span() for match in pattern.finditer(view)]
    return blot(view.plain, spans)
