"""Who reported is nowhere in clear: not in logs, errors, cards, officers' chats, the database's bytes, the folder."""

import asyncio
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from PIL import Image

from bot.domain.people import Role, Unit
from bot.sandbox.faults import Fault
from bot.sandbox.presses import Press
from tests.contracts.everywhere import carried_away, kept, noted_presses, seen_by_others
from tests.contracts.leaks import LEAKS
from tests.scenarios.case_kit import fills
from tests.world import Actor, World

NAME, FAMILY, USERNAME = "Zylphương", "Qwenhạnh", "zylphuong_quen_1987"
PHONE, GUARDIAN_PHONE = "0987654321", "0976543210"
FILE_NAME = "cua_chi_Zylphuong.jpg"
CALLER, CALLER_PHONE = "Vyxkiều", "0965432109"


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[list[object]]:
    """Every record of every library at DEBUG, and every event of ours before anything is filtered."""
    caplog.set_level(logging.DEBUG)
    events: list[object] = []

    def keep(_: object, __: str, event: object) -> str:
        events.append(event)
        raise structlog.DropEvent

    with structlog.testing.capture_logs(processors=[keep]):
        yield events


def _canaries(actor: Actor) -> list[bytes]:
    number = actor.person.id
    kept = (NAME, FAMILY, USERNAME, PHONE, PHONE[1:], GUARDIAN_PHONE[1:], CALLER, CALLER_PHONE[1:], FILE_NAME)
    texts = (*kept, str(number), f"{number:,}")
    numbers = (number.to_bytes(8, "big"), number.to_bytes(8, "little"), number.to_bytes(5, "big"))
    dotted = f"{PHONE[:4]} {PHONE[4:7]} {PHONE[7:]}", f"{PHONE[:4]}.{PHONE[4:7]}.{PHONE[7:]}"
    return [*(t.encode() for t in (*texts, *dotted)), *(t.encode("utf-16-le") for t in texts), *numbers]


def _hits(canaries: list[bytes], where: str, data: bytes) -> list[str]:
    folded = data.lower()
    return [f"{where}: {canary!r}" for canary in canaries if canary.lower() in folded]


async def _walk(world: World, zyl: Actor) -> None:
    """A whole life of a tip, with whatever goes wrong on the way."""
    await zyl.starts()
    await zyl.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    zyl.person.sends_document(FILE_NAME, _picture(), "image/jpeg")
    zyl.person.shares_contact()
    await world.settle()
    await zyl.presses_on("Giữ bí mật")
    await zyl.taps("Gửi thêm")
    await zyl.writes("Nhớ ra xe màu đỏ")
    world.look_at_everything()
    card = next(m for m in world.group.messages if "Tiếp nhận" in "".join(m.labels))
    await world.an.taps("Xem đủ", card)
    await world.an.taps("Tài liệu", card)
    await world.an.taps("Tiếp nhận", card)
    await zyl.writes("/start")
    await zyl.taps("Tin đã gửi")
    await zyl.taps("BD-")
    await zyl.taps("Xin được bảo vệ")


async def _is_handled(world: World, zyl: Actor) -> None:
    """Every step of casework, and everybody who sees something of it."""
    an, commander = world.an, world.commander
    mai = world.stranger("Mai")
    await mai.starts()
    key = world.app.workplace.keyring.blind(mai.person.id)
    await world.in_database(lambda uow: uow.people.enrol(key, "Mai Trần", Role.UNIT, unit=Unit.CULTURE))
    await fills(an, "Phân công", "Bình Lê")
    await fills(an, "Phân loại", "Tố giác", "Trộm cắp", "Không", "Quả tang")
    await fills(an, "Ghi chú", "Đã xem camera đầu ngõ")
    await _is_asked(an, zyl)
    await fills(an, "Chuyển", "Chuyển hòa giải", "Tranh chấp", "24 giờ")
    await fills(mai, "Trả lại", "Có dấu hiệu hình sự")
    await fills(an, "Kết thúc", "Không đủ căn cứ", "Không ai thấy")
    await commander.taps("Mở lại", next(m for m in reversed(world.group.messages) if "🔓 Mở lại" in m.labels))
    await commander.writes("Có thêm nhân chứng")
    await commander.taps("Xác nhận")
    await an.taps("Xem đủ", next(m for m in reversed(world.group.messages) if "👁 Xem đủ" in m.labels))
    await an.taps("📄 Giấy tờ")
    assert [m for m in an.chat.messages if m.media and m.media.file.name.startswith("trich-tin")]
    world.look_at_everything()


