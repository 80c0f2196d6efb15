"""Another unit of the ward hands over at once what people told it; the card and the trail say from which unit."""

import pytest

from bot.domain.people import Role, Unit
from tests.scenarios.leader_kit import Counted, enrolled, keys
from tests.scenarios.resident_kit import card, code_of, content_lines, line
from tests.world import Actor, World


@pytest.fixture
async def mai(world: World) -> Actor:
    """Somebody of the Phòng VH-XH."""
    return await enrolled(world, "Mai Trần", Role.UNIT, unit=Unit.CULTURE)


async def test_a_unit_hands_over_in_three_actions_and_is_named(world: World, mai: Actor) -> None:
    assert keys(mai) == ["⚡ Báo nhanh", "📊 Tin đã chuyển", "📬 Tin chờ nhận"]
    her = Counted(mai)
    await her.key("⚡ Báo nhanh")
    await her.writes("dân báo ở tổ 7 có người dùng ma túy tối qua")
    shown = content_lines(mai.sees("Đúng thì bấm Gửi"))
    await her.taps("✅ Gửi")
    assert her.actions == 3

    code = code_of(mai)
    told = card(world.an, code)
    assert content_lines(told) == shown
    assert line(told, "Người báo") == "Phòng Văn hóa – Xã hội"
    assert "Mai" not in (told.text or "")
    await world.an.taps("✅ Tiếp nhận", told)
    await world.an.taps("Xem đủ", told)
    world.an.sees("Diễn biến xử lý", "09 giờ 00 ngày 02/03/2026 – Phòng Văn hóa – Xã hội: chuyển tin đến")
    assert "Mai" not in str([m.text for m in world.an.chat.messages])
    world.look_at_everything()
