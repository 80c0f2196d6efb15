"""What waits for a unit's confirmation, so that no transfer is overlooked in a long chat."""

from bot.domain.people import Role, Unit
from tests.scenarios.case_kit import fills, taken
from tests.scenarios.leader_kit import enrolled, presses_key
from tests.world import World

MEDIATION = ("Chuyển hòa giải", "Tranh chấp lối đi chung", "24 giờ")


async def test_what_waits_is_listed_and_can_be_opened_again(world: World) -> None:
    an = world.an
    mai = await enrolled(world, "Mai", Role.UNIT, unit=Unit.CULTURE)
    quan = await enrolled(world, "Quân", Role.UNIT, unit=Unit.MILITARY)
    await presses_key(mai, "📬 Tin chờ nhận")
    mai.sees("Không có tin nào đang chờ")
    code = await taken(world, an)
    await fills(an, "Chuyển", *MEDIATION)
    world.look_at_everything()
    await world.jumps(hours=2)
    world.look_at_everything()

    await mai.writes("/chuyenden")
    shown = mai.sees("Tin chờ đơn vị xác nhận: 1", code, "còn 22 giờ")
    await mai.taps("📖 Mở tin", shown)
    again = mai.sees(code, "Mất trộm xe Sirius", "Xin xác nhận trước")
    await quan.writes("/chuyenden")
    quan.sees("Không có tin nào đang chờ")
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    quan.is_alerted(await quan.forges(f"d1:again:{tip_id}:", shown), "chưa có tên trong danh sách")

    await mai.taps("Bên nhận đã nhận", again)
    world.look_at_everything()
    mai.is_alerted(await mai.taps("📖 Mở tin", shown), "đã kết thúc")
    await mai.writes("/chuyenden")
    mai.sees("Không có tin nào đang chờ")


async def test_a_key_is_no_reason_for_sending_back(world: World) -> None:
    an = world.an
    mai = await enrolled(world, "Mai", Role.UNIT, unit=Unit.CULTURE)
    code = await taken(world, an)
    await fills(an, "Chuyển", *MEDIATION)
    world.look_at_everything()
    await mai.taps("Trả lại")
    await presses_key(mai, "📬 Tin chờ nhận")
    mai.sees("Tin chờ đơn vị xác nhận: 1", code)
    await mai.writes("Có dấu hiệu đe dọa")
    assert "Có dấu hiệu đe dọa" in (mai.chat.messages[-1].text or "")
    world.look_at_everything()
