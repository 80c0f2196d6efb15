"""Whoever does not want to be written to hears nothing, whatever becomes of the tip."""

from collections.abc import Awaitable, Callable

import pytest

from tests.scenarios.case_kit import classified, fills, taken
from tests.world import World

Story = Callable[[World, str], Awaitable[None]]


async def _closes(world: World, code: str) -> None:
    await fills(world.an, "Kết thúc", "Hướng dẫn", "Tranh chấp vay mượn")


async def _is_false_and_is_opened_again(world: World, code: str) -> None:
    await world.commander.writes(f"/tin {code}")
    await fills(world.commander, "sai sự thật", "Camera cho thấy xe vẫn ở nhà")
    await world.commander.writes(f"/tin {code}")
    await fills(world.commander, "Mở lại", "Xem nhầm camera")


async def _goes_to_another_body_and_is_confirmed(world: World, code: str) -> None:
    body = ("Cơ quan CSĐT", "Cơ quan CSĐT Công an thành phố", "12/PC-CAP", "Hôm nay", "24 giờ")
    await fills(world.an, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Không thuộc diện")
    await fills(world.an, "Chuyển", *body)
    await world.an.taps("Bên nhận đã nhận")


async def _comes_back_from_another_body(world: World, code: str) -> None:
    await fills(world.an, "Chuyển", "Chuyển hòa giải", "Tranh chấp lối đi chung", "24 giờ")
    await world.jumps(hours=25)


async def _is_merged_and_the_first_tip_ends(world: World, code: str) -> None:
    first = await _tip_of_somebody_else(world)
    await world.an.writes(f"/tin {code}")
    await fills(world.an, "Kết thúc", "Trùng tin", first)
    await world.an.writes(f"/tin {first}")
    await fills(world.an, "Kết thúc", "Hướng dẫn", "Tranh chấp vay mượn")
    await world.commander.writes(f"/tin {first}")
    await fills(world.commander, "Mở lại", "Có dấu hiệu cưỡng đoạt")


async def _is_revealed(world: World, code: str) -> None:
    await world.an.writes(f"/tin {code}")
    await fills(world.an, "Xin xem danh tính", "Cần hẹn gặp")
    await world.commander.taps("Đồng ý")
    await world.jumps(minutes=31)


async def _is_asked_about(world: World, code: str) -> None:
    """There is nobody to ask: the button says so."""
    card = next(m for m in reversed(world.group.messages) if code in (m.text or ""))
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    press = await world.an.forges(f"d1:ask:{tip_id}:", card)
    world.an.is_alerted(press, "xin không nhắn lại")
    world.an.skims(world.an.chat)


async def _tip_of_somebody_else(world: World) -> str:
    stranger = world.stranger()
    code = await stranger.reports("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông", "Đã qua")
    await world.an.taps("✅ Tiếp nhận", world.an.sees(code, chat=world.group))
    return code


@pytest.mark.parametrize(
    "story",
    [
        _closes,
        _is_false_and_is_opened_again,
        _goes_to_another_body_and_is_confirmed,
        _comes_back_from_another_body,
        _is_merged_and_the_first_tip_ends,
        _is_revealed,
        _is_asked_about,
    ],
)
async def test_no_path_reaches_who_wished_for_no_replies(world: World, story: Story) -> None:
    code = await taken(world, world.an)
    await world.lan.starts()
    await world.lan.taps_each("Tin đã gửi", code, "Đừng nhắn lại")
    world.look_at_everything()
    before = await _sent_to_lan(world)
    await story(world, code)
    await world.jumps(days=20)
    world.lan.sees_nothing_new()
    assert await _sent_to_lan(world) == before
    world.look_at_everything()
    await world.nothing_broke()


async def test_the_same_stories_do_reach_who_did_not_wish_so(world: World) -> None:
    code = await classified(world, world.an)
    await _closes(world, code)
    world.lan.sees(code, "cơ quan khác")
    world.look_at_everything()


async def _sent_to_lan(world: World) -> int:
    """How many messages stand on Lan's phone and how often they were changed."""
    bot = world.stage.bot
    return sum(1 + len(m.history) for m in world.lan.chat.messages if m.sender is bot)
