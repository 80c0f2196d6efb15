"""What people answer to "Ở đâu?", and places within sentences."""

import pytest

from bot.domain.vietnamese import Neighbourhood, fold, understand_place

NEIGHBOURHOODS = """
tổ 5 | 5
Tổ 5 | 5
TDP 5 | 5
TDP số 5 | 5
tdp5 | 5
tổ dân phố 5 | 5
tổ dân phố số 05 | 5
tổ số 5 | 5
tổ 13 | 13
tổ 12 nhé | 12
tổ 7 | 7
thôn Đổ | 7
xóm Đổ | 7
TDP Đổ | 7
Đổ | 7
ở Đổ | 7
Hạ Lý | 13
làng Hạ Lý | 13
Cam Lộ 1 | 8
khu Cam Lộ 2 | 9
tôi ở tổ 5, ngõ 12 | 5
đầu ngõ 20 tổ 12 | 12
có trộm ở tổ 5 tối qua | 5
số nhà 8 ngõ 15 đường Hùng Vương, TDP 5 | 5
đánh nhau ở làng Hạ Lý | 13
tổ 99 | -
tdp 20 | -
"""
WORDS = """
ngõ 12 | ngõ 12
số nhà 12, ngõ 34/5 | số nhà 12, ngõ 34/5
số nhà 8 ngõ 15 đường Hùng Vương | số nhà 8, ngõ 15, đường Hùng Vương
sn 5 ngách 3/12 | sn 5, ngách 3/12
nhà số 5 | nhà số 5
hẻm 45 | hẻm 45
gần chợ Đổ | gần chợ Đổ
trước cổng trường Lê Lợi | trước cổng trường Lê Lợi
trước cổng trường tiểu học Hùng Vương | trước cổng trường tiểu học Hùng Vương
sau nhà văn hóa | sau nhà văn hóa
cạnh cây xăng | cạnh cây xăng
gần cây xăng Sở Dầu | gần cây xăng Sở Dầu
ở quán karaoke Hoa Hồng | ở quán karaoke Hoa Hồng
cuối hẻm | cuối hẻm
đối diện bệnh viện | đối diện bệnh viện
ngã tư Thành Tô | ngã tư Thành Tô
chợ Sắt | chợ Sắt
có trộm ở ngõ 12 tối qua mất xe sirius | ngõ 12
chúng nó tụ tập trước cổng trường Lê Lợi lúc 8h tối | trước cổng trường Lê Lợi
gần cây xăng Sở Dầu có đánh nhau | gần cây xăng Sở Dầu
mất xe máy hôm qua ở ngõ 12 | ngõ 12
nó giật túi ở đường Trần Phú rồi chạy | ở đường Trần Phú
số 12 ngõ 5 tổ 99 | số 12, ngõ 5, tổ 99
"""
NO_PLACES = """
không nhớ
không biết
tôi đang đi trên đường về nhà thì bị giật
đường dây đánh bạc
kể lại đổ xe
mất 20 triệu
lúc 8h tối qua
có 3 thằng đi xe máy
0912345678
số điện thoại 0912 345 678
xe 15B1-123.45
tổ 5 người đánh bạc
tờ 5
bị lừa đảo qua mạng
nó đổ xăng

"""


@pytest.mark.parametrize("line", NEIGHBOURHOODS.strip().splitlines())
def test_the_neighbourhood_is_recognised(line: str, ward: tuple[Neighbourhood, ...]) -> None:
    text, wanted = (cell.strip() for cell in line.split("|"))
    for typed in (text, fold(text), text.upper(), f" {text}. "):
        guess = understand_place(typed, ward)
        assert guess is not None, typed
        assert guess.neighbourhood_id == (None if wanted == "-" else int(wanted)), typed


@pytest.mark.parametrize("line", WORDS.strip().splitlines())
def test_the_words_of_the_place_are_kept(line: str, ward: tuple[Neighbourhood, ...]) -> None:
    text, wanted = (cell.strip() for cell in line.split("|"))
    for typed, words in ((text, wanted), (fold(text), fold(wanted))):
        guess = understand_place(typed, ward)
        assert guess is not None, typed
        assert guess.words == words


@pytest.mark.parametrize("text", NO_PLACES.strip().splitlines())
def test_no_place_is_made_up(text: str, ward: tuple[Neighbourhood, ...]) -> None:
    assert understand_place(text, ward) is None


def test_other_accents_are_another_name(ward: tuple[Neighbourhood, ...]) -> None:
    guess = understand_place("xóm Đò", ward)
    assert guess is None or guess.neighbourhood_id is None


def test_a_name_of_two_neighbourhoods_gives_neither() -> None:
    twins = (Neighbourhood(1, "Hạ Lý", ("Lý",)), Neighbourhood(2, "Thượng Lý", ("Hạ Lý",)))
    guess = understand_place("làng Hạ Lý", twins)
    assert guess is not None
    assert guess.neighbourhood_id is None
    assert guess.words == "làng Hạ Lý"


def test_raw_is_the_whole_stretch(ward: tuple[Neighbourhood, ...]) -> None:
    guess = understand_place("Báo tin số nhà 8  ngõ 15, TDP 5 nhé", ward)
    assert guess is not None
    assert guess.raw == "số nhà 8 ngõ 15, TDP 5"
