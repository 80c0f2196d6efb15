"""Legal clocks as officers meet them: on the card, in /hangio, in reminders, and gone once the work is done."""

from tests.scenarios.case_kit import classified, fills, taken
from tests.world import World


async def test_the_card_shows_which_clock_ends_first(world: World) -> None:
    an = world.an
    code = await taken(world, an)
    await fills(an, "Phân công", "An Đỗ")
    # Received Monday 02/03: three days end at 24:00 of Thursday 05/03, passing on in seven days comes later.
    an.sees(code, "Viện kiểm sát", "24 giờ ngày 05/03/2026", chat=world.group)
    await fills(an, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Quả tang")
    an.sees(code, "09 giờ 00 ngày 03/03/2026", "TTLT 01/2017", chat=world.group)


async def test_what_falls_due_is_listed_with_its_owner(world: World) -> None:
    an = world.an
    code = await classified(world, an)
    await an.writes("/hangio", to=world.group)
    an.sees("Không có việc nào quá hạn hoặc đến hạn", chat=world.group)
    await fills(an, "Phân công", "Bình Lê")
    world.look_at_everything()
    await world.jumps(days=1)
    world.look_at_everything()
    await an.writes("/hangio")
    an.sees("Việc đến hạn trong 3 ngày", code, "Bình Lê", "24 giờ ngày 05/03/2026")
    world.look_at_everything()
    await world.lan.writes("/hangio")
    world.lan.sees("chưa có tên trong danh sách")


async def test_a_serious_tip_warns_before_its_24_hours_and_tells_the_commander_when_late(world: World) -> None:
    an, commander = world.an, world.commander
    code = await taken(world, an)
    await fills(an, "Phân công", "An Đỗ")
    await fills(an, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Quả tang")
    world.look_at_everything()
    await world.jumps(hours=17, minutes=59)
    an.sees_nothing_new(world.group)
    await world.jumps(minutes=1)
    an.sees("Đến hạn theo luật", code, "09 giờ 00 ngày 03/03/2026", chat=world.group)
    an.sees("Đến hạn theo luật", code, chat=an.chat)
    await world.jumps(hours=7)
    an.sees("Bản tin giao ban", chat=world.group)
    an.sees("Đến hạn theo luật", code, "đã quá", chat=an.chat)
    an.sees("Đến hạn theo luật", code, "đã quá", chat=world.group)
    commander.sees(code, "đã quá")
    world.chief.sees(code, "đã quá")
    await world.jumps(hours=2)
    commander.sees_nothing_new(commander.chat)


async def test_what_was_done_is_not_asked_for_again(world: World) -> None:
    an = world.an
    code = await classified(world, an)
    await an.writes(f"/tin {code}")
    world.look_at_everything()
    await fills(an, "Đã thông báo", "Viện kiểm sát", "15/TB-CAP")
    card = an.sees(code, "05/03/2026", chat=world.group)
    assert "Viện kiểm sát" not in (card.text or "")
    await fills(an, "Kết thúc", "Hướng dẫn", "Tranh chấp dân sự")
    an.sees(code, "đã kết thúc", chat=world.group)
    world.look_at_everything()
    for _ in range(9):
        await world.jumps(days=1)
        an.sees("Bản tin giao ban", chat=world.group)
    an.sees("Bản tin tuần", chat=world.group)
    an.sees_nothing_new(world.group)
    world.lan.sees_nothing_new()


async def test_after_an_outage_all_that_is_late_comes_in_one_message(world: World) -> None:
    an = world.an
    for name in ("Hoa", "Minh", "Ngọc"):
        await world.stranger(name).reports()
        await an.taps("✅ Tiếp nhận")
    await world.jumps(days=20)
    world.chief.sees("đã quá")
    world.commander.sees("đã quá")
    late = [m for m in world.group.messages if "Đến hạn theo luật" in (m.text or "")]
    assert len(late) == 1
    assert (late[0].text or "").count("đã quá") == 9
    world.look_at_everything()
