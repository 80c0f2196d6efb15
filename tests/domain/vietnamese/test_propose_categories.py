"""Which kind of event people's own words propose."""

import re

import pytest

from bot.domain.tip import Category
from bot.domain.vietnamese import fold, propose_categories

FIRST = """
theft: có trộm ở ngõ 12 tối qua mất xe sirius; mất xe máy hôm qua ở ngõ 12; nhà tôi bị trộm; kẻ gian bẻ
    khóa lấy xe; bị móc túi ở chợ; có thằng câu chó; đêm qua bị khoắng sạch đồ; nó cạy cửa vào nhà; bị
    mất điện thoại; rạch túi lấy ví; thấy nó đang trộm xe đạp; mất cắp dây điện
robbery: bị giật túi ở cầu; giật điện thoại rồi chạy; hai thanh niên đi xe giật dây chuyền; hôm kia kề
    dao cướp xe; mấy thằng xin đểu học sinh; nó trấn lột tiền của cháu; bảo kê thu tiền bảo kê ở chợ; bị
    cướp điện thoại; nó tống tiền tôi
fraud: bị lừa chuyển khoản 50 triệu; giả công an gọi điện dọa; bị hack zalo vay tiền; đầu tư sàn bị mất
    hết; tuyển việc nhẹ lương cao; bấm link lạ mất tiền; lừa đảo mua hàng trên mạng; nó lừa tôi đọc otp;
    vỡ hụi rồi; nó kể lại là bị lừa
loan_sharking: cho vay nặng lãi; bốc bát họ rồi đòi; nó tạt sơn vào nhà; đòi nợ thuê kéo đến nhà; app
    vay khủng bố điện thoại; dán tờ rơi cho vay đầy ngõ; tín dụng đen hoạt động; ném mắm tôm vào cửa
gambling: sới bạc ở cuối ngõ; chúng nó xóc đĩa; quán nước ghi đề; ghi lô đề; cá độ bóng đá; tụ tập đá
    gà; quán bắn cá ăn tiền; đánh bài ăn tiền; chơi tá lả ăn tiền; đánh bạc suốt đêm
drugs: chúng nó đập đá trong phòng trọ; hút chích ở bãi đất; bay lắc ở karaoke; bán ke và thuốc lắc;
    chơi kẹo ke; ma túy; ma tuý; ma tuí hút chích; thấy nhiều kim tiêm; bọn nghiện tụ tập hút chích; hít
    bóng cười; trồng cần sa
public_disorder: đua xe nẹt pô ngoài đường; bốc đầu lạng lách; hai nhóm hỗn chiến; tụ tập gây rối; trẻ
    trâu rú ga đánh võng; mang hung khí đi đuổi nhau; quậy phá làng phá xóm
assault: đánh nhau ở quán bia; chém nhau; mấy đứa đánh hội đồng một đứa; vác phóng lợn; dọa giết cả nhà;
    con trai tôi bị đánh; bị đâm; hành hung bảo vệ; nó đòi chém tôi
domestic_violence: chồng đánh vợ; nhà bên chồng đánh vợ chảy máu; bạo hành vợ con; chồng tôi đánh tôi;
    con đánh mẹ già; bị chồng đánh; bạo lực gia đình
child_abuse: sàm sỡ bé gái; dụ dỗ cháu bé; bắt cóc trẻ con; ông ấy sờ soạng học sinh; xâm hại trẻ em;
    bạo hành trẻ em; nghi mẹ mìn bắt cóc cháu
weapons: bán pháo lậu; nó có súng; tàng trữ pháo nổ; nhặt được lựu đạn; phát hiện quả bom; súng tự chế;
    đốt pháo nổ to
prostitution: gái đứng đường; quán massage kích dục; mại dâm trá hình; nhà nghỉ chứa mại dâm; gọi gái
    bán dâm; gội đầu trá hình
trespass: nó phá cửa xông vào nhà; ném đá vào nhà; đập phá cửa kính; đốt xe của tôi; rạch lốp xe; chặt
    phá cây; xâm phạm chỗ ở
defamation: tung ảnh nóng của tôi; vu khống tôi trên facebook; quay lén phòng tắm; bôi nhọ danh dự; bịa
    đặt nói xấu; đăng ảnh chửi bới bôi nhọ; phát tán ảnh
suspicious: có người lạ rình mò; thanh niên lạ mặt lảng vảng; ra vào bất thường; thập thò trước nhà; xe
    lạ dòm ngó; có kẻ bám theo cháu
other: karaoke ồn quá; lấn chiếm vỉa hè; tranh chấp đất; tai nạn giao thông
"""

NOT = """
drugs: kể lại cho tôi nghe; kẻ gian vào nhà; ke lai cho toi nghe; ke gian vao nha; cho cháu cái kẹo; loa
    kẹo kéo; đá bóng ngoài sân; bánh kẹo; cần giúp đỡ; nghiện game; cắt cỏ
theft: trộm vía cháu khỏe; xin chào; không mất gì; tìm kiếm
weapons: súng nước; bo sung giay to; bổ sung giấy tờ; người dân; nguoi dan; sung sướng; áo phao; tim
    kiem; cây sung
assault: chém gió; đánh răng; đánh giá; đánh mất; đánh giày; danh sach; danh gia; đám cưới; dam cuoi
robbery: cướp lời; không phải cướp
gambling: để xe ở đây; de xe o day; lo lắng; cá ngon; đá ga giường
child_abuse: hiệp hội; hiep hoi; cháu bé đi học
suspicious: chào anh; em cảm ơn
fraud: tôi chuyển nhà; lúa chín; lua chin
"""


def cases(table: str) -> list[tuple[Category, str]]:
    lines = (line.split(": ", 1) for line in re.sub(r"\n +", " ", table).strip().splitlines())
    return [(Category(key), phrase.strip()) for key, listed in lines for phrase in listed.split(";")]


@pytest.mark.parametrize(("category", "text"), cases(FIRST))
def test_the_likeliest_kind_comes_first(category: Category, text: str) -> None:
    assert propose_categories(text)[:1] == (category,)


@pytest.mark.parametrize(("category", "text"), cases(FIRST))
def test_without_accents_it_is_still_among_the_first(category: Category, text: str) -> None:
    assert category in propose_categories(fold(text))[:2]


@pytest.mark.parametrize(("category", "text"), cases(NOT))
def test_everyday_words_are_no_crime(category: Category, text: str) -> None:
    assert category not in propose_categories(text)


def test_nothing_clear_proposes_nothing() -> None:
    assert propose_categories("chào các anh, em cần giúp") == ()
    assert propose_categories("") == ()


@pytest.mark.parametrize(
    ("text", "category"),
    [("trom", Category.THEFT), ("Cuop ", Category.ROBBERY), ("ke", Category.DRUGS), ("sung", Category.WEAPONS)],
)
def test_a_lone_word_without_accents_is_an_answer(text: str, category: Category) -> None:
    assert propose_categories(text) == (category,)
