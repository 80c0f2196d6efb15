"""The place in a text: the tổ dân phố by number or name, and the words of an address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.places import Neighbourhood, PlaceGuess
from bot.domain.vietnamese.folding import View, look, spelling, strip_accents
from bot.domain.vietnamese.patterns import Pattern, blot
from bot.domain.vietnamese.phones import locate_phones

_GROUP = r"(?:tổ dân phố|tổ dp|t\.?d\.?p\.?|khu dân cư|kdc|tổ|thôn|làng|xóm|khu phố|khu)"
_GROUP_NUMBER = Pattern(
    rf"(?<!\w){_GROUP} ?(?:số )?(?P<n>[0-9]{{1,3}})(?![\w/]|[.,][0-9]| ?(?:người|thằng|đứa|tên|con"
    rf"|tiếng|phút|giờ|h)\b)"
)
_GROUP_WORDS = re.compile(
    r"^(?:to dan pho|to dp|tdp|khu dan cu|kdc|to|thon|lang|xom|khu pho|khu)(?: so)?(?: |(?=[0-9]))"
)
_NUMBER = re.compile(r"(?<![\w/])0*([0-9]{1,3})(?![\w/])")

_CODE = r"[0-9]{1,4}[a-dđ]?(?:[/-][0-9]{1,4}[a-d]?){0,4}"
_NUMBERED = Pattern(
    rf"(?<!\w)(?:số nhà|nhà số|sn|nhà|ngõ số|ngõ|ngách số|ngách|hẻm số|hẻm|kiệt|hẽm|số|phòng|tầng|tòa"
    rf"|lô|khu|cụm|chung cư)"
    rf" ?{_CODE}(?![\w/]| ?(?:người|thằng|đứa|tên|triệu|tr|k|giờ|h|phút|tiếng|tuổi|xe|con|cái)\b)"
)
_STOP = (
    r"(?:có|bị|mất|đang|vào|lúc|hồi|khoảng|thì|hôm|tối|sáng|trưa|chiều|đêm|thấy|đã|vừa|mới|nó|tôi|em"
    r"|cháu|mình|bọn|lũ|và|là"
    r"|chúng|đánh|chém|cướp|trộm|chơi|tụ|ngày|bây|cách|rồi|để|xe|biển|sđt|một|mấy|nhiều|hay|thường|từ|ạ"
    r"|nhé|với|cho|bán|lấy"
    r"|gọi|bắt|mở|tổ(?= [0-9]| dân)|ngõ|ngách|hẻm|số|gần|trước|sau|cạnh|đối|tại|ở|này|kia|đó|ấy|nay|qua|thằng|hai|ba"
    r"|ra|đi|xảy|chạy|về|phía|sang|hướng|hình|anh|chị|ông|bà|không)"
)
# Straight after "chợ", "trường" even a word like "đó" or "số" is a name without accents: chợ Đổ, Sở Dầu.
_FIRST_STOP = (
    r"(?:có|bị|mất|đang|vào|lúc|hồi|khoảng|thì|hôm|tối qua|sáng nay|thấy|đã|vừa|nó|tôi|em|bọn|và|là"
    r"|chúng|đánh|chém|cướp|trộm"
    r"|chơi|tụ|bây|cách|rồi|để|mấy|nhiều|từ|ạ|nhé|với|bán|lấy|gọi|bắt|mở|tổ|ngõ|ngách|hẻm|này|nay|không"
    r"|tdp|đêm qua|chiều nay)"
)
_NAME = rf"(?P<name>(?: (?!{_FIRST_STOP}\b)[a-z0-9]\w*(?: (?!{_STOP}\b)[a-z0-9]\w*){{0,4}})?)"
_LANDMARK = (
    r"(?:chợ|trường|cổng|cầu|ngân hàng|bệnh viện|trạm|ủy ban|uỷ ban|ubnd|nhà văn hóa|nhà văn hoá"
    r"|nhà trẻ|nhà thờ|nhà máy|nhà ga"
    r"|nhà hàng|nhà nghỉ|nhà|chùa|đình|đền|miếu|quán|cửa hàng|siêu thị|cống|cây xăng|ngã ba|ngã tư"
    r"|ngã năm|bến|khu|đường|phố"
    r"|ngõ|ngách|hẻm|tòa|công viên|sân|hồ|sông|ga|bưu điện|tiệm|khách sạn|karaoke|công ty|xưởng|bãi"
    r"|vườn hoa|đầu|cuối|trụ sở|vỉa hè|mương)"
)
_NEAR = Pattern(
    r"(?<!\w)(?:gần|trước cửa|trước mặt|trước|đằng sau|phía sau|sau|bên cạnh|cạnh|đối diện|đầu|cuối"
    r"|giữa|tại|ở|trong|ngoài)"
    rf" {_LANDMARK}(?!\w){_NAME}(?!\w)"
)
_STREET = Pattern(
    rf"(?<!\w)(?<!con )(?<!dọc )(?<!trên )(?:đường|phố|cầu|chung cư|khu đô thị|ngã tư|ngã ba"
    rf"|ngã năm|bến xe|trường|chùa|công viên)"
    rf"(?! (?:dây|đi|về|làm|biến|hoàng|khi|người|hợp|nên|phèn|link|truyền|online"
    rf"|học)\b)(?= \w){_NAME}(?!\w)"
)
# Without accents "cho" is mostly another word.
_MARKET = Pattern(rf"^chợ(?= \w){_NAME}$")
_ON_STREET = Pattern(
    rf"(?<!\w)(?:trên|dọc) (?:đường|phố|cầu)(?! (?:đi|về|làm|tới|đến|mạng"
    rf"|dây)\b) ?{_NAME}(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int


def _core(name: str) -> str:
    plain = look(name).plain
    return _GROUP_WORDS.sub("", plain) or plain


def _names(neighbourhood: Neighbourhood) -> tuple[str, ...]:
    return (neighbourhood.name, *neighbourhood.aliases)


def _by_number(neighbourhoods: Sequence[Neighbourhood], number: str) -> int | None:
    """The one whose name or alias is this number; None when there is none or more than one."""
    wanted = number.lstrip("0") or "0"
    ids = {
        one.id
        for one in neighbourhoods
        for name in _names(one)
        if (found := _NUMBER.fullmatch(_core(name))) and found[1] == wanted
    }
    return ids.pop() if len(ids) == 1 else None


def _same_accents(view: View, start: int, name: str) -> bool:
    """Whether what was typed is the name, with its accents or without any."""
    core = _core(name)
    written = look(name)
    at = written.plain.rindex(core)
    typed = view.marked[start : start + len(core)].split()
    wanted = written.marked[at : at + len(core)].split()
    return all(
        spelling(word) == spelling(known) or strip_accents(word) == word
        for word, known in zip(typed, wanted, strict=True)
    )


def _named(view: View, neighbourhoods: Sequence[Neighbourhood]) -> Iterator[tuple[int, _Piece]]:
    """Village names in the text; a name of one syllable only after "thôn", "TDP"... or as the whole answer."""
    for one in neighbourhoods:
        for name in _names(one):
            core = _core(name)
            if not core or core.isdecimal():
                continue
            lone = " " not in core
            before = "(?:to dan pho|tdp|to dp|khu dan cu|thon|lang|xom|khu|to) (?:so )?"
            pattern = rf"(?<!\w)(?:{before}){'' if lone else '?'}(?P<name>{re.escape(core)})(?![\w/])"
            whole = re.fullmatch(rf"[ .,]*(?:o )?(?P<name>{re.escape(core)})[ .,]*", view.plain)
            for match in [whole] if whole else re.finditer(pattern, view.plain):
                if _same_accents(view, match.start("name"), name):
                    yield one.id, _Piece(*match.span())


def _neighbourhood(view: View, neighbourhoods: Sequence[Neighbourhood]) -> tuple[int | None, list[_Piece]]:
    numbered = list(_GROUP_NUMBER.finditer(view))
    named = list(_named(view, neighbourhoods))
    pieces = [_Piece(*match.span()) for match in numbered] + [piece for _, piece in named]
    for match in numbered:
        found = _by_number(neighbourhoods, match["n"])
        if found is not None:
            return found, pieces
    longest = max((piece.end - piece.start for _, piece in named), default=0)
    ids = {found for found, piece in named if piece.end - piece.start == longest}
    return (ids.pop() if len(ids) == 1 else None), pieces


def _address(view: View, groups: list[_Piece]) -> list[_Piece]:
    known = [(phone.start, phone.end) for phone in locate_phones(view.plain)]
    # "Cam Lộ 1" holds no "lô 1"; but a landmark may well be called after the village.
    text = blot(view.plain, known)
    without_groups = blot(text, [(piece.start, piece.end) for piece in groups])
    pieces: list[_Piece] = []
    for pattern in (_NUMBERED, _NEAR, _ON_STREET, _STREET, _MARKET):
        spans = [match.span() for match in pattern.finditer(view, without_groups if pattern is _NUMBERED else text)]
        pieces.extend(_Piece(*span) for span in spans)
        text = blot(text, spans)
    return pieces


def _apart(pieces: list[_Piece]) -> list[_Piece]:
    """In the order of the text, those that overlap as one."""
    kept: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
        elif piece.end > kept[-1].end:
            kept[-1] = _Piece(kept[-1].start, piece.end)
    return kept


def understand_place(text: str, neighbourhoods: Sequence[Neighbourhood]) -> PlaceGuess | None:
    """The place a text names: the ward's neighbourhood when it is certain which, and the writer's own words.

    None when the text names no place. A name or number that fits two neighbourhoods gives no id. Never raises.
    """
    view = look(text)
    found, groups = _neighbourhood(view, neighbourhoods)
    pieces = _apart(groups + _address(view, groups))
    if not pieces:
        return None
    words = ", ".join(view.original[piece.start : piece.end].strip() for piece in pieces)
    return PlaceGuess(found, words, view.original[pieces[0].start : pieces[-1].end].strip())
