"""The answer to "Việc đang xảy ra, vừa xảy ra, hay đã lâu?" in people's own words."""

from bot.domain.tip import Urgency
from bot.domain.vietnamese.categories import phrases
from bot.domain.vietnamese.danger import danger_signs
from bot.domain.vietnamese.folding import look
from bot.domain.vietnamese.words import Lexicon, split_words

# Earlier lists win: "đang xảy ra từ lâu" goes on now, "vừa xong hôm qua" is over for long.
_NOW = """
    đang xảy ra; đang diễn ra; đang; ngay bây giờ; bây giờ; hiện giờ; hiện tại; lúc này; ngay lúc này; vẫn
    đang; vẫn còn; chưa xong; chưa dừng; cứu; khẩn cấp; nguy hiểm; =gấp; gấp lắm; gấp ạ; sắp xảy ra; sắp
    đánh nhau; nhanh lên; ngay đi; ra ngay; đến ngay; tới ngay; còn đang; chưa kết thúc
"""
_LONG_AGO = """
    đã lâu; lâu rồi; lâu lắm rồi; từ lâu; khá lâu; hôm qua; hqua; hôm kia; hôm trước; hôm nọ; bữa trước; tối
    qua; đêm qua; chiều qua; sáng qua; trưa qua; tuần trước; tuần rồi; tháng trước; tháng rồi; năm ngoái;
    năm trước; ngày trước; mấy ngày; mấy hôm; vài ngày; vài hôm; mấy tuần; mấy tháng; nhiều lần; nhiều ngày;
    thường xuyên; hay xảy ra; ngày nào cũng; đêm nào cũng; tối nào cũng; dạo này; gần đây; lâu nay; không
    gấp; không vội; bình thường; ngày rồi; tuần nay; tháng nay; hôm nay nữa; trước đây; xưa; chủ nhật; thứ
    hai; thứ ba; thứ tư; thứ năm; thứ sáu; thứ bảy; ngày 1; lâu
"""
_JUST_NOW = """
    vừa xảy ra; vừa xong; vừa mới; vừa; mới xảy ra; mới đây; mới xong; mới; lúc nãy; hồi nãy; ban nãy; khi
    nãy; nãy; phút trước; phút rồi; tiếng trước; giờ trước; xong rồi; hết rồi; đã xong; chạy mất rồi; chạy
    rồi; sáng nay; trưa nay; chiều nay; tối nay; hồi sáng; lúc sáng; hồi trưa; hồi chiều; hôm nay; rạng
    sáng; đã xảy ra; xảy ra rồi
"""
_DENIED_NOW = """
    không đang; không còn đang; không phải đang; không nguy hiểm; hết nguy hiểm; không khẩn cấp; không gấp;
    không phải bây giờ
"""


def _lexicon(listed: str) -> Lexicon[None]:
    return Lexicon((phrase, None) for phrase in phrases(listed))


_DENIED_WORDS = _lexicon(_DENIED_NOW)
_BY_URGENCY = (
    (Urgency.DANGER, _lexicon(_NOW)),
    (Urgency.NORMAL, _lexicon(_LONG_AGO)),
    (Urgency.URGENT, _lexicon(_JUST_NOW)),
)


def understand_urgency(text: str) -> Urgency | None:
    "How urgent an answer to the first question is; None when it does not tell. Never raises."
    view = look(text)
    words = split_words(view)
    denied = bool(_DENIED_WORDS.find(words, view.accented))
    if not denied and any(sign.certain for sign in danger_signs(text)):
        return Urgency.DANGER
    for urgency, lexicon in _BY_URGENCY:
        if not (denied and urgency is Urgency.DANGER) and lexicon.find(words, view.accented):
            return urgency
    return None
