"""What people answer to "Khi nào?", said on Monday 23/11/2026 at 15:00."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.vietnamese import fold, nfc, understand_time

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

POINTS = """
8h30 | 23/11 08:30
8h30p | 23/11 08:30
8h30' | 23/11 08:30
8 h 30 | 23/11 08:30
8 giờ 30 phút | 23/11 08:30
8 giờ rưỡi | 23/11 08:30
8 giờ rưỡi tối | 22/11 20:30
8 rưỡi tối | 22/11 20:30
9h kém 15 | 23/11 08:45
9 giờ kém 10 | 23/11 08:50
9 giờ thiếu 10 | 23/11 08:50
10 giờ kém mười lăm | 23/11 09:45
tám giờ tối | 22/11 20:00
mười một giờ đêm | 22/11 23:00
hai giờ sáng | 23/11 02:00
chín giờ rưỡi sáng | 23/11 09:30
20:15 | 22/11 20:15
08:15 | 23/11 08:15
20h | 22/11 20:00
20H30 | 22/11 20:30
14h | 23/11 14:00
2h | 23/11 14:00
2h chiều | 23/11 14:00
3h chiều | 23/11 15:00
4h chiều | 22/11 16:00
9g30 sáng | 23/11 09:30
8g tối | 22/11 20:00
12h trưa | 23/11 12:00
1h trưa | 23/11 13:00
11h trưa | 23/11 11:00
12h đêm | 23/11 00:00
0h30 | 23/11 00:30
1h đêm qua | 23/11 01:00
12h đêm qua | 23/11 00:00
11h đêm qua | 22/11 23:00
23h đêm qua | 22/11 23:00
2h sáng nay | 23/11 02:00
2h rạng sáng nay | 23/11 02:00
3h đêm hôm qua | 23/11 03:00
8h tối qua | 22/11 20:00
8h tối hôm qua | 22/11 20:00
tối qua 8h | 22/11 20:00
tối hôm qua lúc 8h30 | 22/11 20:30
8h sáng nay | 23/11 08:00
8 giờ sáng hôm nay | 23/11 08:00
hôm nay 8h | 23/11 08:00
hnay 8h | 23/11 08:00
hqua 20h | 22/11 20:00
8htối qua | 22/11 20:00
hôm kia 7h tối | 21/11 19:00
7h tối thứ 7 | 21/11 19:00
thứ bảy 19h30 | 21/11 19:30
thứ 7 tuần trước lúc 20h30 | 21/11 20:30
20h30 thứ 6 tuần trước | 20/11 20:30
8h30 tối chủ nhật | 22/11 20:30
8h tối CN | 22/11 20:00
7h sáng mùng 5 | 05/11 07:00
20h ngày 5/11 | 05/11 20:00
5/11 lúc 8h tối | 05/11 20:00
20h30 ngày 20/11/2026 | 20/11 20:30
20h30, 20/11/2026 | 20/11 20:30
lúc 20h30 ngày 20-11-2026 | 20/11 20:30
2h đêm ngày 5/11 | 05/11 02:00
12h đêm 5/11 | 06/11 00:00
lúc 8 giờ 15 tối ngày 5 tháng 11 năm 2026 | 05/11 20:15
cách đây 2 tiếng | 23/11 13:00
cách đây khoảng 2 tiếng rưỡi | 23/11 12:30
30 phút trước | 23/11 14:30
30p trước | 23/11 14:30
cách đây 5 phút | 23/11 14:55
mười phút trước | 23/11 14:50
nửa tiếng trước | 23/11 14:30
2h trước | 23/11 13:00
1 tiếng trước | 23/11 14:00
15 phút rồi | 23/11 14:45
mới 10 phút | 23/11 14:50
khoảng 8h tối qua | 22/11 20:00
tầm 9h sáng | 23/11 09:00
gần 10h sáng nay | 23/11 10:00
dạ khoảng 8 giờ tối qua ạ. | 22/11 20:00
"""

STRETCHES = """
hôm nay | 23/11 00:00 | 23/11 15:00
hôm qua | 22/11 00:00 | 23/11 00:00
ngày hôm qua | 22/11 00:00 | 23/11 00:00
ở ngõ 12 hôm qua | 22/11 00:00 | 23/11 00:00
o to 6 hom qua | 22/11 00:00 | 23/11 00:00
hqua | 22/11 00:00 | 23/11 00:00
bữa qua | 22/11 00:00 | 23/11 00:00
hôm kia | 21/11 00:00 | 22/11 00:00
sáng nay | 23/11 05:00 | 23/11 11:00
trưa nay | 23/11 11:00 | 23/11 13:00
chiều nay | 23/11 13:00 | 23/11 15:00
tối qua | 22/11 18:00 | 22/11 22:00
tối hôm qua | 22/11 18:00 | 22/11 22:00
chiều qua | 22/11 13:00 | 22/11 18:00
đêm qua | 22/11 22:00 | 23/11 05:00
đêm hôm qua | 22/11 22:00 | 23/11 05:00
rạng sáng | 23/11 00:00 | 23/11 05:00
rạng sáng nay | 23/11 00:00 | 23/11 05:00
rạng sáng hôm qua | 22/11 00:00 | 22/11 05:00
sáng hôm kia | 21/11 05:00 | 21/11 11:00
tối | 22/11 18:00 | 22/11 22:00
buổi sáng | 23/11 05:00 | 23/11 11:00
hồi sáng | 23/11 05:00 | 23/11 11:00
lúc trưa | 23/11 11:00 | 23/11 13:00
ban chiều | 23/11 13:00 | 23/11 15:00
vừa xong | 23/11 14:45 | 23/11 15:00
vừa mới đây | 23/11 14:45 | 23/11 15:00
vừa nãy | 23/11 14:45 | 23/11 15:00
mới đây | 23/11 14:45 | 23/11 15:00
lúc nãy | 23/11 13:00 | 23/11 15:00
hồi nãy | 23/11 13:00 | 23/11 15:00
ban nãy | 23/11 13:00 | 23/11 15:00
bây giờ | 23/11 15:00 | 23/11 15:00
đang xảy ra | 23/11 15:00 | 23/11 15:00
thứ 2 | 23/11 00:00 | 23/11 15:00
thứ ba | 17/11 00:00 | 18/11 00:00
thứ 5 | 19/11 00:00 | 20/11 00:00
thứ hai tuần trước | 16/11 00:00 | 17/11 00:00
thứ hai vừa rồi | 16/11 00:00 | 17/11 00:00
T6 tuần trước | 20/11 00:00 | 21/11 00:00
CN | 22/11 00:00 | 23/11 00:00
chủ nhật tuần trước | 22/11 00:00 | 23/11 00:00
tối thứ 7 | 21/11 18:00 | 21/11 22:00
mùng 5 | 05/11 00:00 | 06/11 00:00
mồng 5 | 05/11 00:00 | 06/11 00:00
mùng một | 01/11 00:00 | 02/11 00:00
ngày 5 | 05/11 00:00 | 06/11 00:00
hôm mùng 5 | 05/11 00:00 | 06/11 00:00
ngày 25 | 25/10 00:00 | 26/10 00:00
5/11 | 05/11 00:00 | 06/11 00:00
05/11/2026 | 05/11 00:00 | 06/11 00:00
5.11.2026 | 05/11 00:00 | 06/11 00:00
5/11/26 | 05/11 00:00 | 06/11 00:00
5 tháng 11 | 05/11 00:00 | 06/11 00:00
ngày 5 tháng trước | 05/10 00:00 | 06/10 00:00
tối 5/11 | 05/11 18:00 | 05/11 22:00
đêm 5/11 | 05/11 22:00 | 06/11 05:00
từ 8h đến 9h | 23/11 08:00 | 23/11 09:00
từ 8h đến 9h tối qua | 22/11 20:00 | 22/11 21:00
tối qua từ 8h đến 9h | 22/11 20:00 | 22/11 21:00
từ 8h tối đến 10h đêm qua | 22/11 20:00 | 22/11 22:00
từ 10h tối đến 2h sáng | 22/11 22:00 | 23/11 02:00
từ 10h tối qua đến 2h sáng | 22/11 22:00 | 23/11 02:00
từ 10h tối qua đến 2h sáng nay | 22/11 22:00 | 23/11 02:00
8-9h tối hôm qua | 22/11 20:00 | 22/11 21:00
8h-9h30 sáng nay | 23/11 08:00 | 23/11 09:30
khoảng 8, 9h tối qua | 22/11 20:00 | 22/11 21:00
từ 8h sáng đến 5h chiều hôm qua | 22/11 08:00 | 22/11 17:00
từ hôm qua đến giờ | 22/11 00:00 | 23/11 15:00
từ sáng đến giờ | None
từ 8h sáng đến giờ | 23/11 08:00 | 23/11 15:00
từ thứ 2 đến thứ 5 | 16/11 00:00 | 20/11 00:00
từ 5/11 đến 8/11 | 05/11 00:00 | 09/11 00:00
2 ngày trước | 21/11 00:00 | 22/11 00:00
3 hôm trước | 20/11 00:00 | 21/11 00:00
cách đây 3 ngày | 20/11 00:00 | 21/11 00:00
2 hôm nay | 21/11 00:00 | 23/11 15:00
mấy hôm trước | 17/11 00:00 | 23/11 00:00
mấy hôm nay | 17/11 00:00 | 23/11 15:00
tuần trước | 16/11 00:00 | 23/11 00:00
tuần rồi | 16/11 00:00 | 23/11 00:00
tuần này | 23/11 00:00 | 23/11 15:00
cuối tuần trước | 20/11 00:00 | 23/11 00:00
tháng trước | 01/10 00:00 | 01/11 00:00
đầu tháng | 01/11 00:00 | 11/11 00:00
cuối tháng trước | 21/10 00:00 | 01/11 00:00
tháng 10 | 01/10 00:00 | 01/11 00:00
"""

NOT_TIMES = """
25h
8h75
31/02
8h ngày 31/02
30/2/2026
32/10
ngày 35
thứ 8
sáng mai
8h sáng mai
ngày mai
tuần sau
5 phút nữa
tối nay
đêm nay
25/12/2026
mùng 5 âm lịch
không nhớ
không biết
ngõ 12
ngõ 34/5
ở ngõ 5/11
số nhà 8
nhà số 8, ngách 2/4
tổ 5
TDP số 5
0912345678
sđt 0912.345.678
xe 15B1-123.45
biển 15B1 12345
mất 20 triệu
8 củ
mất 5tr2
8k
500k
khoảng 30 triệu
có 3 thằng
2 đối tượng đi xe máy
113
24/7
mở cửa 24/7
bán 8g ke
người thứ hai
lần thứ 3
tôi qua nhà bạn
bạn tôi mất xe
ban đêm có xe lạ đứng đó
ban dem co xe la
nó bảo 8 giờ tối mai sẽ đến
nó hỏi tôi
tối quá không nhìn thấy gì
tôi bị mất xe
sang nhà hàng xóm
ngay 5 đứa ở đó
stk 0123456789
tầng 3 phòng 302
đường 3/2
cháu 8 tuổi

