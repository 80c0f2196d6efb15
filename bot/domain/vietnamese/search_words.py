"""Words of a search: those that say nothing, and phrases for the states and kinds of tips."""

from bot.domain.tip import IN_HAND, OPEN, Category, Status
from bot.domain.vietnamese.categories import phrases
from bot.domain.vietnamese.words import Lexicon

# Folded. Only words that tell nothing with any accents: "vàng", "đỏ", "nợ", "đề" are words worth finding.
_STOP = """
    a ah ai ak bi cac cai nen chua chung co con cua cung dang di duoc e em gi hom khong khoang kia la len luc moi
    mot nao nay neu nhe nhung o oi qua ra rat roi sao se tai thi toi u va vao ve voi vua ay
"""
STOP_WORDS = frozenset(_STOP.split())
_STATES: dict[frozenset[Status], str] = {
    frozenset({Status.NEW}): "chưa tiếp nhận; chưa ai tiếp nhận; chưa có ai tiếp nhận; chưa được tiếp nhận",
    frozenset({Status.ACKNOWLEDGED}): "đã tiếp nhận; mới tiếp nhận",
    frozenset({Status.ASSIGNED}): "đã phân công; được phân công",
    frozenset({Status.VERIFYING}): "đang xác minh",
    frozenset({Status.CLASSIFIED}): "đã phân loại",
    frozenset({Status.TRANSFERRED}): "chờ xác nhận; đã chuyển tin; đang chuyển đi",
    IN_HAND | {Status.TRANSFERRED}: "đang xử lý; đang xử lí; đang giải quyết; đang thụ lý",
    OPEN: "chưa xong; chưa kết thúc; chưa giải quyết xong; còn mở",
    frozenset({Status.CLOSED}): "đã xong; xong rồi; đã kết thúc; đã giải quyết; đã đóng tin; đã xử lý xong",
}
STATE_PHRASES: Lexicon[frozenset[Status]] = Lexicon(
    (phrase, statuses) for statuses, listed in _STATES.items() for phrase in phrases(listed)
)
_CATEGORIES: dict[Category, str] = {
    Category.THEFT: "trộm cắp; mất trộm",
    Category.ROBBERY: "cướp; cướp giật; cưỡng đoạt",
    Category.FRAUD: "lừa đảo; lừa đảo qua mạng",
    Category.LOAN_SHARKING: "tín dụng đen; vay nặng lãi",
    Category.GAMBLING: "cờ bạc; cá độ; đánh bạc",
    Category.DRUGS: "ma túy; ma tuý",
    Category.PUBLIC_DISORDER: "gây rối; gây rối trật tự; gây rối trật tự công cộng; mất trật tự",
    Category.ASSAULT: "đánh nhau; gây thương tích",
    Category.DOMESTIC_VIOLENCE: "bạo lực gia đình",
    Category.CHILD_ABUSE: "xâm hại trẻ em; xâm hại người dưới 18 tuổi; xâm hại",
    Category.WEAPONS: "vũ khí; vật liệu nổ",
    Category.PROSTITUTION: "mại dâm",
    Category.TRESPASS: "phá hoại; xâm phạm chỗ ở",
    Category.DEFAMATION: "làm nhục; vu khống; phát tán ảnh; phát tán hình ảnh",
    Category.SUSPICIOUS: "người nghi vấn; biểu hiện nghi vấn; nghi vấn",
    Category.OTHER: "việc khác",
}
CATEGORY_PHRASES: Lexicon[Category] = Lexicon(
    (phrase, category) for category, listed in _CATEGORIES.items() for phrase in phrases(listed)
)
