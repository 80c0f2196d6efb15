"""Whether a tip names whom it accuses: then it is proposed as a denunciation, otherwise as a crime report."""

import pytest

from bot.domain.vietnamese import names_somebody

NAMED = (
    "Anh Tuấn ở số 5 ngõ 12 bán ma túy",
    "tối nào ông Bảy cũng mở sới bạc",
    "thằng Cường lấy xe của tôi",
    "có đứa tên là hung hay trộm chó",
    "Người đó tên là Lâm, nhà ở tổ 3",
    "Chị Hạnh cho vay nặng lãi",
    "nghi anh Dũng con bà Tám",
)
NOT_NAMED = (
    "Mất trộm xe Sirius ở tổ 5 tối qua",
    "có người lạ rình mò nhà vắng chủ",
    "anh em ở xóm bảo có sới bạc",
    "Thanh niên tụ tập nẹt pô ở Xóm Bến đêm qua",
    "có một nhóm ở nhà Văn hóa tổ 5",
    "CHÁY Ở CHỢ",
    "anh ấy bị đánh",
    "",
    "co nguoi ban ma tuy o ngo 12",
)


@pytest.mark.parametrize("text", NAMED)
def test_somebody_is_named(text: str) -> None:
    assert names_somebody(text)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_nobody_is_named(text: str) -> None:
    assert not names_somebody(text)
