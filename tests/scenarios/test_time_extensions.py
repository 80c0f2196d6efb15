"""What the ward's own investigators resolve: 20 days, prolonged and suspended only as the law has it."""

from tests.scenarios.case_kit import classified, fills, taken
from tests.world import World

# Received and taken on Monday 02/03/2026: 20 days end on Sunday 22/03, so on Monday 23/03.


async def _taken_on(world: World) -> str:
    """An investigator of the ward resolves it; the notices of its receipt were sent."""
    code = await classified(world, world.an)
    await world.an.writes(f"/tin {code}")
    await fills(world.an, "Đã thông báo", "Viện kiểm sát", "Bỏ qua")
    await fills(world.an, "Đã thông báo", "Người báo", "Bỏ qua")
    await fills(world.an, "Kết thúc", "Thụ lý", "7/QĐ-CAP", "Hôm nay")
    world.an.sees(code, "Hạn giải quyết", "24 giờ ngày 23/03/2026", "BLTTHS Điều 147", chat=world.group)
    world.look_at_everything()
    return code


async def test_only_a_commander_and_only_what_the_law_lets_be_prolonged(world: World) -> None:
    commander = world.commander
    code = await taken(world, world.an)
    await world.an.writes(f"/tin {code}")
    assert not [label for m in world.an.chat.messages for label in m.labels if "Gia hạn" in label]
    await commander.writes(f"/tin {code}")
    commander.is_alerted(await commander.taps("Gia hạn"), "Luật chỉ cho gia hạn thời hạn giải quyết")
    world.look_at_everything()


async def test_twice_and_no_more(world: World) -> None:
    an, commander = world.an, world.commander
    code = await _taken_on(world)
    await commander.writes(f"/tin {code}")
    await commander.taps("Gia hạn")
    await commander.taps("Hạn giải quyết, 24 giờ ngày 23/03/2026")
    await commander.writes("ba tuần")
    commander.sees("Chưa đọc được thời gian")
    await commander.writes("3 tháng")
    await commander.writes("12/QĐ-CSĐT")
    await commander.taps("Hôm nay")
    await commander.writes("Phó Thủ trưởng")
    too_long = commander.sees("Dài quá mức luật cho")
    commander.is_alerted(await commander.taps("✅ Xác nhận", too_long), "không quá 2 tháng")
    await commander.taps("Thôi")
    await fills(commander, "Gia hạn", "Hạn giải quyết", "2 tháng", "12/QĐ-CSĐT", "Hôm nay", "Phó Thủ trưởng")
    an.sees(code, "24 giờ ngày 04/05/2026", chat=world.group)  # 02/05 is a Saturday
    await fills(commander, "Gia hạn", "Hạn giải quyết", "40 ngày", "3/QĐ-VKS", "Hôm nay", "Viện trưởng")
    an.sees(code, "24 giờ ngày 15/06/2026", chat=world.group)  # 40 days from Monday 04/05 are Saturday 13/06
    world.look_at_everything()
    await commander.writes(f"/tin {code}")
    commander.is_alerted(await commander.taps("Gia hạn"), "đủ số lần luật cho")
    world.look_at_everything()


async def test_suspended_it_says_nothing_and_resumed_it_has_a_month(world: World) -> None:
    an, commander = world.an, world.commander
    code = await _taken_on(world)
    await an.writes(f"/tin {code}")
    await fills(an, "Phản hồi", "tạm đình chỉ", "9/QĐ-TĐC", "Hôm nay")
    an.sees(code, "Hạn gửi quyết định tạm đình chỉ", "09 giờ 00 ngày 03/03/2026", chat=world.group)
    world.look_at_everything()
    await world.jumps(hours=18)
    an.sees("Đến hạn theo luật", code, "Hạn gửi quyết định tạm đình chỉ", chat=world.group)
    await fills(an, "Đã thông báo", "Đã gửi quyết định tạm đình chỉ", "10/CV-CAP")
    an.sees(code, "Hạn giải quyết: tạm dừng", "9/QĐ-TĐC", chat=world.group)
    world.look_at_everything()
    await world.jumps(days=40)
    assert "Hạn giải quyết" not in "".join(m.text or "" for m in world.group.messages if "Đến hạn" in (m.text or ""))
    world.look_at_everything()
    await an.writes(f"/tin {code}")
    await fills(an, "Phản hồi", "phục hồi", "11/QĐ-PH", "Hôm nay")
    an.sees(code, "24 giờ ngày 12/05/2026", chat=world.group)  # resumed on Sunday 12/04
    await commander.writes(f"/tin {code}")
    commander.is_alerted(await commander.taps("Gia hạn"), "không gia hạn được")
    world.look_at_everything()
    await an.writes(f"/tin {code}")
    await fills(an, "Phản hồi", "không khởi tố", "12/QĐ-KKT", "Hôm nay")
    an.sees(code, "Hạn báo kết quả cho người báo tin", "24 giờ ngày 15/04/2026", chat=world.group)
    await fills(an, "Đã thông báo", "về kết quả", "Bỏ qua")
    world.look_at_everything()
    await world.jumps(days=10)
    assert "Hạn báo kết quả" not in "".join(m.text or "" for m in world.group.messages if "Đến hạn" in (m.text or ""))
    world.look_at_everything()
