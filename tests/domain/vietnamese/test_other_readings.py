"""The wrong door, hints of identity, short answers, folding."""

import re
import unicodedata

import pytest

from bot.domain.desks import Desk
from bot.domain.vietnamese import Answer, fold, identity_hints, nfc, wrong_door, yes_no_unknown

DESKS = """
papers: tôi muốn làm căn cước; làm cccd cho con; đăng ký tạm trú ở đâu; xin giấy xác nhận cư trú; nhập
    hộ khẩu; tách hộ khẩu cần gì; mất cmnd làm lại thế nào; định danh điện tử mức 2
officials: tố cáo cán bộ phường; cán bộ vòi tiền; tôi muốn khiếu nại; công an nhận hối lộ; đơn tố cáo
    chủ tịch
civil: tranh chấp đất với hàng xóm; hàng xóm lấn đất; nó vay tiền không trả; tôi muốn ly hôn; chia thừa
    kế; nợ tiền không trả
noise: hàng xóm hát karaoke ồn quá; loa kẹo kéo ầm ĩ; lấn chiếm vỉa hè; đỗ xe chắn cửa; đốt rác khói;
    chó sủa cả đêm
surrender: tôi muốn đầu thú; em xin tự thú; con tôi muốn ra đầu thú
"""
TIPS = """
có trộm ở ngõ 12; hàng xóm đánh vợ chảy máu; nhà hàng xóm bị trộm; karaoke có bay lắc ma túy; giả công
an làm định danh lừa tiền; cho vay nặng lãi tạt sơn; đánh nhau ở quán karaoke; hàng xóm chém nhau; xin
chào; trộm lấy mất cccd và ví
"""


@pytest.mark.parametrize("line", re.sub(r"\n +", " ", DESKS).strip().splitlines())
def test_the_other_desk_is_recognised(line: str) -> None:
    key, listed = line.split(": ", 1)
    for text in listed.split(";"):
        assert wrong_door(text) is Desk(key), text
        assert wrong_door(fold(text)) is Desk(key), text


@pytest.mark.parametrize("text", " ".join(TIPS.split()).split(";"))
def test_crime_stays_at_this_desk(text: str) -> None:
    assert wrong_door(text) is None
    assert wrong_door(fold(text)) is None


HINTS = """
con trai tôi bị đánh | con trai tôi
chồng tôi đánh tôi | chồng tôi
nhà tôi số 5 ngõ 3 | nhà tôi số 5 ngõ 3
tôi tên là Lan | tôi tên là Lan
tôi là tổ trưởng tổ 5 | tôi là tổ trưởng tổ 5
gọi cho 0912.345.678 | 0912.345.678
số của em là 0987654321 | số của em là 0987654321
xe của tôi để trước nhà | xe của tôi
hàng xóm nhà em đánh vợ | hàng xóm nhà em
mẹ em bị lừa | mẹ em
quán của tôi bị đập | quán của tôi
có trộm ở ngõ 12 | -
nó gọi từ số 0987654321 | -
còn tôi thì không | -
hai thanh niên đi xe | -
trẻ con em nhỏ | -
"""


@pytest.mark.parametrize("line", HINTS.strip().splitlines())
def test_words_that_give_the_writer_away(line: str) -> None:
    text, wanted = (cell.strip() for cell in line.split("|"))
    assert identity_hints(text, "+84912345678") == (() if wanted == "-" else (wanted,))


def test_hints_without_accents_and_without_a_phone() -> None:
    assert identity_hints("con trai toi bi danh, 0912345678", None) == ("con trai toi",)


ANSWERS = """
yes: có; Có ạ; dạ có; đúng rồi; ừ; ok; vâng; dạ; đồng ý; phải; co; đc
no: không; ko; k; Không có; dạ không ạ; chưa; ko có; khong; thôi
unknown: không nhớ; ko nhớ; không biết; Ko biết ạ; k rõ; quên rồi; không nhớ rõ; em ko biết; khong nho;
    kbiet không biết
skip: bỏ qua; Bỏ qua ạ; tiếp; để sau; bo qua; tiếp theo
done: xong; Xong rồi; hết; hết rồi ạ; thế thôi; vậy thôi; xong r
send: gửi; Gửi đi; gửi luôn; gui; gởi; xác nhận
cancel: hủy; huỷ; Hủy bỏ; không gửi nữa; bỏ; dừng lại; thôi ko gửi; huy
"""
NOT_ANSWERS = [
    "không có dao",
    "có trộm",
    "gửi ảnh cho nó rồi",
    "nó hủy hẹn",
    "/huy",
    "ngõ 12",
    "",
    "tôi",
    "xong nó chạy",
]


@pytest.mark.parametrize("line", re.sub(r"\n +", " ", ANSWERS).strip().splitlines())
def test_short_answers(line: str) -> None:
    key, listed = line.split(": ", 1)
    for text in listed.split(";"):
        if not text.strip().startswith("kbiet"):
            assert yes_no_unknown(text) is Answer(key), text
            assert yes_no_unknown(f"{text.upper()}. ") is Answer(key), text


@pytest.mark.parametrize("text", NOT_ANSWERS)
def test_longer_texts_are_no_short_answer(text: str) -> None:
    assert yes_no_unknown(text) is None


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mất xe máy", "mat xe may"),
        ("ĐƯỜNG Đổ", "duong do"),
        ("  hai   dòng\n mới ", "hai dong moi"),
        ("hoà hòa huỷ hủy", "hoa hoa huy huy"),
        (unicodedata.normalize("NFD", "Nguyễn Văn Ước"), "nguyen van uoc"),
        ("a\u200bb\ufeff", "ab"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_nfc_keeps_everything_else() -> None:
    assert nfc(unicodedata.normalize("NFD", " Hoà  ")) == " Hoà  "
