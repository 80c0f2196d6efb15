"""Danger now, and what only sounds like it."""

import re

import pytest

from bot.domain.tip import Urgency
from bot.domain.vietnamese import danger_signs, fold, understand_urgency

CERTAIN = """
đang đánh nhau to lắm; có dao; nó có dao; thằng kia cầm dao; có súng; đang cướp tiệm vàng; có trộm đang
trong nhà; cháy nhà rồi; cháy rồi cứu với; chảy máu nhiều; bất tỉnh rồi; có người tự tử; đang nhảy cầu;
bị nhốt trong phòng; kêu cứu; bắt cóc trẻ con; chồng đang cầm dao đuổi; nó dọa giết tôi; chém nhau ngoài
đường; cứu với; đang bị đánh; hôm qua nó đánh em, bây giờ nó đang cầm dao; có người bị đâm; cứu em với;
nó đang phá cửa; rò rỉ gas
"""
BARE_TOO = """
dang danh nhau to lam; no cam dao; co trom dang trong nha; chay mau nhieu; bat tinh roi; co nguoi tu tu;
keu cuu; bat coc tre con; dang cuop; chem nhau ngoai duong; cuu voi; dang bi danh; dang pha cua; co dao
"""
PROPOSES = """
hôm kia kề dao; hôm qua có đánh nhau, có dao; tối qua nó cầm dao; không có dao; nó không cầm dao đâu;
chưa thấy chảy máu; tuần trước nó dọa giết; năm ngoái bị bắt cóc; nó có dao không; nếu nó có súng thì
sao; sợ nó có dao; dang chay nha; có dao không?; trong phim có súng;
hom kia ke dao; khong co dao; tuan truoc bi nhot; ko co sung; lo nó bắt cóc con; không ai bị chảy máu;
đã được cứu, hôm qua bất tỉnh
"""
NOTHING = """
cháy hàng; cháy túi; mất xe; súng nước; trộm vía; chém gió; cười chảy máu mũi chảy máu chất xám; cô Đào
kể chuyện; xe đang chạy; tôi chạy xe ôm; giết thời gian; có đào trồng; hàng cháy vé; dao kéo; chạy bộ
"""


def phrases(table: str) -> list[str]:
    return [phrase.strip() for phrase in " ".join(table.split()).split(";")]


@pytest.mark.parametrize("text", phrases(CERTAIN) + phrases(BARE_TOO))
def test_danger_now_is_certain(text: str) -> None:
    assert any(sign.certain for sign in danger_signs(text))
    assert understand_urgency(text) is Urgency.DANGER


@pytest.mark.parametrize("text", phrases(PROPOSES))
def test_past_denied_asked_or_supposed_only_proposes(text: str) -> None:
    assert not any(sign.certain for sign in danger_signs(text))


@pytest.mark.parametrize("text", ["hôm kia kề dao", "không có dao", "nó có dao không", "dang chay nha"])
def test_an_uncertain_sign_is_still_told(text: str) -> None:
    assert danger_signs(text)


@pytest.mark.parametrize("text", phrases(NOTHING))
def test_figures_of_speech_are_no_sign(text: str) -> None:
    assert not any(sign.certain for sign in danger_signs(text))


def test_the_words_are_quoted_as_typed() -> None:
    assert [sign.words for sign in danger_signs("Nó CÓ DAO, chảy máu")] == ["CÓ DAO", "chảy máu"]


URGENCIES = """
danger: đang xảy ra; Đang; đang diễn ra; ngay bây giờ; bây giờ; vẫn còn đang đánh; sắp đánh nhau; khẩn
    cấp; chưa xong
urgent: vừa xảy ra; vừa xong; mới xong; mới đây; lúc nãy; 5 phút trước; nãy; xong rồi; vừa mới; sáng nay
normal: đã lâu; lâu rồi; hôm qua; tối qua; tuần trước; tháng trước; năm ngoái; mấy hôm trước; ngày nào
    cũng thế; thường xuyên; hôm kia kề dao
"""


@pytest.mark.parametrize("line", re.sub(r"\n +", " ", URGENCIES).strip().splitlines())
def test_urgency_in_own_words(line: str) -> None:
    key, listed = line.split(": ", 1)
    for text in phrases(listed):
        assert understand_urgency(text) is Urgency(key), text
        # Without accents "nãy" is "này": "luc nay" must be taken for now, the safer of the two.
        if text not in ("nãy", "lúc nãy"):
            assert understand_urgency(fold(text)) is Urgency(key), text


@pytest.mark.parametrize("text", ["không biết", "", "ngõ 12", "xin chào"])
def test_no_urgency_is_made_up(text: str) -> None:
    assert understand_urgency(text) is None
