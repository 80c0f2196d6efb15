"""Messages for another desk of the ward: papers, officials, civil matters, noise, self-surrender."""

from collections.abc import Mapping

from bot.domain.desks import Desk
from bot.domain.tip import Category
from bot.domain.vietnamese.categories import category_scores, phrases
from bot.domain.vietnamese.folding import look
from bot.domain.vietnamese.words import Lexicon, split_words

_DESK_WORDS: Mapping[Desk, Mapping[int, str]] = {
    Desk.SURRENDER: {
        9: """
            tự thú; đầu thú; ra đầu thú; xin tự thú; xin đầu thú; ra trình diện; muốn trình diện; tôi đã
            đánh chết; tôi giết người; tôi lỡ tay; em lỡ tay đánh; tôi đã trộm; tôi trót lấy; khai nhận hành
            vi
        """
    },
    Desk.PAPERS: {
        5: """
            làm cccd; làm căn cước; cấp căn cước; cấp cccd; đổi cccd; cấp lại cccd; làm lại cccd; làm thẻ
            căn cước; đăng ký tạm trú; khai báo tạm trú; đăng ký thường trú; xác nhận cư trú; xác nhận nhân
            thân; nhập hộ khẩu; tách hộ khẩu; cắt hộ khẩu; chuyển khẩu; làm hộ chiếu; đăng ký xe; sang tên
            xe; giấy xác nhận; lý lịch tư pháp; giấy tạm trú; định danh mức 2; định danh điện tử; làm định
            danh; khai sinh; làm giấy tờ
        """,
        3: """
            tạm trú; tạm vắng; thường trú; hộ khẩu; cư trú; căn cước; cccd; cmnd; chứng minh nhân dân; hộ
            chiếu; vneid; thủ tục; xác nhận; giấy tờ; lịch làm việc; giờ làm việc; lưu trú; công chứng;
            chứng thực; ct07; ct01; bằng lái; giấy phép lái xe; lý lịch
        """,
    },
    Desk.OFFICIALS: {
        6: """
            tố cáo cán bộ; tố cáo công an; khiếu nại; tố cáo chủ tịch; tố cáo lãnh đạo; cán bộ nhận hối lộ;
            công an nhận tiền; công an nhận hối lộ; csgt nhận tiền; công an đánh dân; cán bộ vòi tiền; cán
            bộ phường sách nhiễu; vòi vĩnh; vòi tiền; nhận hối lộ; hách dịch; tham nhũng; sách nhiễu; cán bộ
            nhũng nhiễu; công an bao che; cán bộ bao che; bảo kê của công an; đơn tố cáo; thái độ cán bộ;
            cán bộ hách dịch; tố cáo ông chủ tịch; tố cáo bí thư; phản ánh cán bộ; tố cáo tổ trưởng
        """,
        2: "cán bộ phường; cán bộ; chủ tịch phường; bí thư; tố cáo",
    },
    Desk.CIVIL: {
        5: """
            tranh chấp đất; tranh chấp; tranh chấp nhà; lấn đất; lấn ranh; ranh giới đất; chia thừa kế; thừa
            kế; ly hôn; li hôn; ly dị; cấp dưỡng; giành quyền nuôi con; mâu thuẫn hàng xóm; cãi nhau với
            hàng xóm; vay tiền không trả; cho vay không trả; cho mượn tiền không trả; nợ không trả; không
            chịu trả tiền; nợ tiền không trả; quỵt nợ; hợp đồng thuê nhà; không trả cọc; tiền thuê nhà; hàng
            xóm lấn; thấm dột; đòi lại tiền cho vay; hòa giải; hoà giải; kiện; lối đi chung; ngoại tình;
            quỵt lương; nợ lương; không trả lương
        """,
        2: "hàng xóm; sổ đỏ; nợ tiền; vay tiền; cho vay; chia tài sản; tiền lương",
    },
    Desk.NOISE: {
        5: """
            karaoke ồn; hát karaoke; loa kẹo kéo; loa kéo; ồn ào; ồn quá; ồn không ngủ được; làm ồn; bật
            nhạc to; mở nhạc to; nhạc ầm ĩ; tiếng ồn; lấn chiếm vỉa hè; lấn chiếm; vỉa hè; lòng đường; đỗ xe
            chắn; đỗ xe trước cửa; đậu xe trước nhà; để xe chắn; đổ rác; xả rác; đốt rác; họp chợ; chợ cóc;
            bán hàng rong; chó sủa; thả rông chó; chó thả rông; mùi hôi; nuôi lợn; xây dựng trái phép; xây
            trái phép; khoan cắt; bụi bẩn; nước thải; vứt rác; bán hàng lấn chiếm; để vật liệu xây dựng
        """,
        2: "karaoke; đỗ xe; đậu xe; ầm ĩ; =ồn; rác",
    },
}  # fmt: skip
_LEAST = 3
_WORDS: Lexicon[tuple[Desk, int]] = Lexicon(
    (phrase, (desk, weight))
    for desk, weights in _DESK_WORDS.items()
    for weight, listed in weights.items()
    for phrase in phrases(listed)
)


def _desk_scores(text: str) -> dict[Desk, int]:
    view = look(text)
    words = split_words(view)
    scores: dict[Desk, int] = {}
    reached: dict[Desk, int] = {}
    for hit in _WORDS.find(words, view.accented):
        desk, weight = hit.payload
        if hit.last > reached.get(desk, 0):
            reached[desk] = hit.last
            scores[desk] = scores.get(desk, 0) + weight
    return scores


def wrong_door(text: str) -> Desk | None:
    """The other desk a message is for; None for a tip, and whenever crime is spoken of at least as strongly.

    It only suggests: "vẫn gửi cho công an" stays possible (BLTTHS Điều 145.1). Never raises.
    """
    scores = _desk_scores(text)
    if not scores:
        return None
    desk = max(scores, key=lambda found: scores[found])
    crimes = [score for kind, score in category_scores(text).items() if kind is not Category.OTHER]
    return desk if scores[desk] >= _LEAST and scores[desk] > max(crimes, default=0) else None