async def _is_asked(an: Actor, zyl: Actor) -> None:
    """Asked how to be reached, the reporter gives the own number, and a file that tells who made it."""
    await fills(an, "Hỏi người báo", "Cách liên lạc an toàn")
    await zyl.taps("✍️ Trả lời")
    await zyl.writes("Nhắn ở đây là được")
    await zyl.acts(zyl.person.shares_contact())
    await zyl.acts(zyl.person.sends_document(FILE_NAME, _picture(), "image/jpeg"))
    await zyl.taps("✅ Xong")
    await fills(an, "Hỏi người báo", "Ông/bà còn nhớ gì nữa không?")
    await zyl.taps("Không muốn trả lời")
    await an.taps("Tài liệu")


async def _corrects_numbers(world: World, zyl: Actor) -> None:
    """Numbers that are given where the bot asks for them, and edited while the questions go on and after the last."""
    await zyl.writes("cháu học lớp 9, cứu với, có thằng cầm dao đang phá cửa")
    await zyl.taps_each("Đánh nhau", "Tổ dân phố số 3", "✅ Gửi", "✅ Xong")
    await zyl.taps_each("Không có", "Bỏ qua", "Không rõ", "Giữ bí mật")
    assert "để lại số điện thoại" in (zyl.chat.messages[-1].text or "")
    number = await zyl.writes(PHONE)
    zyl.person.edits(number, GUARDIAN_PHONE)
    await world.settle()
    guardian = await zyl.writes(f"mẹ cháu {PHONE}")
    assert zyl.open_question() is None
    for message, text in ((guardian, f"bố cháu {GUARDIAN_PHONE}"), (number, PHONE)):
        zyl.person.edits(message, text)
        await world.settle()
    assert zyl.open_question() is None
    world.look_at_everything()


async def _is_told_by_telephone(world: World) -> None:
    """An officer writes down who called; but for the officer's own words, it is nowhere but in the vault."""
    an = world.an
    await an.writes("/nhap")
    told = ("Gọi điện", "mất xe đạp trước chợ", "Trộm cắp", "Tổ dân phố số 3", "Bỏ qua", "Bỏ qua", "Bỏ qua", "Bỏ qua")
    for answer in (*told, "giữ bí mật", CALLER, CALLER_PHONE, "Vừa nhận", "Tôi xử lý", "✅ Xác nhận"):
        form = an.chat.messages[-1]
        await (an.taps(answer, form) if any(answer in label for label in form.labels) else an.writes(answer))
    assert "Xin đọc mã cho người báo" in (an.chat.messages[-1].text or "")


async def _asks_about_own_data(world: World, zyl: Actor) -> None:
    """A correction with a number in it, and a copy; the commander looks at both and answers them."""
    await zyl.writes("/start")
    await zyl.taps_each("Thông tin của tôi", "Xin sửa")
    await zyl.writes(f"Số của tôi là {PHONE}, không phải {GUARDIAN_PHONE}")
    await zyl.writes("/start")
    await zyl.taps_each("Thông tin của tôi", "Xin bản sao")
    await world.commander.writes("/yeucau")
    await fills(world.commander, "Trả lời", "Đồng ý")
    assert [m for m in zyl.chat.messages if m.media and m.sender is world.stage.bot]
    await world.jumps(days=3)


