"""Files that officers do not get, or of which nobody knows whether they got them: they are told, in private."""

import hashlib
import io

from PIL import Image

from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from storage.evidence import MOST_TRIES
from tests.world import World

STORY = "Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông"
OWNER = "Pham Thi Lan"


def _photo(size: tuple[int, int] = (640, 480)) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = OWNER
    data = io.BytesIO()
    Image.new("1", size).save(data, "JPEG", exif=exif)
    return data.getvalue()


async def _reports_with(world: World, *files: tuple[str, bytes]) -> Message:
    """A tip with these documents; the card in the group."""
    await world.lan.writes(STORY)
    for name, data in files:
        # Whatever it is, the phone says that it is a picture.
        world.lan.person.sends_document(name, data, "image/jpeg")
    await world.settle()
    await world.lan.presses_on("Đã qua")
    world.lan.skims()
    return world.an.sees("BD-", chat=world.group)


def _files_at(world: World) -> list[Message]:
    return [m for m in world.an.chat.messages if m.media and m.sender is world.stage.bot]


async def test_a_picture_that_cannot_be_redrawn_stays_sealed(world: World) -> None:
    cut_off, giant = _photo()[:1500], _photo((8000, 6300))
    assert OWNER.encode() in cut_off
    card = await _reports_with(world, ("a.jpg", cut_off), ("b.jpg", giant))
    await world.an.taps("Tài liệu (2)", card)
    assert not _files_at(world)
    for original in (giant, cut_off):
        sha = hashlib.sha256(original).hexdigest()
        world.an.sees("BD-", sha[:16], "không chuyển qua Telegram", "chỉ huy", chat=world.an.chat)
    await world.nothing_broke()


async def test_a_document_is_named_and_stays_sealed(world: World) -> None:
    pdf = b"%PDF-1.7 /Author (Pham Thi Lan)" + bytes(5000)
    card = await _reports_with(world, ("don.jpg", pdf), ("quay.jpg", b"\0\0\0\x14ftypqt  " + bytes(90)))
    await world.an.taps("Tài liệu (2)", card)
    assert not _files_at(world)
    world.an.sees("loại PDF", "5 KB", hashlib.sha256(pdf).hexdigest()[:16], "niêm phong", chat=world.an.chat)
    world.an.sees("loại video", "niêm phong", chat=world.an.chat)
    await world.nothing_broke()


async def test_an_officer_is_asked_once_to_press_again_when_nobody_knows_what_arrived(world: World) -> None:
    card = await _reports_with(world, ("a.jpg", _photo()), ("b.jpg", _photo((64, 48))))
    world.telegram.faults.add(Fault.cut_before(), method="sendDocument", times=2)
    await world.an.taps("Tài liệu (2)", card)
    world.an.sees("không rõ tài liệu đã tới chưa", "BD-", "bấm lại 📎", chat=world.an.chat)
    world.an.sees_nothing_new(world.an.chat)

    world.telegram.faults.add(Fault.cut_before(), method="sendDocument")
    await world.jumps(seconds=5)
    await world.an.taps("Tài liệu (2)", card)
    world.an.sees("không rõ tài liệu đã tới chưa", chat=world.an.chat)
    assert len(_files_at(world)) == 1
    await world.jumps(seconds=5)
    await world.an.taps("Tài liệu (2)", card)
    assert len(_files_at(world)) == 3
    world.an.skims(world.an.chat)


async def test_a_file_that_telegram_lost_is_given_up_and_the_officer_knows(world: World) -> None:
    world.telegram.faults.add(Fault.server_error(502), method="getFile")
    card = await _reports_with(world, ("a.jpg", _photo()))
    for message in world.lan.chat.messages:
        if message.media:
            message.media.file.ids.clear()
    world.telegram.files._by_id.clear()
    await world.an.taps("Tài liệu (1)", card)
    world.an.sees("đang được tải về", chat=world.an.chat)
    for _ in range(MOST_TRIES + 1):
        await world.jumps(minutes=31)
    world.look_at_everything()
    asked = _times_asked(world)
    await world.jumps(hours=2)
    world.look_at_everything()
    assert _times_asked(world) == asked

    await world.an.taps("Tài liệu (1)", card)
    world.an.sees("không lấy được từ Telegram", "BD-", chat=world.an.chat)


def _times_asked(world: World) -> int:
    return sum(call.method == "getFile" for call in world.telegram.calls)
