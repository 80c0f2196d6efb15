"""In one breath, in any order, at any step: nothing is asked twice, nothing is lost."""

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
from tests.world import World


async def test_one_breath_with_a_photo_is_understood_and_said_back(world: World) -> None:
    lan = world.lan
    await lan.acts(lan.person.sends_photo(caption="co trom o ngo 12 toi qua mat xe sirius"))

    echo = lan.sees("Bot hiểu là", "Trộm cắp", "ngo 12", "buổi tối hôm qua (01/03/2026)")
    assert echo.labels == ["✏️ Việc gì", "✏️ Ở đâu", "✏️ Khi nào", "✏️ Tình trạng"]
    lan.sees("Công an phường Bạch Đằng xin nghe ông/bà", "kể tiếp")
    await lan.taps("✏️ Khi nào", echo)
    await lan.taps("Đêm qua", last(lan))
    told = await presses_to_review(lan)

    assert line(told, "Việc") == "Trộm cắp"
    assert line(told, "Ở đâu") == "ngo 12"
    assert line(told, "Khi nào") == "đêm hôm qua (01/03/2026)"
    assert line(told, "Nội dung") == "co trom o ngo 12 toi qua mat xe sirius"
    assert line(told, "Gửi kèm") == "1 ảnh"
    lan.skims()


async def test_files_places_and_words_join_at_any_question(world: World) -> None:
    lan, person = world.lan, world.lan.person
    await lan.acts(person.sends_location(20.861, 106.701))
    await lan.acts(person.sends_video())
    assert "Đã thêm video vào tin" in (last(lan).text or "")
    await lan.taps("Viết tiếp", last(lan))
    await lan.taps("Đã qua", last(lan))
    await lan.acts(person.sends_voice())
    await lan.writes("đánh bạc ăn tiền, cứ chiều là mười mấy người")
    await lan.acts(person.sends_album([("photo", None, "ảnh chụp từ nhà tôi"), ("photo", None, None)]))
    told = await presses_to_review(lan)

    assert line(told, "Việc") == "Cờ bạc, cá độ"
    assert line(told, "Ở đâu") == "vị trí trên bản đồ 20.86100, 106.70100"
    assert line(told, "Gửi kèm") == "2 ảnh, 1 video, 1 ghi âm"
    assert line(told, "Nội dung") == "đánh bạc ăn tiền, cứ chiều là mười mấy người – ảnh chụp từ nhà tôi"
    assert "nhà tôi" in (told.text or "").partition("⚠️")[2]
    lan.skims()


async def test_a_typed_answer_ticks_its_question_even_when_something_came_between(world: World) -> None:
    lan = world.lan
    await lan.starts()
    await lan.taps_each("Báo tin", "Đã qua", "Trộm cắp")
    place = last(lan)
    await lan.acts(lan.person.sends_photo())
    await lan.acts(lan.person.sends_sticker())
    await lan.writes("ngõ 12")

    assert place.text == "✓ Ở đâu: ngõ 12"
    assert not place.labels
    lan.skims()


async def test_a_question_taken_up_again_from_the_menu_is_ticked_there(world: World) -> None:
    lan = world.lan
    await lan.starts()
    await lan.taps_each("Báo tin", "Đã qua", "Trộm cắp")
    await lan.starts()
    await lan.taps("Viết tiếp tin")
    here = last(lan)
    await lan.writes("ngõ 12")

    assert here.text == "✓ Ở đâu: ngõ 12"
    lan.skims()


async def test_the_review_says_exactly_what_the_card_will_say(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan, "Tôi thấy hai người bẻ khóa nhà số 7 ngõ 12 lúc 2 giờ sáng nay")
    await lan.acts(lan.person.sends_photo())
    await lan.taps("Viết tiếp", last(lan))
    before = content_lines(review(lan))
    code = await sends_it(lan)

    lan.skims()
    assert content_lines(world.an.sees(code, chat=world.group)) == before
    assert len(before) == 8


async def test_leaving_a_report_is_asked_twice(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps("Thôi không báo")
    assert "Bỏ rồi thì không lấy lại được" in (last(lan).text or "")
    await lan.taps("Viết tiếp", last(lan))
    review(lan)
    await lan.writes("/huy")
    await lan.taps("Bỏ, không gửi", last(lan))

    assert "Đã bỏ, không có gì được gửi" in (last(lan).text or "")
    lan.skims()
    world.an.sees_nothing_new(world.group)


async def test_huy_and_start_work_at_every_question(world: World) -> None:
    lan = world.lan
    await lan.writes("Mất trộm xe ở ngõ 3")
    for answer in ("Đã qua", "Không nhớ", "✅ Xong", "Không có", "Bỏ qua", "Không rõ", "Không cung cấp", "Bỏ qua"):
        await lan.writes("/huy")
        await lan.taps("Viết tiếp", last(lan))
        await lan.starts()
        await lan.taps("Viết tiếp tin", last(lan))
        await lan.taps(answer, last(lan))

    assert line(review(lan), "Nội dung") == "Mất trộm xe ở ngõ 3"
    assert line(review(lan), "Danh tính người báo") == "không cung cấp"
    lan.skims()


async def test_stickers_polls_and_dice_get_a_kind_word_and_lose_nothing(world: World) -> None:
    lan, person = world.lan, world.lan.person
    await lan.acts(person.sends_sticker())
    lan.sees("chưa đọc được hình dán")
    await comes_to_review(lan)
    for send, thing in (
        (person.sends_sticker, "hình dán"),
        (person.sends_poll, "bình chọn"),
        (person.sends_dice, "trò xúc xắc"),
    ):
        await lan.acts(send())
        assert f"chưa đọc được {thing}" in (last(lan).text or "")
        await lan.taps("Viết tiếp", last(lan))

    assert "Mất trộm xe Sirius" in line(review(lan), "Nội dung")
    assert "đang viết dở" not in said(lan)[-1]
    lan.skims()
