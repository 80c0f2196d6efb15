"""The first screen and its pages."""

from tests.scenarios.resident_kit import last
from tests.world import World


async def test_whoever_starts_is_greeted_warned_and_told_what_is_kept(world: World) -> None:
    await world.lan.starts()

    menu = world.lan.sees("Công an phường Bạch Đằng", "Gọi 113", "0225 000 0113")
    assert "Telegram cũng lưu tin nhắn" in (menu.text or "")
    assert "Chưa có mã tin là chưa gửi" in (menu.text or "")
    assert menu.labels == ["🚨 Báo tin", "📂 Tin đã gửi", "☎️ Số khẩn cấp", "📖 Cách báo tin", "🔐 Thông tin của tôi"]


async def test_every_page_of_the_menu_leads_back_to_it(world: World) -> None:
    await world.lan.starts()
    menu = world.lan.sees("Kính chào")
    pages = {
        "Số khẩn cấp": ("114", "115", "111"),
        "Cách báo tin": ("Giữ hiện trường",),
        "Thông tin của tôi": ("Quyền của ông/bà", "0225 000 0113"),
    }
    for button, fragments in pages.items():
        await world.lan.taps(button, menu)
        assert world.lan.sees(*fragments) is menu
        await world.lan.taps("Về trang đầu", menu)
        world.lan.sees("Kính chào")

    await world.lan.taps("Tin đã gửi", menu)
    world.lan.sees("Chưa có tin nào được gửi từ đây")


async def test_a_word_that_tells_nothing_opens_a_page_and_no_report(world: World) -> None:
    for words in ("alo", "xin chào", "XIN CHAO a", "…", "👍", "/help", "/khancap", "/abc", "/huy"):
        await world.lan.writes(words)
        assert "0225 000 0113" in (last(world.lan).text or ""), words
        assert not world.lan.open_question(), words
    await world.lan.starts()

    assert "Viết tiếp" not in str(last(world.lan).labels)
    world.lan.skims()


async def test_a_report_that_was_begun_comes_first_in_the_menu(world: World) -> None:
    await world.lan.writes("Mất trộm xe máy ở tổ 5 tối qua")
    await world.lan.starts()

    assert last(world.lan).labels[0] == "✏️ Viết tiếp tin đang viết dở"
    await world.lan.taps("Viết tiếp tin")
    assert "Ông/bà đã kể: “Mất trộm xe máy ở tổ 5 tối qua”" in (last(world.lan).text or "")

    await world.lan.starts()
    await world.lan.taps("🚨 Báo tin")
    assert "còn một tin đang viết dở" in (last(world.lan).text or "")
    await world.lan.taps("Bỏ tin cũ")
    assert "đang xảy ra, vừa xảy ra, hay đã qua" in (last(world.lan).text or "")
    world.lan.skims()
