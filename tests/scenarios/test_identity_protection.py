"""A reporter asks to be protected: somebody must see to it, and it is known who did."""

import pytest

from tests.scenarios.case_kit import fills, taken
from tests.world import Actor, World

NOTE = "Đã gặp, hẹn tuần tra quanh nhà buổi tối"


@pytest.fixture
async def code(world: World) -> str:
    """Lan asks to be protected; both commanders know."""
    code = await taken(world, world.an)
    await world.lan.starts()
    await world.lan.taps_each("Tin đã gửi", code, "Xin được bảo vệ")
    world.lan.skims()
    world.an.sees(code, "Người báo xin được bảo vệ", chat=world.group)
    for boss in (world.commander, world.chief):
        boss.sees(code, "xin được bảo vệ", chat=boss.chat)
    return code


async def test_a_commander_has_seen_to_it_and_card_and_trail_show_it(world: World, code: str) -> None:
    await fills(world.commander, "Đã liên hệ", NOTE)
    world.an.sees(code, "Hải Ngô", "đã liên hệ", chat=world.group)
    await world.an.writes(f"/tin {code}")
    world.an.sees("Hải Ngô: đáp lại lời xin bảo vệ", NOTE, chat=world.an.chat)
    await world.jumps(hours=3)
    world.an.skims(world.group)
    for actor in (world.chief, world.commander, world.lan):
        actor.sees_nothing_new(actor.chat)


async def test_the_second_to_answer_learns_who_was_first(world: World, code: str) -> None:
    await world.chief.taps("Đã liên hệ", world.chief.chat.messages[-1])
    await world.chief.writes("Tôi sẽ gọi")
    preview = world.chief.chat.messages[-1]
    await fills(world.commander, "Đã liên hệ", NOTE)
    await world.chief.taps("✅ Xác nhận", preview)
    late = await world.chief.taps("✅ Xác nhận", world.chief.chat.messages[-1])
    world.chief.is_alerted(late, "Hải Ngô", "đã liên hệ", "09 giờ 00")
    again = await world.chief.forges(f"d1:protect:{await _id(world, code)}:", world.chief.chat.messages[-1])
    world.chief.is_alerted(again, "Hải Ngô", "đã liên hệ")
    world.look_at_everything()


async def test_what_nobody_answers_goes_to_the_chief_again(world: World, code: str) -> None:
    await world.passes(minutes=14)
    world.chief.sees_nothing_new(world.chief.chat)
    await world.passes(minutes=1)
    world.chief.sees("Sau 15 phút vẫn chưa ai đáp lại", code)
    world.commander.sees_nothing_new(world.commander.chat)
    await world.restart()
    await world.jumps(hours=1)
    for boss in (world.chief, world.commander):
        boss.sees("vẫn chưa ai đáp lại", code)
        boss.sees_nothing_new(boss.chat)
    world.lan.sees_nothing_new()


async def test_only_the_commander_answers_and_only_when_it_was_asked(world: World, code: str) -> None:
    alarm = world.commander.chat.messages[-1]
    forged = await world.an.forges(f"d1:protect:{await _id(world, code)}:", alarm)
    world.an.is_alerted(forged, "do chỉ huy làm")
    other = await _reports_something_else(world)
    unasked = await world.commander.forges(f"d1:protect:{await _id(world, other)}:", alarm)
    world.commander.is_alerted(unasked, "chưa xin được bảo vệ")


async def test_the_commander_may_ask_who_is_to_be_protected_and_the_chief_agrees(world: World, code: str) -> None:
    await world.commander.writes(f"/tin {code}")
    await fills(world.commander, "Xin xem danh tính", "Người báo xin được bảo vệ")
    await world.chief.taps("Đồng ý", world.chief.sees("Hải Ngô", "xin xem danh tính"))
    world.chief.skims()
    world.commander.sees(code, "có thể nhắn qua bot", chat=world.commander.chat)
    await world.jumps(minutes=31)
    world.look_at_everything()


async def _reports_something_else(world: World) -> str:
    stranger: Actor = world.stranger()
    code = await stranger.reports("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông", "Đã qua")
    world.look_at_everything()
    return code


async def _id(world: World, code: str) -> int:
    found = await world.in_database(lambda uow: uow.tips.find(code))
    assert found is not None
    return found
