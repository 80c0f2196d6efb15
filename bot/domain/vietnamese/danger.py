"""Words of danger: certain when they tell of now, otherwise only a reason to ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.vietnamese.categories import harmless_positions, phrases
from bot.domain.vietnamese.folding import View, look
from bot.domain.vietnamese.words import Hit, Lexicon, Word, split_words

# `~`: without accents these are everyday words as well (chạy, cầu, cậu...), so they only propose.
_SIGNS = """
    đang đánh nhau; đang chém nhau; đang đâm nhau; đang đánh; đang chém; đang đâm; đang cướp; đang trộm;
    đang giật; đang bị cướp; đang bị đánh; đang bị chém; đang bị hiếp; đang bị hành hạ; đang phá cửa; đang
    cạy cửa; đang đập cửa; đang trèo vào; đang đột nhập; đang trong nhà; đang hỗn chiến; đang dọa giết; đang
    đuổi chém; đang đuổi đánh; đang đòi giết; đang hiếp; đang đánh vợ; đang đánh con; đang bắt cóc; đang tự
    tử; đang đập phá; đang nhảy cầu; đánh nhau to; có trộm đang; trộm đang; đang lấy trộm; đang bẻ khóa;
    đang phá khóa; đang rình; đang đua xe; có dao; cầm dao; vác dao; kề dao; dí dao; gí dao; rút dao; mang
    dao; có súng; cầm súng; rút súng; nổ súng; bắn súng; nổ mìn; có bom; có lựu đạn; có mã tấu; cầm mã tấu;
    vác mã tấu; có hung khí; cầm hung khí; có kiếm; cầm kiếm; cầm dùi; cầm phóng lợn; có phóng lợn; chảy
    máu; máu me; máu nhiều; bất tỉnh; ngất xỉu; bị thương nặng; trọng thương; sắp chết; nguy kịch; hấp hối;
    khó thở; gãy tay; co giật; =cháy; ~cháy nhà; ~có cháy; ~cháy to; ~cháy lớn; ~bốc cháy; ~đang cháy; ~cháy rồi; ~nhà
    cháy; cháy xe; hỏa hoạn; hoả hoạn; bốc khói; khói mù mịt; rò gas; rò rỉ gas; xì ga; ~nổ gas; đốt nhà;
    phóng hỏa; tẩm xăng; tưới xăng; tự tử; tự sát; nhảy cầu; nhảy lầu; treo cổ; uống thuốc sâu; uống thuốc
    ngủ; cắt tay; muốn chết; không muốn sống; bị nhốt; nhốt trong; nhốt con; bị giam; bị bắt giữ; bị trói;
    bị khống chế; bắt làm con tin; con tin; kêu cứu; cứu với; cứu tôi; cứu em; cứu cháu; cứu mẹ; cứu con;
    xin cứu; =cứu; sos; help; bắt cóc; hiếp dâm; giết người; dọa giết; doạ giết; đòi giết; đuổi chém; chém
    người; đâm người; bị chém; bị đâm; chém nhau; đâm nhau; đuổi theo tôi; đuổi theo em; bám theo tôi; tạt
    axit; chém chết; đánh chết; giết chết
"""
_PAST = """
    hôm qua; hqua; hôm kia; hôm kìa; hôm trước; hôm nọ; bữa trước; tối qua; đêm qua; chiều qua; sáng qua;
    trưa qua; tuần trước; tuần rồi; tháng trước; năm ngoái; năm trước; ngày trước; lúc trước; hồi trước;
    trước đây; trước kia; hồi xưa; ngày xưa; đã từng; từng bị; đã lâu; lâu rồi; cách đây; mấy hôm trước; lần
    trước; hồi nhỏ; vụ trước; sáng nay; chủ nhật; =thứ hai; =thứ ba; =thứ tư; =thứ năm; =thứ sáu; =thứ bảy;
    đã xong; xong rồi; đã bị bắt; đã đi rồi; đã bỏ đi; đã được cứu; đã dập; dập tắt; thứ 2; thứ 3; thứ 4;
    thứ 5; thứ 6; thứ 7; ngày trước; phút trước; tiếng trước
"""
_NOW = """
    đang; bây giờ; ngay bây giờ; ngay lúc này; lúc này; hiện giờ; hiện tại; vẫn còn; vẫn; nhanh lên; khẩn
    cấp; =gấp; cứu
