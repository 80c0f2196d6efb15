"""Buttons that belong to something over and done with, and buttons pressed three times."""

from tests.scenarios.resident_kit import REVIEW, comes_to_review, last, line, presses_to_review, said, sends_it
from tests.world import World


async def test_a_button_of_an_answered_question_changes_nothing(world: World) -> None:
    lan = world.lan
    await lan.starts()
    menu = last(lan)
    for _ in range(3):
        lan.taps_at_once("Báo tin", menu)
    await world.settle()
    assert len([text for text in said(lan) if "đang xảy ra, vừa xảy ra" in text]) == 1
    urgency = last(lan)
    await lan.taps("Đã qua")
    place_asked = last(lan)
    old = urgency.history[-1].buttons[0][0]

    press = await lan.acts(lan.person.presses(urgency, data=old.data))
    lan.is_alerted(press, "Câu này đã trả lời rồi")
    assert urgency.text == "✓ Tình trạng: Đã qua"
    assert last(lan) is place_asked
    lan.skims()


async def test_buttons_of_a_sent_and_of_a_dropped_report_say_so(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    review = last(lan)
    send = review.buttons[0][0].data
    await sends_it(lan)
    press = await lan.acts(lan.person.presses(review, data=send))
    lan.is_alerted(press, "Tin này đã gửi rồi")

    await lan.writes("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông")
    await lan.taps("Việc khác", lan.open_question())
    question = last(lan)
    answer = question.buttons[0][0].data
    await lan.taps_each("Thôi không báo", "Bỏ, không gửi")
    press = await lan.acts(lan.person.presses(question, data=answer))
    lan.is_alerted(press, "Nút này đã cũ")
    lan.skims()
    world.an.sees("Trộm cắp", chat=world.group)
    world.an.sees_nothing_new(world.group)


async def test_a_button_pressed_three_times_counts_once(world: World) -> None:
    lan = world.lan
    await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    for label in ("✅ Xong", "Không có", "Bỏ qua", "Không rõ", "Giữ bí mật", "Không cần"):
        asked = last(lan)
        presses = [lan.taps_at_once(label, asked) for _ in range(3)]
        await world.settle()
        assert all(press.answer for press in presses), label
    assert [REVIEW in text for text in said(lan)].count(True) == 1
    review = last(lan)
    presses = [lan.taps_at_once("✅ Gửi", review) for _ in range(3)]
    await world.settle()

    assert all(press.answer for press in presses)
    assert len([text for text in said(lan) if text.startswith("Xác nhận đã nhận")]) == 1
    lan.skims()
    world.an.sees("Trộm cắp", chat=world.group)
    world.an.sees_nothing_new(world.group)


async def test_blocking_the_bot_shows_on_the_card_and_coming_back_mends_it(world: World) -> None:
    lan, code = world.lan, await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    lan.person.blocks()
    await world.settle()
    assert world.an.sees(code, "Không tới được người báo", chat=world.group) is card
    await world.an.taps("Tiếp nhận", card)
    world.an.skims()

    await lan.starts()
    assert "Không tới được" not in (card.text or "")
    world.an.skims()
    await lan.taps("Tin đã gửi", last(lan))
    await lan.taps(code, last(lan))
    assert "Được tiếp nhận lúc" in (last(lan).text or "")
    lan.skims()


async def test_blocking_in_the_middle_of_a_report_loses_nothing(world: World) -> None:
    lan = world.lan
    await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    lan.person.sends("kẻ gian đi hai xe")
    lan.person.blocks()
    await world.settle()
    await lan.starts()
    await lan.taps("Viết tiếp tin", last(lan))

    assert "kẻ gian đi hai xe" in line(await presses_to_review(lan), "Nội dung")
    lan.skims()
