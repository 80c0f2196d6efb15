"""Each question of the report, with every way to answer it."""

from tests.scenarios.resident_kit import (
    comes_to_review,
    last,
    line,
    presses_to_review,
    review,
    said,
    sends_it,
    ticks,
)
from tests.world import World


async def test_a_report_by_buttons_reads_like_a_form_that_was_filled_in(world: World) -> None:
    await world.lan.starts()
    await world.lan.taps_each("Báo tin", "Đã qua", "Trộm cắp", "Tổ dân phố số 5", "Hôm qua")
    await world.lan.writes("Kẻ gian bẻ khóa cổng", "lấy xe Sirius đỏ")
    await world.lan.taps_each("✅ Xong", "Không có", "Tận mắt thấy", "Không rõ, bỏ qua", "Giữ bí mật", "Không cần")

    assert ticks(world.lan) == [
        "✓ Tình trạng: Đã qua",
        "✓ Việc gì: Trộm cắp",
        "✓ Ở đâu: Tổ dân phố số 5",
        "✓ Khi nào: hôm qua (01/03/2026)",
        "✓ Lời kể: Kẻ gian bẻ khóa cổng – lấy xe Sirius đỏ",
        "✓ Ảnh, giấy tờ: không có",
        "✓ Biết bằng cách nào: tận mắt thấy",
        "✓ Ai khác biết: chưa nói",
        "✓ Danh tính: giữ bí mật",
        "✓ Số điện thoại: không để lại",
    ]
    code = await sends_it(world.lan)
    world.lan.skims()
    world.an.sees(code, "Kẻ gian bẻ khóa cổng – lấy xe Sirius đỏ", chat=world.group)


async def test_a_report_typed_without_accents_needs_no_button_but_one(world: World) -> None:
    await world.lan.starts()
    await world.lan.taps("Báo tin")
    await world.lan.writes("lau roi", "mat trom", "co")
    await world.lan.writes("ngo 12 gan cho", "8h toi hom kia", "dung", "mat con xe may cua bac hang xom", "xong")
    await world.lan.writes("khong co", "nghe ke", "co ban nuoc dau ngo", "giu bi mat", "khong can", "gui")

    world.lan.skims()
    told = world.an.sees("Trộm cắp", "ngo 12 gan cho", "20 giờ", "28/02/2026", "giữ bí mật", chat=world.group)
    assert line(told, "Nội dung") == "mat con xe may cua bac hang xom"


async def test_how_urgent_it_is_may_be_typed(world: World) -> None:
    lan = world.lan
    for words, shown in {
        "đã qua": "Đã qua",
        "hom qua": "Đã qua",
        "vừa xảy ra": "Vừa xảy ra",
        "moi day": "Vừa xảy ra",
        "dang xay ra": "Đang xảy ra hoặc có người đang nguy hiểm",
    }.items():
        await lan.starts()
        await lan.taps("Báo tin")
        await lan.writes(words)
        assert ticks(lan)[-1] == f"✓ Tình trạng: {shown}"
        await lan.taps_each("Thôi không báo", "Bỏ, không gửi")
    lan.skims()


async def test_what_happened_is_chosen_typed_or_proposed(world: World) -> None:
    await comes_to_review(world.lan)
    await world.lan.taps_each("✏️ Việc gì", "Cờ bạc, lô đề")
    assert line(review(world.lan), "Việc") == "Cờ bạc, cá độ"

    await world.lan.taps("✏️ Việc gì")
    await world.lan.writes("bi lua chuyen tien qua mang")
    await world.lan.taps("Lừa đảo", last(world.lan))
    assert line(review(world.lan), "Việc") == "Lừa đảo"
    assert any("gọi ngân hàng khóa giao dịch ngay" in text for text in said(world.lan))

    await world.lan.taps("✏️ Việc gì")
    await world.lan.writes("vay nặng lãi")
    await world.lan.taps("Việc khác", last(world.lan))
    await world.lan.taps("Xâm hại trẻ em", last(world.lan))
    assert any("111" in text and "đừng hỏi cháu kể lại" in text for text in said(world.lan))

    await world.lan.taps_each("✏️ Việc gì", "Giữ nguyên")
    assert line(review(world.lan), "Việc") == "Xâm hại người dưới 18 tuổi"
    world.lan.skims()


