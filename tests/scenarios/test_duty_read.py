"""Reading a tip in full and its files: in the officer's private chat, with nothing that leads to the reporter."""

import io

from PIL import Image

from bot.sandbox.messages import Message
from tests.scenarios.stories import NORMAL
from tests.world import World


def _picture_with_a_place() -> bytes:
    """A photo as a phone makes it: with the camera's owner and the position in it."""
    exif = Image.Exif()
    exif[0x010E] = "nhà bà Lan ngõ 12"
    exif[0x013B] = "Pham Thi Lan"
    exif.get_ifd(0x8825)[0x001D] = "2026:03:01"
    data = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(data, "JPEG", exif=exif)
    return data.getvalue()


async def test_the_whole_tip_opens_in_private_only(world: World) -> None:
    story = "Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông. " + "Xe lạ ra vào. " * 60 + "Hết chuyện."
    code = await world.lan.reports(story, "Đã qua")
    card = world.an.sees(code, "xem đủ", chat=world.group)
    assert "Hết chuyện" not in (card.text or "")

    press = await world.an.taps("Xem đủ", card)
    assert press.answer is not None
    assert "riêng" in (press.answer.text or "")
    shown = world.an.sees(code, "Hết chuyện.", chat=world.an.chat)
    assert shown.forwarded is None
    world.an.sees_nothing_new(world.group)
    world.binh.sees_nothing_new(world.binh.chat)
    assert not any(call.method.startswith(("forward", "copy")) for call in world.telegram.calls)


async def test_nothing_of_a_long_account_is_lost(world: World) -> None:
    """Telegram refuses more than 4096 UTF-16 units; one of these characters is two."""
    parts = ("Đánh bạc ở tổ 7. " + "🎲" * 1900, "a.vn " * 700, "Hết thật rồi.")
    await world.lan.writes(*parts)
    await world.lan.presses_on("Đã qua")
    world.lan.skims()
    card = world.an.sees("BD-", chat=world.group)
    await world.an.taps("Xem đủ", card)
    world.an.sees("(tiếp)", "Hết thật rồi", chat=world.an.chat)
    shown = "".join(m.text or "" for m in world.an.chat.messages if m.sender is world.stage.bot).replace("\u2060", "")
    world.an.skims(world.an.chat)
    assert shown.count("🎲") >= 1900
    assert shown.count("a.vn") >= 700
    assert "Hết thật rồi." in shown
    await world.nothing_broke()


async def test_news_is_marked_until_somebody_reads_it(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    await world.an.taps("Tiếp nhận", card)
    world.an.sees("An Đỗ", chat=world.group)
    await world.lan.taps("Gửi thêm")
    await world.lan.writes("Vừa nhớ ra: xe biển số 15B1-234.56")
    world.lan.skims()
    world.an.sees(code, "Có cập nhật mới chưa xem", chat=world.group)

    await world.binh.taps("Xem đủ", card)
    world.binh.sees(code, "15B1-234", "bản thứ 2", chat=world.binh.chat)
    shown = world.an.sees(code, "Đã bổ sung", chat=world.group)
    assert "Có cập nhật mới" not in (shown.text or "")


async def test_files_come_in_private_with_nothing_in_them_that_tells_who_made_them(world: World) -> None:
    original = _picture_with_a_place()
    assert b"Pham Thi Lan" in original
    await world.lan.writes(NORMAL[0])
    world.lan.person.sends_document("anh nha ba Lan.jpg", original, "image/jpeg")
    world.lan.person.sends_voice(b"OggS" + b"voice of somebody")
    await world.settle()
    await world.lan.presses_on("Đã qua")
    world.lan.skims()
    card = world.an.sees("BD-", "1 tệp", chat=world.group)
    press = await world.an.taps("Tài liệu (2)", card)
    assert "2 tài liệu" in ((press.answer and press.answer.text) or "")

    received = [m for m in world.an.chat.messages if m.media and m.sender is world.stage.bot]
    assert [m.media.kind for m in received if m.media] == ["document", "voice"]
    for message in received:
        _tells_nothing(message)
        world.look(message)
    with Image.open(io.BytesIO(received[0].bytes)) as shown:
        assert shown.size == (64, 48)
        assert not shown.getexif()
    world.an.sees_nothing_new(world.group)
    await world.nothing_broke()


def _tells_nothing(message: Message) -> None:
    assert message.media is not None
    assert message.protect_content
    assert message.forwarded is None
    assert "Lan" not in (message.media.file.name or "")
    assert b"Pham Thi Lan" not in message.bytes
    assert "ngõ 12".encode() not in message.bytes
    assert "SHA-256" in (message.caption or "")


async def test_a_tip_without_files_says_so_to_an_old_button(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    data = next(b.data for row in card.buttons for b in row if b.data)
    press = await world.an.forges(data.replace(":ack:", ":files:"), card)
    assert press.answer is not None
    assert "không có tài liệu" in (press.answer.text or "")


async def test_an_officer_who_blocked_the_bot_learns_how_to_get_the_tip(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    world.an.person.blocks()
    await world.settle()
    world.an.is_alerted(await world.an.taps("Xem đủ", card), "Bắt đầu", "bấm lại")

    await world.an.starts()
    world.an.skims(world.an.chat)
    await world.an.taps("Xem đủ", card)
    world.an.sees(code, "bẻ khóa", chat=world.an.chat)
    world.an.sees_nothing_new(world.group)


async def test_the_card_says_when_its_reporter_cannot_be_reached(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    world.lan.person.blocks()
    await world.settle()
    world.an.sees(code, "Không tới được người báo", chat=world.group)
    await world.an.taps("Tiếp nhận", card)
    world.an.sees(code, "An Đỗ", "Không tới được người báo", chat=world.group)

    await world.lan.starts()
    world.lan.skims()
    assert "Không tới được" not in (world.an.sees(code, "An Đỗ", chat=world.group).text or "")
