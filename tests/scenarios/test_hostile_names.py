"""Names that would be something else than names: of accounts, of files, of people in a list."""

import io
import unicodedata

from PIL import Image

from bot.sandbox.messages import Message
from tests.scenarios.test_resident_traps import clickable
from tests.world import World

TRAP = "Bì\u202enh\u200b /tin @admin x.vn <b>{code}</b> a\u0301\u0302\u0303\u0304\u0305\u0306"

FILES = ("../../etc/passwd", "C:\\x.exe", "a\nb\r\x00.jpg", "\u202egpj.exe", "x" * 255, "=cmd|' /C calc'!A0.jpg")


def _hidden(message: Message) -> list[str]:
    said = message.text or message.caption or ""
    return [hex(ord(c)) for c in said if unicodedata.category(c) in {"Cc", "Cf"} and c not in "\n\u2060"]


async def test_an_account_that_calls_itself_by_a_trap_is_named_and_nothing_more(world: World) -> None:
    guest = world.stranger(TRAP)
    world.an.person.adds(guest.person, world.group)
    world.an.skims(world.group)
    await guest.starts(await world.invitation("trực ban"))
    guest.sees("Đã nhận lời mời")
    asked = world.commander.sees("đã nhận lời mời", "Bình")
    assert not clickable(asked)
    assert not _hidden(asked)
    await world.commander.taps("Duyệt", asked)
    world.commander.skims()
    world.chief.skims(world.chief.chat)
    guest.skims(guest.chat)

    code = await world.lan.reports()
    await guest.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    card = world.an.sees(code, "tiếp nhận lúc", chat=world.group)
    assert not clickable(card)
    assert not _hidden(card)
    world.lan.skims()
    world.an.skims(world.group)
    await world.nothing_broke()


async def test_a_file_goes_by_the_code_of_its_tip_whatever_it_was_called(world: World) -> None:
    data = io.BytesIO()
    Image.new("RGB", (64, 48)).save(data, "JPEG")
    await world.lan.writes("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông")
    for name in (
        "../../etc/passwd",
        "C:\\x.exe",
        "a\nb\r\x00.jpg",
        "\u202egpj.exe",
        "x" * 255,
        "=cmd|' /C calc'!A0.jpg",
    ):
        world.lan.person.sends_document(name, data.getvalue(), "application/x-msdownload")
    await world.settle()
    await world.lan.presses_on("Đã qua")
    world.lan.skims()
    card = world.an.sees("BD-", chat=world.group)
    await world.an.taps("Tài liệu (6)", card)
    files = [m for m in world.an.chat.messages if m.media and m.sender is world.stage.bot]
    names = {m.media.file.name for m in files if m.media}
    assert len(files) == len(names) == 6
    code = next(word for word in (card.text or "").split() if word.startswith("BD-"))
    assert all(name.startswith(f"{code}-") and name.endswith(".jpg") for name in names)
    stored = sorted(path.name for path in world.app.settings.evidence_dir.iterdir())
    assert len(stored) == 6
    assert all(name.removesuffix(".sealed").isdigit() for name in stored)
    world.an.skims(world.an.chat)
    await world.nothing_broke()