async def test_where_it_was_is_chosen_shared_typed_or_forgotten(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan, "Mất trộm xe Sirius tối qua, bị bẻ khóa")
    assert line(review(lan), "Ở đâu") == "không nhớ"

    await lan.taps_each("✏️ Ở đâu", "Tiếp »", "Tổ dân phố số 10")
    assert line(review(lan), "Ở đâu") == "Tổ dân phố số 10"

    await lan.taps_each("✏️ Ở đâu", "📍 Gửi vị trí")
    assert [b.text for row in lan.chat.reply_keyboard for b in row] == [
        "📍 Gửi vị trí của tôi",
        "↩️ Chọn trong danh sách",
    ]
    await lan.acts(lan.person.sends_location(20.86, 106.7))
    assert not lan.chat.reply_keyboard
    assert line(review(lan), "Ở đâu") == "Tổ dân phố số 10, vị trí trên bản đồ 20.86000, 106.70000"

    await lan.taps_each("✏️ Ở đâu", "📍 Gửi vị trí")
    await lan.acts(lan.person.taps("↩️ Chọn trong danh sách"))
    assert not lan.chat.reply_keyboard
    await lan.writes("số nhà 12 ngõ 34/5, gần chợ")
    assert "số nhà 12 ngõ 34/5, gần chợ" in line(review(lan), "Ở đâu")

    await lan.taps("✏️ Ở đâu")
    await lan.writes("lang ha doan")
    assert line(review(lan), "Ở đâu").startswith("Tổ dân phố số 5")
    lan.skims()


async def test_a_position_outside_the_ward_is_asked_about_and_never_refused(world: World) -> None:
    lan = world.lan
    await world.restart(ward_centre="20.860,106.700")
    await comes_to_review(lan, "Mất trộm xe Sirius tối qua, bị bẻ khóa")
    await lan.taps("✏️ Ở đâu")
    await lan.acts(lan.person.sends_location(20.95, 106.7))
    assert "Ở đâu thì tin vẫn được nhận" in (last(lan).text or "")
    await lan.taps("Không, để tôi chọn nơi khác")
    await lan.acts(lan.person.sends_location(20.95, 106.7))
    await lan.taps("Đúng, xảy ra ở đó")

    assert line(review(lan), "Ở đâu") == "vị trí trên bản đồ 20.95000, 106.70000"
    lan.skims()


async def test_when_it_was_is_chosen_typed_and_echoed_or_forgotten(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan, "Mất trộm xe Sirius ở tổ 5, bị bẻ khóa")
    assert line(review(lan), "Khi nào") == "không nhớ"

    await lan.taps_each("✏️ Khi nào", "Sáng nay")
    assert "hôm nay (02/03/2026)" in line(review(lan), "Khi nào")

    await lan.taps("✏️ Khi nào")
    await lan.writes("8h30 toi qua")
    assert "Bot hiểu là 20 giờ 30, hôm qua (01/03/2026)" in (last(lan).text or "")
    await lan.taps("Sửa", last(lan))
    await lan.writes("khoảng 2 giờ sáng thứ bảy")
    await lan.writes("dung")
    assert "khoảng 2 giờ, hôm kia (28/02/2026)" in line(review(lan), "Khi nào")

    await lan.taps("✏️ Khi nào")
    await lan.writes("khong nho")
    assert line(review(lan), "Khi nào") == "không nhớ"
    lan.skims()


