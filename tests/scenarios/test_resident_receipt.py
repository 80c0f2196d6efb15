"""After "Gửi": the receipt, what became of the tip, and what may be done with it."""

from tests.scenarios.resident_kit import comes_to_review, last, line, sends_it
from tests.world import World


async def test_the_receipt_tells_what_really_happened(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    code = await sends_it(lan)

    receipt = lan.sees("Xác nhận đã nhận", code, "nhận lúc 09 giờ 00 ngày 02/03/2026")
    assert "Đang chuyển tới nhóm trực" in receipt.history[0].text
    assert "Đã tới nhóm trực lúc 09 giờ 00" in (receipt.text or "")
    assert "09 giờ 15" in (receipt.text or "")
    assert "không thay cho biên bản tiếp nhận" in (receipt.text or "")
    lan.skims()

    await world.passes(minutes=4)
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    lan.sees(code, "đã được tiếp nhận lúc 09 giờ 04")
    world.an.skims()
    assert "trộm" not in (lan.chat.last.text or "").lower()


async def test_my_tips_shows_where_each_one_stands(world: World) -> None:
    lan = world.lan
    first = await lan.reports()
    await world.an.taps("Tiếp nhận", world.an.sees(first, chat=world.group))
    await lan.writes("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông")
    await lan.taps("Việc khác", lan.open_question())
    await lan.presses_on("Đã qua")
    second = world.an.sees("Cờ bạc", chat=world.group)
    await lan.starts()
    await lan.taps("Tin đã gửi")

    listed = last(lan)
    assert len(listed.labels) == 3
    assert listed.labels[0].endswith("chờ tiếp nhận")
    assert listed.labels[0].partition(" ")[0] in (second.text or "")
    assert listed.labels[1] == f"{first} · đã tiếp nhận"
    await lan.taps(first, listed)
    opened = last(lan)
    assert "Nhận lúc 09 giờ 00" in (opened.text or "")
    assert "Tới nhóm trực lúc" in (opened.text or "")
    assert "Được tiếp nhận lúc" in (opened.text or "")
    assert "trộm" not in (opened.text or "").lower()
    assert opened.labels == ["➕ Gửi thêm", "🔕 Đừng nhắn lại cho tôi", "🛡 Xin được bảo vệ", "↩️ Về trang đầu"]
    lan.skims()
    world.an.skims()


async def test_words_files_and_a_position_are_added_until_done(world: World) -> None:
    lan, code = world.lan, await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    await world.an.taps("Tiếp nhận", card)
    await lan.taps("Gửi thêm")
    lan.sees("Ông/bà gửi chữ, ảnh, ghi âm thêm cho", code)
    await lan.writes("biển số 15B1-123.45")
    await lan.acts(lan.person.sends_photo())
    await lan.acts(lan.person.sends_location(20.862, 106.702))
    await lan.taps("✅ Xong", last(lan))

    lan.sees("Mọi thứ đã vào", code)
    lan.skims()
    added = ("biển số 15B1-123.45", "1 ảnh", "20.86200, 106.70200")
    world.an.sees(code, *added, "cập nhật mới chưa xem", chat=world.group)
    await world.an.taps("Xem đủ", card)
    world.an.sees("👁", code, "biển số 15B1-123.45", "Đây là bản thứ 4", chat=world.an.chat)
    assert "cập nhật mới" not in (card.text or "")
    world.an.skims()

    await lan.writes("Ở tổ 3 chiều nào cũng có đám đá gà ăn tiền")
    assert f"Ông/bà vừa gửi tin {code}" in (last(lan).text or "")
    await lan.taps(f"Gửi thêm vào tin {code}")
    lan.skims()
    world.an.sees(code, "đá gà", chat=world.group)


async def test_no_reply_is_kept_whatever_comes_after_it(world: World) -> None:
    lan, code = world.lan, await world.lan.reports()
    await lan.starts()
    await lan.taps_each("Tin đã gửi", code, "Đừng nhắn lại")
    assert "bot không nhắn lại về tin này" in (last(lan).text or "")
    card = world.an.sees(code, chat=world.group)
    assert line(card, "Danh tính người báo") == "giữ bí mật, không muốn được nhắn lại"

    await lan.taps("Gửi thêm", last(lan))
    await lan.writes("nó đi xe Wave")
    await lan.taps("✅ Xong", last(lan))
    lan.skims()
    await world.an.taps("Tiếp nhận", card)
    world.an.sees(code, "không muốn được nhắn lại", "An Đỗ", chat=world.group)
    lan.sees_nothing_new()


async def test_a_wish_for_protection_reaches_the_commanders_once(world: World) -> None:
    lan, code = world.lan, await world.lan.reports()
    await lan.starts()
    await lan.taps_each("Tin đã gửi", code)
    opened = last(lan)
    presses = [lan.taps_at_once("Xin được bảo vệ", opened) for _ in range(3)]
    await world.settle()

    assert all(press.answer for press in presses)
    lan.sees("Lời xin bảo vệ", code, "chuyển tới chỉ huy", "113")
    world.an.sees(code, "Người báo xin được bảo vệ", chat=world.group)
    for officer in (world.commander, world.chief):
        officer.sees(code, "bảo vệ", chat=officer.chat)
        officer.sees_nothing_new(officer.chat)
    lan.skims()


async def test_nobody_opens_a_tip_of_somebody_else(world: World) -> None:
    code = await world.lan.reports()
    world.an.skims(world.group)
    await world.lan.starts()
    await world.lan.taps("Tin đã gửi")
    listed = last(world.lan)
    stranger = world.stranger()
    await stranger.starts()
    await stranger.taps("Tin đã gửi")
    stranger.sees("Chưa có tin nào")

    press = await stranger.forges(next(b.data for b in listed.buttons[0] if b.data), stranger.chat.last)
    stranger.is_alerted(press, "Nút này đã cũ")
    assert code not in str([m.text for m in stranger.chat.messages])
    stranger.skims()
    world.lan.skims()


async def test_two_tips_one_after_the_other(world: World) -> None:
    lan = world.lan
    first = await lan.reports()
    world.an.sees(first, "Trộm cắp", chat=world.group)
    await lan.starts()
    await lan.taps_each("Báo tin", "Đã qua", "Ma túy", "Tổ dân phố số 8", "Không nhớ")
    await lan.writes("Hay có người lạ đến mua bán gì đó")
    await lan.presses_on()

    lan.skims()
    second = world.an.sees("Ma túy", "Tổ dân phố số 8", chat=world.group)
    assert first not in (second.text or "")
