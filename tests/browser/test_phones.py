"""A tip walks from phone to phone in a real browser, and time is moved until everybody has been reminded."""

import base64
from pathlib import Path

from playwright.async_api import Locator, Page, expect

LAN, LEADER, AN, BINH, COMMANDER, CHIEF, GUARD, MEDIATOR = range(8)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
)
ASK_LATEST = 60_000


def phone(page: Page, number: int) -> Locator:
    """One of the phones, from the left."""
    return page.locator("[data-phone]").nth(number)


def newest(page: Page, number: int, words: str) -> Locator:
    """The newest message on a phone with these words."""
    return phone(page, number).locator("[data-message-id]:visible", has_text=words).last


async def types(page: Page, number: int, text: str) -> None:
    """Somebody types and sends."""
    box = phone(page, number).get_by_role("textbox", name="Tin nhắn")
    await box.fill(text)
    await box.press("Enter")


async def taps(page: Page, number: int, label: str) -> None:
    """Somebody presses the newest button with this label."""
    button = phone(page, number).locator("[data-button]:visible", has_text=label).last
    await button.click(timeout=ASK_LATEST)


async def sees(page: Page, number: int, words: str) -> Locator:
    """Somebody has a message with these words."""
    message = newest(page, number, words)
    await expect(message).to_be_visible(timeout=ASK_LATEST)
    return message


async def jumps(page: Page, label: str) -> None:
    """Time moves forward."""
    await page.locator("[data-jump]", has_text=label).click()


async def test_a_tip_walks_from_phone_to_phone(page: Page, pictures: Path) -> None:
    await phone(page, LAN).get_by_role("button", name="Bắt đầu").click()
    await sees(page, LAN, "Gọi 113")
    await page.screenshot(path=pictures / "1-menu.png")

    await types(page, LAN, "mat xe sirius o to 5 toi qua, bi be khoa")
    await sees(page, LAN, "Trộm cắp")
    await page.screenshot(path=pictures / "2-understood.png")
    await taps(page, LAN, "Xong")
    await sees(page, LAN, "✓ Lời kể")
    await taps(page, LAN, "Không có")
    await sees(page, LAN, "✓ Ảnh, giấy tờ: không có")
    await taps(page, LAN, "các câu còn lại")
    await sees(page, LAN, "Danh tính người báo: giữ bí mật")
    await page.screenshot(path=pictures / "3-review.png")
    await taps(page, LAN, "✅ Gửi")

    await sees(page, LAN, "Đã tới nhóm trực")
    await sees(page, AN, "Chưa ai tiếp nhận")
    await page.screenshot(path=pictures / "4-card.png")

    await jumps(page, "Tới hạn kế tiếp")
    await sees(page, AN, "quá hạn")
    await jumps(page, "Tới hạn kế tiếp")
    await sees(page, COMMANDER, "Báo cáo chỉ huy")
    await jumps(page, "Tới hạn kế tiếp")
    await sees(page, CHIEF, "Báo cáo Trưởng")
    await page.screenshot(path=pictures / "5-reminded.png")

    await taps(page, BINH, "✅ Tiếp nhận")
    await sees(page, AN, "tiếp nhận lúc")
    await sees(page, LAN, "đã được tiếp nhận")
    await page.screenshot(path=pictures / "6-acknowledged.png")

    await jumps(page, "Tới bản tin kế tiếp")
    await sees(page, AN, "Bản tin giao ban")
    await page.screenshot(path=pictures / "7-briefing.png")


async def attaches(page: Page, number: int, picture: Path) -> None:
    """Somebody sends a picture."""
    await phone(page, number).get_by_role("button", name="Đính kèm").click()
    async with page.expect_file_chooser() as chooser:
        await phone(page, number).get_by_role("menuitem").first.click()
    await (await chooser.value).set_files(picture)
    await phone(page, number).get_by_role("button", name="Gửi", exact=True).click()
    await expect(phone(page, number).locator("[data-message-id] img:visible").last).to_be_visible(timeout=ASK_LATEST)


async def turns_to(page: Page, number: int, chat: str) -> None:
    """Somebody opens another of their chats."""
    await phone(page, number).get_by_role("tab", name=chat).click()


async def test_a_group_leader_writes_adds_a_photo_and_sends(page: Page, pictures: Path, tmp_path: Path) -> None:
    picture = tmp_path / "hien-truong.png"
    picture.write_bytes(PIXEL)
    await taps(page, LEADER, "⚡ Báo nhanh")
    await sees(page, LEADER, "một tin nhắn")
    await types(page, LEADER, "Thanh niên tụ tập nẹt pô ở tổ 5 tối qua")
    await sees(page, LEADER, "Đúng thì bấm Gửi")
    await attaches(page, LEADER, picture)
    await sees(page, LEADER, "1 ảnh")
    await taps(page, LEADER, "✅ Gửi")
    await sees(page, LEADER, "Thêm chi tiết")
    await sees(page, AN, "Người báo: tổ trưởng")
    await page.screenshot(path=pictures / "8-leader.png")


async def test_a_tip_goes_to_mediation(page: Page, pictures: Path) -> None:
    await types(page, GUARD, "Hai nhà tranh chấp lối đi chung ở tổ 5, cãi nhau to từ sáng nay")
    await sees(page, GUARD, "Đúng thì bấm Gửi")
    await taps(page, GUARD, "✅ Gửi")
    await sees(page, AN, "tranh chấp lối đi")
    await taps(page, AN, "✅ Tiếp nhận")
    await sees(page, AN, "An Đỗ")
    await page.screenshot(path=pictures / "10-in-hand.png")

    await taps(page, AN, "➡️ Chuyển")
    await turns_to(page, AN, "Tin báo")
    await sees(page, AN, "Chuyển cho ai?")
    await taps(page, AN, "Chuyển hòa giải")
    await types(page, AN, "Tranh chấp dân sự, chưa có dấu hiệu hình sự")
    await taps(page, AN, "24 giờ")
    await sees(page, AN, "Xin xem lại rồi bấm")
    await page.screenshot(path=pictures / "11-form.png")
    await taps(page, AN, "✅ Xác nhận")

    await sees(page, MEDIATOR, "tranh chấp lối đi")
    await page.screenshot(path=pictures / "12-mediation.png")
    await taps(page, MEDIATOR, "📬 Bên nhận đã nhận")
    await sees(page, GUARD, "bộ phận hòa giải")
    await turns_to(page, AN, "Trực ban")
    await sees(page, AN, "Chuyển hòa giải")
    await page.screenshot(path=pictures / "13-closed.png")


async def test_an_old_button_tells_the_present_truth(page: Page, pictures: Path) -> None:
    await types(page, LAN, "Có người lạ rình mò nhà vắng chủ ở tổ 9 sáng nay")
    await taps(page, LAN, "Việc khác")
    await taps(page, LAN, "Xong")
    await taps(page, LAN, "các câu còn lại")
    await taps(page, LAN, "✅ Gửi")
    await sees(page, AN, "rình mò")
    await taps(page, AN, "✅ Tiếp nhận")
    card = await sees(page, BINH, "An Đỗ")
    await card.locator("[data-old-buttons]").click()
    await phone(page, BINH).locator(".stale [data-button]:visible", has_text="Tiếp nhận").last.click()
    await expect(phone(page, BINH).get_by_role("alertdialog")).to_contain_text("An Đỗ", timeout=ASK_LATEST)
    await page.screenshot(path=pictures / "9-old-button.png")
