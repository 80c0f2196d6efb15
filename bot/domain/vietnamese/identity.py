"""Words that may tell a reader of the card who wrote it."""

from itertools import product

from bot.domain.vietnamese.categories import phrases
from bot.domain.vietnamese.folding import View, look
from bot.domain.vietnamese.patterns import Pattern
from bot.domain.vietnamese.phones import locate_phones, normalise_phone
from bot.domain.vietnamese.words import Lexicon, split_words

_SELF = ("tôi", "em", "mình", "cháu", "tui", "tớ", "nhà tôi", "nhà em", "của tôi", "của em", "của mình", "của cháu")
_KIN = """
    con trai; con gái; chồng; vợ; mẹ; bố; cha; ba; má; anh trai; chị gái; em trai; em gái; con dâu; con rể;
    bố chồng; mẹ chồng; bố vợ; mẹ vợ; ông nội; bà nội; ông ngoại; bà ngoại; bố đẻ; mẹ đẻ; cháu nội; cháu
    ngoại; vợ chồng; con; các con; gia đình; cô giáo; hàng xóm; bạn trai; bạn gái; người yêu; chồng cũ; vợ
    cũ; chú; bác; anh rể; chị dâu; quán; cửa hàng; shop; tiệm; công ty; phòng trọ; đối diện nhà; cạnh nhà;
    sát nhà; bên cạnh nhà; trước nhà; sau nhà; trước cửa nhà; gần nhà; nhà; cơ quan; lớp; số; sđt; xe; ảnh;
    trang cá nhân; tài khoản
"""
# "em trai cháu" is kin of the writer, "con em" (children) and "nhà mình" (we) are not.
_NOT_KIN = frozenset({"con em", "bố em mình", "con mình", "bác cháu", "chú cháu", "ba em", "bà em", "ba cháu"})
_KIN_PHRASES: Lexicon[None] = Lexicon(
    (f"{kin} {me}", None) for kin, me in product(phrases(_KIN), _SELF) if f"{kin} {me}" not in _NOT_KIN
)
_NAME = r"(?P<name>(?: \w+){1,4})"
_TELLING = (
    Pattern(rf"(?<!\w)(?:tôi|em|mình|cháu|tui) tên(?: là)?{_NAME}"),
    Pattern(rf"(?<!\w)tên (?:tôi|em|mình|cháu)(?: là)?{_NAME}"),
    Pattern(
        r"(?<!\w)(?:tôi|em|mình|cháu|tui) là (?:chủ|con|vợ|chồng|mẹ|bố|anh|chị|em|hàng xóm|tổ trưởng"
        r"|tổ phó|bảo vệ|giáo viên"
        r"|nhân viên|nạn nhân|người bị|người nhà|bí thư|cháu|công nhân|học sinh|sinh viên|người thuê"
        r"|trưởng|dân)(?: \w+){0,3}"
    ),
    Pattern(r"(?<!\w)nhà (?:tôi|em|mình|cháu|tui)(?: ở| là| số| ngay| đối diện| sát"
        r"| cạnh)(?: \w[\w/]*){1,4}"),
    Pattern(r"(?<!\w)(?:tôi|em|mình|cháu) (?:ở|sống ở|đang ở|trọ ở|thuê ở) (?:số|ngõ|nhà|phòng|tổ|tầng"
        r"|ngách|hẻm)(?: \w[\w/]*){1,4}"),
    Pattern(r"(?<!\w)(?:tôi|em|mình|cháu) (?:sinh năm|năm nay|học lớp|học trường|làm ở|làm tại"
        r"|bán hàng ở)(?: \w+){1,4}"),
    Pattern(r"(?<!\w)(?:cccd|căn cước|cmnd) (?:của )?(?:tôi|em|mình)?(?: số| là)? ?[0-9]{9,12}"),
    Pattern(r"(?<!\w)(?:số|sđt|đt|điện thoại|zalo|gọi)(?: của)? (?:tôi|em|mình|cháu|cho tôi"
        r"|cho em)(?: là| số)? ?[0-9+][0-9 .]{7,14}"),
)  # fmt: skip


def _spans(view: View, own_phone: str | None) -> list[tuple[int, int]]:
    words = split_words(view)
    found = _KIN_PHRASES.find(words, view.accented)
    spans = [(words[hit.first].start, words[hit.last - 1].end) for hit in found]
    for pattern in _TELLING:
        spans.extend(match.span() for match in pattern.finditer(view))
    own = normalise_phone(own_phone) if own_phone else None
    spans.extend((phone.start, phone.end) for phone in locate_phones(view.plain) if phone.number == own)
    return spans


def identity_hints(text: str, own_phone: str | None) -> tuple[str, ...]:
    """The writer's words that may give the writer away, in the order of the text, the longest where they overlap.

    `own_phone` is the writer's number in any form that `normalise_phone` reads. Never raises.
    """
    view = look(text)
    hints: list[tuple[int, int]] = []
    for start, end in sorted(_spans(view, own_phone), key=lambda span: (span[0], -span[1])):
        if not hints or start >= hints[-1][1]:
            hints.append((start, end))
    return tuple(dict.fromkeys(view.original[start:end].strip() for start, end in hints))
