"""Who may know the reporter: the words on the screen, and what no officer ever sees."""

from tests.scenarios.resident_kit import (
    comes_to_review,
    content_lines,
    last,
    line,
    presses_to_review,
    review,
    said,
    sends_it,
)
from tests.world import Actor, World

PHONE = "0912 345 678"


def everything_seen_by(officer: Actor) -> str:
    """All that ever stood on an officer's phone."""
    chats = [officer.chat, officer.world.group]
    texts = [(m.text or m.caption or "", [v.text for v in m.history], m.labels) for c in chats for m in c.messages]
    return str(texts)


async def test_a_phone_number_goes_to_no_card_and_to_no_officer(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps("✏️ Số điện thoại")
    await lan.writes(f"{PHONE} gọi sau 7 giờ tối nhé")
    assert "Cất riêng, không hiện trên tin: số điện thoại" in (review(lan).text or "")
    assert PHONE not in " ".join(said(lan))
    code = await sends_it(lan)
    card = world.an.sees(code, chat=world.group)
    await world.an.taps_each("Tiếp nhận", "Xem đủ")

    for secret in ("345", "gọi sau 7 giờ", "Lan", "Phạm", str(lan.person.id)):
        assert secret not in everything_seen_by(world.an)
    assert line(card, "Danh tính người báo") == "giữ bí mật"
    content = await world.in_database(lambda uow: uow.tips.content(uow.tips.find(code) or 0, 1))
    assert (content.phone, content.phone_words, content.guardian) == (None, "", "")
    world.look_at_everything()


async def test_the_phone_may_come_as_a_contact(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps_each("✏️ Số điện thoại", "📱 Gửi số của tôi")
    assert [b.text for row in lan.chat.reply_keyboard for b in row] == ["📱 Gửi số của tôi", "Bỏ qua"]
    await lan.acts(lan.person.taps("📱 Gửi số của tôi"))
    assert not lan.chat.reply_keyboard
    assert "Cất riêng, không hiện trên tin: số điện thoại" in (review(lan).text or "")

    await lan.acts(lan.person.shares_contact(phone="0987654321"))
    assert "0987654321" in line(review(lan), "Nội dung")
    lan.skims()


async def test_each_wish_is_said_honestly_and_kept(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps("✏️ Danh tính")
    asked = last(lan).text or ""
    assert "Telegram vẫn biết tài khoản" in asked
    assert "ẩn danh" not in asked
    await lan.taps("Cho cán bộ giải quyết biết")
    assert line(review(lan), "Danh tính người báo") == "cho cán bộ giải quyết biết"

    await lan.taps_each("✏️ Danh tính", "Không cung cấp")
    await lan.writes("sợ bị trả thù")
    told = review(lan)
    assert line(told, "Danh tính người báo") == "không cung cấp"
    assert "✏️ Số điện thoại" not in told.labels
    await lan.acts(lan.person.shares_contact())
    assert "không giữ số điện thoại" in (last(lan).text or "")
    code = await sends_it(lan)
    lan.skims()
    world.an.sees(code, "không cung cấp", chat=world.group)


async def test_do_not_write_to_me_stops_all_but_the_receipt(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps_each("✏️ Danh tính", "🔕 Đừng nhắn lại", "🔒 Giữ bí mật")
    assert line(review(lan), "Danh tính người báo") == "giữ bí mật, không muốn được nhắn lại"
    code = await sends_it(lan)
    lan.sees("Xác nhận đã nhận", code)
    lan.skims()
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))

    world.an.skims()
    lan.sees_nothing_new()


async def test_a_child_is_asked_for_a_grown_up(world: World) -> None:
    lan = world.lan
    await lan.writes("cháu học lớp 9, hôm qua bạn cháu bị mấy anh ở tổ 6 xin đểu")
    await lan.taps_each("✅ Xong", "Không có", "Nghe kể", "Không rõ", "Giữ bí mật", "Không cần")
    assert "Cảm ơn cháu" in (last(lan).text or "")
    assert "111" in (last(lan).text or "")
    await lan.writes("mẹ cháu 0912 345 678")

    told = review(lan)
    assert "0912" not in (told.text or "")
    code = await sends_it(lan)
    lan.skims()
    assert "0912" not in (world.an.sees(code, chat=world.group).text or "")


async def test_words_that_give_the_writer_away_are_pointed_out(world: World) -> None:
    lan = world.lan
    told = await comes_to_review(lan, "con trai tôi bị rủ hút ma túy ở tổ 4 tối qua")

    assert "“con trai tôi”" in (told.text or "").partition("⚠️")[2]
    assert "cố ý báo sai thì phải chịu trách nhiệm theo luật" in (told.text or "")
    await lan.taps_each("✏️ Lời kể", "Xóa lời kể")
    await lan.writes("có người rủ thanh niên hút ma túy ở tổ 4 tối qua")
    await lan.taps("✅ Xong", last(lan))
    assert "⚠️" not in (review(lan).text or "")
    lan.skims()


async def test_a_group_leader_is_shown_as_such_and_finds_the_own_group_first(world: World) -> None:
    leader = world.leader
    await leader.starts()
    await leader.taps_each("Báo tin", "Đã qua", "Trộm cắp")
    assert last(leader).labels[0] == "🏠 Ngay Tổ dân phố số 5"
    await leader.taps_each("🏠 Ngay", "Hôm qua")
    await leader.writes("mất trộm hai xe đạp")
    before = content_lines(await presses_to_review(leader))
    code = await sends_it(leader)

    leader.skims()
    card = world.an.sees(code, chat=world.group)
    assert content_lines(card) == before
    assert line(card, "Người báo") == "tổ trưởng tổ dân phố"
    assert line(card, "Ở đâu") == "Tổ dân phố số 5"
    assert "Thắng" not in everything_seen_by(world.an)