"""
_DENIED = "không; chẳng; chả; chưa; đâu có; không còn; không thấy; =hết; đừng; làm gì có"
_MAYBE = """
    nếu; lỡ; nhỡ; giả sử; ví dụ; giả như; =sợ; sợ nó; sợ bị; lo sợ; =lo; có khi; có thể; nghe nói; nghe đồn;
    phim; trong phim; game; trong game; truyện; tập huấn; diễn tập; tuyên truyền; như thể; như kiểu; giống
    như; y như; đùa; trêu
"""
_REACH_OF_NO = 4
_REACH_OF_MAYBE = 6


@dataclass(frozen=True, slots=True)
class DangerSign:
    """Words as typed that speak of danger, and whether they surely tell of now."""

    words: str
    certain: bool


def _signs() -> list[tuple[str, bool]]:
    return [(phrase.removeprefix("~"), phrase.startswith("~")) for phrase in phrases(_SIGNS)]


def _lexicon(listed: str) -> Lexicon[None]:
    return Lexicon((phrase, None) for phrase in phrases(listed))


_SIGN_WORDS: Lexicon[bool] = Lexicon(_signs())
_PAST_WORDS, _NOW_WORDS, _DENIED_WORDS, _MAYBE_WORDS = map(_lexicon, (_PAST, _NOW, _DENIED, _MAYBE))


class _Around:
    """What the words around a sign say about it."""

    def __init__(self, words: Sequence[Word], accented: bool) -> None:
        self.words = words
        self._past = _PAST_WORDS.find(words, accented)
        self._now = _NOW_WORDS.find(words, accented)
        self._denied_until = {hit.last for hit in _DENIED_WORDS.find(words, accented)}
        self._maybe_until = {hit.last for hit in _MAYBE_WORDS.find(words, accented)}
        self._past_clauses = {words[hit.first].clause for hit in self._past}
        self._now_clauses = {words[hit.first].clause for hit in self._now}

    def _over(self, sign: Hit[bool]) -> bool:
        """Past, unless the sign's own clause says that it goes on and does not itself say when it was."""
        clause = self.words[sign.first].clause
        if clause in self._past_clauses:
            return True
        return bool(self._past) and clause not in self._now_clauses

    def _negated(self, sign: Hit[bool]) -> bool:
        ends = (end for end in range(sign.first - _REACH_OF_NO + 1, sign.first + 1) if end in self._denied_until)
        return any(self.words[end - 1].clause == self.words[sign.first].clause for end in ends)

    def _asked(self, sign: Hit[bool]) -> bool:
        """ "có dao không?": a question ends with không or chưa."""
        clause = self.words[sign.first].clause
        after = [word.plain for word in self.words[sign.last : sign.last + 3] if word.clause == clause]
        return bool(after) and after[-1] in ("khong", "chua") and sign.last + len(after) <= len(self.words)

    def _supposed(self, sign: Hit[bool]) -> bool:
        ends = (end for end in range(sign.first - _REACH_OF_MAYBE + 1, sign.first + 1) if end in self._maybe_until)
        return any(self.words[end - 1].sentence == self.words[sign.first].sentence for end in ends)

    def certain(self, sign: Hit[bool]) -> bool:
        """Whether the sign speaks of now: not past, not denied, not asked, not only supposed."""
        only_proposes = sign.payload and sign.bare
        checks = (self._over, self._negated, self._asked, self._supposed)
        return not only_proposes and not any(check(sign) for check in checks)


def _outermost(hits: list[Hit[bool]], harmless: set[int]) -> list[Hit[bool]]:
    kept: list[Hit[bool]] = []
    for hit in hits:
        if harmless.isdisjoint(range(hit.first, hit.last)) and (not kept or hit.last > kept[-1].last):
            kept.append(hit)
    return kept


def _as_typed(view: View, words: Sequence[Word], hit: Hit[bool]) -> str:
    return view.original[words[hit.first].start : words[hit.last - 1].end]


def danger_signs(text: str) -> tuple[DangerSign, ...]:
    """Words that suggest danger, in the order of the text; uncertain ones are past, denied, asked or supposed.

    Figures of speech ("cháy hàng") are no signs. Never raises.
    """
    view = look(text)
    words = split_words(view)
    around = _Around(words, view.accented)
    found = _outermost(_SIGN_WORDS.find(words, view.accented), harmless_positions(words, view.accented))
    signs = (DangerSign(_as_typed(view, words, hit), around.certain(hit)) for hit in found)
    return tuple(dict.fromkeys(signs))