async def _stumble(world: World, zyl: Actor) -> None:
    """Everything that may go wrong goes wrong."""
    for fault in (Fault.cut_after(), Fault.malformed(), Fault.server_error(502), Fault.cut_before()):
        world.telegram.faults.add(fault, method="sendMessage", chat=zyl.chat)
        await zyl.writes("/start")
        await world.jumps(seconds=61)
    world.telegram.inject_update({"message": {"message_id": "x", "from": zyl.person.view(), "chat": "y"}})
    world.telegram.inject_update({"callback_query": {"id": 1, "from": zyl.person.view(), "data": {"phone": PHONE}}})
    await world.settle()
    zyl.person.edits(await zyl.writes(f"Gọi tôi số {PHONE}"), f"Gọi tôi số {GUARDIAN_PHONE}")
    await zyl.writes("/moi")
    zyl.person.blocks()
    await world.settle()
    await world.passes(hours=1)
    await world.restart()
    await world.an.writes("/giaoban", to=world.group)
    await world.an.writes("/moi", to=world.group)
    await world.an.writes("/sotheodoi 03/2026", "/baocao từ 01/03 đến 05/03")
    names = {m.media.file.name for m in world.an.chat.messages if m.media and m.sender is world.stage.bot}
    assert {".docx", ".xlsx"} <= {Path(name).suffix for name in names}


def _picture() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = f"{NAME} {PHONE}"
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "blue").save(data, "JPEG", exif=exif)
    return data.getvalue()


async def test_nobody_finds_the_reporter(
    world: World,
    everything_logged: list[object],
    caplog: pytest.LogCaptureFixture,
    tmp_path_factory: pytest.TempPathFactory,
    capfd: pytest.CaptureFixture[str],
) -> None:
    presses = noted_presses(world)
    zyl = Actor(world, world.telegram.create_person(NAME, last_name=FAMILY, username=USERNAME, phone=PHONE))
    await _walk(world, zyl)
    await _is_handled(world, zyl)
    await _corrects_numbers(world, zyl)
    await _asks_about_own_data(world, zyl)
    await _is_told_by_telephone(world)
    await _stumble(world, zyl)
    world.look_at_everything()

    canaries = _canaries(zyl)
    assert _hits(canaries, "self-test", zyl.chat.messages[0].chat.person.view()["username"].encode())  # type: ignore[union-attr]
    logged = _logged(caplog, everything_logged) + "".join(capfd.readouterr()).encode()
    looked = [("logs", logged), *await _everywhere(world, zyl, presses, tmp_path_factory.mktemp("commands"))]
    assert {leak.place for leak in LEAKS} == {place for place, _ in looked}, "the story left something everywhere"
    assert not [hit for place, data in looked for hit in _hits(canaries, place, data)]


async def _everywhere(world: World, zyl: Actor, presses: list[Press], folder: Path) -> list[tuple[str, bytes]]:
    """With what is kept last, when the commands have left there what they leave."""
    seen = list(seen_by_others(world, zyl.person, presses))
    seen += await asyncio.to_thread(lambda: list(carried_away(world, folder)))
    return [*seen, *kept(world)]


def _logged(caplog: pytest.LogCaptureFixture, events: list[object]) -> bytes:
    # The emulator logs what it serves: it stands for Telegram, which knows everything anyway. At DEBUG, Pillow logs
    # what it reads in a picture; bot.logs lets no library's words through (test_logs.py).
    records = [r for r in caplog.records if not r.name.startswith(("aiohttp.access", "aiohttp.server", "PIL"))]
    lines = [f"{r.getMessage()} {r.exc_text or ''} {r.args}" for r in records]
    return "\n".join([*lines, *map(str, events)]).encode()


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_whatever_leaks_is_seen_in_its_place(
    world: World,
    everything_logged: list[object],
    caplog: pytest.LogCaptureFixture,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One deliberate leak after the other, each with a word of its own."""
    presses = noted_presses(world)
    zyl = Actor(world, world.telegram.create_person(NAME, last_name=FAMILY, username=USERNAME, phone=PHONE))
    await world.leader.reports()
    words = {f"zylq{number:03}": leak for number, leak in enumerate(LEAKS)}
    for word, leak in words.items():
        await leak.lets_out(world, monkeypatch, word)
    looked = [
        ("logs", _logged(caplog, everything_logged)),
        *await _everywhere(world, zyl, presses, tmp_path_factory.mktemp("commands")),
    ]
    world.look_at_everything()
    for word, leak in words.items():
        assert leak.place in {place for place, data in looked if _hits([word.encode()], place, data)}, leak
    assert {leak.place for leak in LEAKS} == {place for place, _ in looked}, "each place has a leak that is seen there"
