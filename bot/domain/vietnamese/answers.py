"""Short answers typed in place of pressing a button."""

import re
from enum import StrEnum

from bot.domain.vietnamese.folding import look
from bot.domain.vietnamese.words import split_words


class Answer(StrEnum):
    """What a short answer means."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    SKIP = "skip"
    DONE = "done"
    SEND = "send"
    CANCEL = "cancel"


_TYPED = {
    Answer.YES: """
        có; đúng; đúng rồi; phải; ừ; ừm; uh; uk; um; ok; oke; okie; oki; okay; đồng ý; chính xác; yes; có
        chứ; được; chuẩn; vâng; dạ; đúng vậy; phải rồi; nhất trí; có rồi; y; ờ
    """,
    Answer.NO: """
        không; không có; chưa; chưa có; không phải; sai; sai rồi; không đúng; thôi; không cần; no; chưa
        đúng; không có gì; không đồng ý; không ai; không có ai; chẳng có; không hề; n; chưa ai; thôi không
    """,
    Answer.UNKNOWN: """
        không biết; không nhớ; không rõ; chưa rõ; quên; quên rồi; không nhớ rõ; chịu; chịu thôi; không chắc;
        không để ý; không thấy rõ; chưa biết; không nhớ nữa; không rõ lắm; không nhìn rõ; không nhớ được;
        không biết nữa; chả biết; chẳng nhớ; chả nhớ
    """,
    Answer.SKIP: """
        bỏ qua; qua; tiếp; tiếp tục; tiếp theo; sau; để sau; skip; không muốn nói; không trả lời; câu khác;
        bỏ qua câu này; không nói; next; chuyển câu khác
    """,
    Answer.DONE: """
        xong; hết; đã xong; vậy thôi; thế thôi; chỉ vậy thôi; có vậy thôi; hết rồi; xong hết; đủ rồi; chỉ
        thế thôi; có thế thôi; hoàn tất; hoàn thành; kể xong; done; vậy là hết; thế là hết; không còn gì
    """,
    Answer.SEND: """
        gửi; gửi đi; gửi luôn; gửi tin; gửi ngay; gởi; gởi đi; xác nhận; vẫn gửi; báo luôn; đồng ý gửi;
        send; gửi cho công an; vẫn gửi cho công an; gửi tin đi; gửi báo cáo
    """,
    Answer.CANCEL: """
        hủy; hủy bỏ; hủy đi; hủy tin; bỏ; bỏ đi; không gửi; không gửi nữa; thôi không gửi; dừng lại;
        thoát; cancel; stop; xóa; xóa đi; không báo nữa; thôi bỏ; không gửi đâu; hủy báo tin
    """,
}
_FILLERS = "a; dạ; nhé; nhe; nha; nhỉ; thưa; bot; ơi; bạn; em; anh; chị; ad; đâu; luôn; à; rồi; tôi; mình"
_BY_WORDS = {
    " ".join(word.plain for word in split_words(look(phrase.strip()))): answer
    for answer, listed in _TYPED.items()
    for phrase in listed.split(";")
}
_PLAIN_FILLERS = frozenset(look(word).plain for word in _FILLERS.split(";"))
_COMMAND = re.compile(r"^/")
_LONGEST = 40


def yes_no_unknown(text: str) -> Answer | None:
    """The short answer a whole text stands for, politeness aside; None for anything that says more."""
    if len(text) > _LONGEST or _COMMAND.match(text):
        return None
    words = split_words(look(text))
    bare = [word for word in words if word.plain not in _PLAIN_FILLERS]
    if [word.shape for word in bare] == ["dưng"]:  # "dừng", while "dung" without accents is "đúng"
        return Answer.CANCEL
    return _BY_WORDS.get(" ".join(word.plain for word in words)) or _BY_WORDS.get(" ".join(w.plain for w in bare))
