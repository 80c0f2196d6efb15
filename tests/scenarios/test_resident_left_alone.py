"""A report that is left alone, and a bot that was down."""

from tests.scenarios.resident_kit import comes_to_review, last, line, review, sends_it
from tests.world import World


async def test_a_draft_is_nudged_once_and_says_nothing_of_what_it_is_about(world: World) -> None:
    lan = world.lan
    await lan.writes("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông")
    lan.skims()
    await world.passes(minutes=9)
    lan.sees_nothing_new()
    await world.passes(minutes=1)

    nudge = lan.sees("Ông/bà còn phần đang viết dở", "chưa gửi", "113")
    assert "lô đề" not in (nudge.text or "")
    await world.passes(hours=2)
    lan.sees_nothing_new()
    await lan.taps("Viết tiếp", nudge)
    assert nudge.labels[0] == "🔴 Đang xảy ra"
    await lan.taps("Đã qua", nudge)
    assert nudge.text == "✓ Tình trạng: Đã qua"
    await world.passes(minutes=30)
    lan.skims()
    world.an.sees_nothing_new(world.group)


async def test_a_draft_is_let_go_after_three_days(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    old = review(lan)
    await world.jumps(hours=71)
    lan.skims()
    await world.jumps(hours=1)
    lan.sees("quá 3 ngày", "chưa gửi cho ai")

    press = await lan.taps("✅ Gửi", old)
    lan.is_alerted(press, "Nút này đã cũ")
    await lan.starts()
    assert "Viết tiếp" not in str(last(lan).labels)
    world.look_at_everything()


async def test_a_report_goes_on_after_the_bot_was_started_anew(world: World) -> None:
    lan = world.lan
    await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    await lan.acts(lan.person.sends_photo())
    await world.restart()
    await lan.writes("trong xe có giấy tờ")
    await world.restart()
    await lan.taps("✅ Xong", last(lan))
    await lan.taps("các câu còn lại", last(lan))
    await world.restart()

    code = await sends_it(lan)
    told = world.an.sees(code, "trong xe có giấy tờ", chat=world.group)
    assert line(told, "Gửi kèm") == "1 ảnh"
    lan.skims()


async def test_what_was_said_while_the_bot_was_down_is_answered_in_order(world: World) -> None:
    lan = world.lan
    lan.person.sends("Mất trộm xe Sirius ở tổ 5 tối qua")
    lan.person.sends("bị bẻ khóa cổng")
    lan.person.sends_photo()
    await world.jumps(minutes=5)

    assert "Bot đã ghi" in (last(lan).text or "")
    await comes_to_review(lan, "mất cả cốp")
    told = review(lan)
    assert line(told, "Nội dung") == "Mất trộm xe Sirius ở tổ 5 tối qua – bị bẻ khóa cổng – mất cả cốp"
    assert line(told, "Gửi kèm") == "1 ảnh"
    lan.skims()
