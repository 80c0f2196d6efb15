"""Somebody is in danger now: numbers first, then the short path; the rest comes after sending."""

from tests.scenarios.resident_kit import (
    code_of,
    comes_to_review,
    content_lines,
    last,
    line,
    presses_to_review,
    review,
    said,
    sends_it,
    ticks,
)
from tests.world import World

CRY = "cứu với, có thằng cầm dao đang phá cửa"


async def test_danger_by_button_asks_only_what_is_needed_to_come(world: World) -> None:
    lan = world.lan
    await lan.starts()
    await lan.taps_each("Báo tin", "🔴 Đang xảy ra")
    numbers = lan.sees("Gọi ngay 113", "0225 000 0113", "114", "115")
    assert numbers.id < last(lan).id
    await lan.taps_each("Đánh nhau", "Tổ dân phố số 3")
    assert review(lan).labels[:4] == ["✅ Gửi", "✏️ Tình trạng", "✏️ Việc gì", "✏️ Ở đâu"]
    code = await sends_it(lan)

    card = world.an.sees("🔴 NGUY HIỂM", code, "Tổ dân phố số 3", "Chưa ai tiếp nhận", chat=world.group)
    assert "☎️ Đã gọi / cử người" in card.labels
    assert "Khi nào an toàn, ông/bà trả lời thêm" in (last(lan).text or "")
    lan.skims()

    await lan.writes("ba thằng, có dao, đi hai xe Wave")
    await lan.taps_each("✅ Xong", "Không có", "Tận mắt thấy", "Không rõ", "Giữ bí mật", "Không cần")
    assert "Nhớ ra thêm điều gì, ông/bà cứ nhắn vào đây" in (last(lan).text or "")
    lan.skims()
    assert world.an.sees(code, "ba thằng, có dao, đi hai xe Wave", chat=world.group) is card
    assert lan.open_question() is None


async def test_words_of_danger_are_enough(world: World) -> None:
    lan = world.lan
    await lan.writes(CRY)
    lan.sees("Gọi ngay 113")
    await lan.taps("Đánh nhau", last(lan))
    await lan.writes("ngõ 12")
    code = await sends_it(lan)
    await lan.taps("Thế là đủ")

    lan.skims()
    told = world.an.sees("🔴 NGUY HIỂM", code, "ngõ 12", chat=world.group)
    assert line(told, "Nội dung") == CRY


async def test_words_that_may_mean_danger_are_asked_about_first(world: World) -> None:
    lan = world.lan
    await lan.writes("hôm kia có thằng kề dao xin đểu cháu tôi ở đầu ngõ 5")
    assert "Có ai đang gặp nguy hiểm ngay lúc này không?" in (last(lan).text or "")
    await lan.taps("Không, lúc này yên rồi")
    told = await presses_to_review(lan)

    assert line(told, "Tình trạng") == "Đã qua"
    assert not any("Gọi ngay 113" in text for text in said(lan))
    lan.skims()


async def test_an_addition_that_cries_for_help_is_heard_in_the_group(world: World) -> None:
    lan, code = world.lan, await world.lan.reports()
    quiet = world.an.sees("🔵", code, chat=world.group)
    await lan.taps("Gửi thêm")
    await lan.writes("nó quay lại rồi, đang cầm dao đứng trước cửa")

    lan.sees("Gọi ngay 113")
    lan.skims()
    loud = world.an.sees("🔴 NGUY HIỂM", code, "đang cầm dao", chat=world.group)
    assert loud is not quiet
    world.an.skims()


async def test_what_comes_on_other_ways_is_not_lost_when_the_questions_go_on(world: World) -> None:
    lan = world.lan
    await lan.writes(CRY)
    await lan.taps_each("Đánh nhau", "Tổ dân phố số 3")
    code = await sends_it(lan)
    question = last(lan)
    await lan.taps("Gửi thêm")
    await lan.writes("nó đi xe 15B1-123.45")
    await lan.taps("✅ Xong", last(lan))
    await lan.taps("✅ Xong", question)
    album = lan.person.sends_album([("photo", None, None)])[0].album or ""
    await world.settle()
    await lan.acts(lan.person.adds_to_album(album, "photo"))
    await lan.taps("✅ Xong", last(lan))
    assert "✓ Ảnh, giấy tờ: 2 ảnh" in ticks(lan)
    await lan.taps("Thế là đủ", last(lan))

    lan.skims()
    told = world.an.sees(code, "15B1-123.45", chat=world.group)
    assert line(told, "Gửi kèm") == "2 ảnh"
    assert line(told, "Nội dung") == f"{CRY} – nó đi xe 15B1-123.45"


async def test_an_urgent_draft_left_alone_is_handed_over_and_confirmed_later(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan, "vừa xong có đứa giật túi xách ở gần chợ tổ 7")
    before = content_lines(review(lan))
    await world.passes(minutes=2)
    world.an.sees_nothing_new(world.group)
    await world.passes(minutes=1)

    card = world.an.sees("🟠 KHẨN", "Tin này chưa bấm “Gửi”", chat=world.group)
    assert content_lines(card) == before
    lan.sees("được chuyển tới trực ban", "chưa xác nhận")
    code = code_of(lan)
    await lan.taps("Đúng, tôi báo tin này")
    assert world.an.sees(code, chat=world.group) is card
    assert "chưa bấm" not in (card.text or "")
    await world.passes(minutes=1)
    await lan.taps("✅ Gửi")
    lan.skims()
    world.an.sees_nothing_new(world.group)


async def test_danger_is_handed_over_even_while_its_reporter_keeps_writing(world: World) -> None:
    lan = world.lan
    await lan.writes(CRY)
    for words in ("nó đập cửa", "có hai thằng", "một thằng áo đen"):
        await world.passes(minutes=1)
        await lan.writes(words)

    lan.skims()
    card = world.an.sees("🔴 NGUY HIỂM", "chưa bấm “Gửi”", CRY, "có hai thằng", chat=world.group)
    await lan.writes("nó đi rồi")
    assert world.an.sees("nó đi rồi", chat=world.group) is card
    lan.skims()