"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def at(said: str) -> datetime:
    day, clock = said.split()
    return datetime.strptime(f"{day}/2026 {clock}", "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize(("phrase", "expected"), rows(POINTS))
def test_a_moment_is_read_with_and_without_accents(phrase: str, expected: str, now: datetime) -> None:
    for typed in (phrase, fold(phrase), phrase.upper(), f"  {phrase} . "):
        guess = understand_time(typed, now)
        assert guess is not None, typed
        assert guess.start == guess.end == at(expected), typed


@pytest.mark.parametrize("row", rows(STRETCHES), ids=lambda row: row[0])
def test_a_stretch_is_read_with_and_without_accents(row: list[str], now: datetime) -> None:
    for typed in (row[0], fold(row[0]), row[0].upper()):
        guess = understand_time(typed, now)
        if row[1] == "None":
            assert guess is None
        else:
            assert guess is not None, typed
            assert (guess.start, guess.end) == (at(row[1]), at(row[2])), typed


@pytest.mark.parametrize("phrase", NOT_TIMES.strip().splitlines())
def test_no_time_is_made_up(phrase: str, now: datetime) -> None:
    assert understand_time(phrase, now) is None


@pytest.mark.parametrize(
    ("phrase", "raw", "expected"),
    [
        ("có trộm ở ngõ 12 tối qua mất xe sirius", "tối qua", "22/11 18:00"),
        ("mat xe may hom qua o ngo 12", "hom qua", "22/11 00:00"),
        ("Hôm qua tôi mất xe ở số nhà 8 lúc 8h tối", "Hôm qua … 8h tối", "22/11 20:00"),
        ("lúc 8h trước cổng trường có đánh nhau", "8h", "23/11 08:00"),
        ("mua xe năm ngoái, 8h sáng nay thì mất", "8h sáng nay", "23/11 08:00"),
        ("sđt 0912345678 gọi lúc 9h30 sáng nay đòi 20 triệu", "9h30 sáng nay", "23/11 09:30"),
        ("xe 15B1-123.45 bị lấy 2h đêm qua", "2h đêm qua", "23/11 02:00"),
        ("cách đây 30 phút có 3 thằng vào nhà số 8", "cách đây 30 phút", "23/11 14:30"),
        ("toi qua co danh nhau o quan bia, bay gio het roi", "toi qua", "22/11 18:00"),
        ("lúc 5h sáng 21/11 phát hiện mất trộm 2 cây vàng, thiệt hại 250 triệu", "5h sáng 21/11", "21/11 05:00"),
        ("tối hôm qua tầm 9h nhà em ở số 15 ngõ 42 mất xe", "tối hôm qua tầm 9h", "22/11 21:00"),
        ("mat 15tr ck vao stk 1903456789012 luc 10h sang nay", "10h sang nay", "23/11 10:00"),
        ("nha toi o ngo 5/11 bi trom dem qua", "dem qua", "22/11 22:00"),
    ],
)
def test_the_time_is_found_in_a_sentence(phrase: str, raw: str, expected: str, now: datetime) -> None:
    guess = understand_time(phrase, now)
    assert guess is not None
    assert (guess.raw, guess.start) == (raw, at(expected))


@pytest.mark.parametrize(("phrase", "exact"), [("8h tối qua", True), ("khoảng 8h tối qua", False), ("tối qua", False)])
def test_it_tells_whether_the_time_is_exact(phrase: str, exact: bool, now: datetime) -> None:
    guess = understand_time(phrase, now)
    assert guess is not None
    assert guess.exact is exact


@pytest.mark.parametrize(
    ("hour", "phrase", "expected"),
    [
        (9, "20h", "22/11 20:00"),
        (21, "8h", "23/11 20:00"),
        (1, "tối nay", "22/11 18:00"),
        (2, "đêm nay", "22/11 22:00"),
        (2, "tối qua", "22/11 18:00"),
        (19, "tối nay", "23/11 18:00"),
        (23, "đêm nay", "23/11 22:00"),
    ],
)
def test_the_reading_depends_on_the_hour_it_is_said(hour: int, phrase: str, expected: str, now: datetime) -> None:
    guess = understand_time(phrase, now.replace(hour=hour))
    assert guess is not None
    assert guess.start == at(expected)


def test_decomposed_letters_read_the_same(now: datetime) -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "khoảng tám giờ rưỡi tối qua")
    guess = understand_time(decomposed, now)
    assert guess is not None
    assert guess.raw == nfc(guess.raw) == "khoảng tám giờ rưỡi tối qua"
    assert guess.end <= now + timedelta()