async def test_the_account_may_be_spoken_and_an_empty_one_is_asked_for_once_more(world: World) -> None:
    lan = world.lan
    await lan.starts()
    await lan.taps_each("Báo tin", "Đã qua", "Ma túy", "Tổ dân phố số 2", "Không nhớ", "✅ Xong")
    assert "Chỉ một hai câu cũng giúp công an" in (last(lan).text or "")

    await lan.acts(lan.person.sends_voice(b"OggS voice"))
    await lan.taps_each("✅ Xong", "✅ Xong", "Nghe kể", "bỏ qua", "Cho cán bộ giải quyết biết", "Không cần")
    assert line(review(lan), "Nội dung") == "kể bằng ghi âm"
    assert line(review(lan), "Gửi kèm") == "1 ghi âm"

    await lan.taps("✏️ Lời kể")
    await lan.writes("Cứ 9 giờ tối là có người đến")
    await lan.taps("✅ Xong", last(lan))
    assert line(review(lan), "Nội dung") == "Cứ 9 giờ tối là có người đến"

    await lan.taps_each("✏️ Lời kể", "Xóa lời kể")
    await lan.writes("Nhà số 7 hay có người lạ")
    await lan.taps("✅ Xong", last(lan))
    assert line(review(lan), "Nội dung") == "Nhà số 7 hay có người lạ"
    lan.skims()


async def test_files_of_every_kind_are_counted(world: World) -> None:
    lan, person = world.lan, world.lan.person
    await comes_to_review(lan)
    await lan.taps("✏️ Ảnh, giấy tờ")
    assert "dạng tệp" in (last(lan).text or "")
    assert "Đừng lại gần ai để chụp thêm" in (last(lan).text or "")

    for send in (person.sends_photo, person.sends_video, person.sends_voice, person.sends_audio):
        await lan.acts(send())
    await lan.acts(person.sends_document("hoa don.pdf", b"%PDF-1.4"))
    await lan.acts(person.sends_video_note())
    await lan.acts(person.sends_album([("photo", None, None), ("photo", None, None), ("video", None, None)]))
    await lan.taps("✅ Xong", last(lan))

    assert line(review(lan), "Gửi kèm") == "3 ảnh, 3 video, 1 ghi âm, 1 tệp âm thanh, 1 tệp"
    lan.skims()


async def test_how_they_know_and_who_else_does_stay_off_the_card(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    for ways in (["👁 Tận mắt thấy"], ["👂 Nghe kể"], ["Tôi là nạn nhân"]):
        await lan.taps_each("✏️ Biết bằng cách nào", *ways)
        assert "Ghi trong hồ sơ tin: ông/bà biết việc này bằng cách nào" in (review(lan).text or "")
    await lan.taps("✏️ Biết bằng cách nào")
    await lan.writes("cháu tôi kể lại")
    await lan.taps("✏️ Ai khác biết")
    await lan.writes("bà Năm đầu ngõ")

    assert "bà Năm" not in (review(lan).text or "")
    code = await sends_it(lan)
    lan.skims()
    told = world.an.sees(code, chat=world.group)
    assert "bà Năm" not in (told.text or "")
    assert "cháu tôi" not in (told.text or "")


async def test_forgotten_and_skipped_everywhere_still_makes_a_tip(world: World) -> None:
    lan = world.lan
    await lan.starts()
    await lan.taps_each("Báo tin", "Đã qua", "Việc khác")
    await lan.writes("không nhớ", "không nhớ", "bo qua")
    await lan.taps("Không kể thêm")
    await lan.writes("khong", "bỏ qua", "khong biet", "bí mật", "thôi")

    code = await sends_it(lan)
    lan.skims()
    told = world.an.sees(code, chat=world.group)
    assert line(told, "Nội dung") == "chưa kể"
    assert line(told, "Ở đâu") == "không nhớ"


async def test_what_does_not_answer_a_question_is_kept_and_the_question_comes_again(world: World) -> None:
    lan = world.lan
    await lan.starts()
    await lan.taps_each("Báo tin", "Đã qua")
    await lan.writes("con bé nhà bác ấy sợ lắm không dám ra khỏi cửa từ hôm đó tới giờ")

    assert "Bot đã ghi lời ông/bà vào phần kể" in (last(lan).text or "")
    assert "Chuyện gì vậy?" in (last(lan).text or "")
    await lan.taps("Người đáng ngờ")
    told = await presses_to_review(lan)
    assert "không dám ra khỏi cửa" in line(told, "Nội dung")
    lan.skims()
