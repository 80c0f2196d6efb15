"""Files as evidence: who saw each of them, that nothing was changed, and what comes when all is over."""

import asyncio

from sqlalchemy import update

from bot.sandbox import pictures
from bot.sandbox.faults import Fault
from storage.models import EvidenceFile
from tests.scenarios.case_kit import fills
from tests.scenarios.resident_kit import card, comes_to_review, last, sends_it
from tests.world import World

VOICE = b"OggS" + b"mot nguoi ke" * 40


async def _reports_with_files(world: World) -> str:
    """A photo, a voice note and a paper that officers get only as a line; An took the tip on."""
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps("✏️ Ảnh, giấy tờ")
    await lan.acts(lan.person.sends_document("anh.jpg", pictures.sample(7), "image/jpeg"))
    await lan.acts(lan.person.sends_voice(VOICE))
    await lan.acts(lan.person.sends_document("don.pdf", b"%PDF-1.7 don", "application/pdf"))
    await lan.taps("✅ Xong", last(lan))
    code = await sends_it(lan)
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    world.look_at_everything()
    return code


async def test_the_commander_sees_who_looked_at_each_file_and_when(world: World) -> None:
    code = await _reports_with_files(world)
    await world.an.taps("Tài liệu (3)")
    await world.jumps(minutes=5)
    await world.binh.taps("Tài liệu (3)")
    await world.binh.taps("Xem đủ")
    world.look_at_everything()
    await world.commander.writes(f"/tin {code}")
    full = world.commander.sees(code, chat=world.commander.chat)
    await world.commander.taps("Ai đã xem", full)

    told = (world.commander.sees("Ai đã xem tin", code).text or "").splitlines()
    five_past = "09 giờ 05 ngày 02/03/2026"
    assert told[1] == f"Nội dung tin: Bình Lê ({five_past}), Hải Ngô ({five_past})"
    assert told[2].endswith("chưa ai xem")
    assert "(tệp, SHA-256" in told[3]
    assert "(ghi âm, SHA-256" in told[4]
    for line in told[3:5]:
        assert "An Đỗ (09 giờ 00" in line
        assert "Bình Lê (09 giờ 05" in line
    assert told[5].endswith("chưa ai xem"), "a paper that was withheld was seen by nobody"
    world.an.sees_nothing_new()


async def test_only_the_commander_sees_who_looked(world: World) -> None:
    code = await _reports_with_files(world)
    await world.an.writes(f"/tin {code}")
    full = world.an.sees(code, chat=world.an.chat)
    assert not any("Ai đã xem" in label for label in full.labels)
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    world.an.is_alerted(await world.an.forges(f"d1:viewers:{tip_id}:", full), "do chỉ huy làm")


async def test_a_file_of_which_nobody_knows_whether_it_arrived_counts_as_perhaps_seen(world: World) -> None:
    code = await _reports_with_files(world)
    world.telegram.faults.add(Fault.cut_after(), method="sendVoice", chat=world.an.chat)
    await world.an.taps("Tài liệu (3)")
    world.look_at_everything()
    await world.commander.writes(f"/tin {code}")
    world.commander.skims()
    await world.commander.taps("Ai đã xem")
    told = (world.commander.sees("Ai đã xem tin").text or "").splitlines()
    assert ["không rõ đã tới máy" in line for line in told[3:6]] == [False, True, False]


async def test_who_left_since_is_still_named(world: World) -> None:
    code = await _reports_with_files(world)
    await world.an.taps("Tài liệu (3)")
    world.an.person.leaves(world.group)
    await world.settle()
    world.look_at_everything()
    await world.commander.writes(f"/tin {code}")
    world.commander.skims()
    await world.commander.taps("Ai đã xem")
    assert (world.commander.sees("Ai đã xem tin").text or "").count("An Đỗ") == 2


async def test_an_original_that_was_changed_raises_an_alarm_and_is_shown_to_nobody(world: World) -> None:
    code = await _reports_with_files(world)
    photo, voice, _ = sorted(
        await asyncio.to_thread(lambda: list(world.app.settings.evidence_dir.iterdir())), key=lambda path: path.name
    )
    photo.write_bytes(photo.read_bytes()[:-1] + b"x")
    voice.unlink()
    await world.an.taps("Tài liệu (3)")
    assert not [m for m in world.an.chat.messages if m.media and m.sender is world.stage.bot]
    for _ in range(2):
        world.an.sees("không còn nguyên vẹn", code, chat=world.an.chat)
    world.an.sees("PDF", code, chat=world.an.chat)
    for boss in (world.commander, world.chief):
        for _ in range(2):
            boss.sees("SHA-256 không khớp", code, chat=boss.chat)
    await world.binh.taps("Tài liệu (3)")
    world.binh.skims(world.binh.chat)
    assert not [m for m in world.binh.chat.messages if m.media and m.sender is world.stage.bot]
    world.commander.sees_nothing_new(world.commander.chat)


async def test_a_hash_that_was_changed_in_the_database_raises_an_alarm(world: World) -> None:
    code = await _reports_with_files(world)
    await world.in_database(
        lambda uow: uow.session.execute(update(EvidenceFile).where(EvidenceFile.id == 2).values(sha256="0" * 64))
    )
    await world.an.taps("Tài liệu (3)")
    received = [m.media.kind for m in world.an.chat.messages if m.media and m.sender is world.stage.bot]
    assert received == ["document"]
    world.an.skims(world.an.chat)
    for boss in (world.commander, world.chief):
        boss.sees("tài liệu số 2", code, "SHA-256 không khớp", chat=boss.chat)


async def test_a_late_picture_joins_its_tip_also_when_that_is_closed(world: World) -> None:
    lan, an = world.lan, world.an
    await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    first, _ = await lan.acts(lan.person.sends_album([("photo", None, None), ("photo", None, None)]))
    await lan.taps_each("✅ Xong", "các câu còn lại")
    code = await sends_it(lan)
    await an.taps("Tiếp nhận", an.sees(code, "2 ảnh", chat=world.group))
    await fills(an, "Kết thúc", "Hướng dẫn", "Tranh chấp vay mượn")
    world.look_at_everything()

    for _ in range(2):
        await lan.acts(lan.person.adds_to_album(first.album or "", "photo"))
    assert "4 ảnh" in (card(lan, code).text or "")
    assert "đã kết thúc" in (an.sees(code, "4 ảnh", "cập nhật mới chưa xem", chat=world.group).text or "")
    an.sees(code, "người báo vừa gửi thêm", chat=world.group)
    an.sees_nothing_new(world.group)
    lan.sees_nothing_new()
    await an.taps("Tài liệu (4)")
    assert len([m for m in an.chat.messages if m.media and m.sender is world.stage.bot]) == 4
    an.skims(an.chat)


async def test_no_command_and_no_button_brings_a_file_into_the_group(world: World) -> None:
    code = await _reports_with_files(world)
    await world.an.taps_each("Tài liệu (3)", "Xem đủ")
    for command in (f"/tin {code}", "/moi", "/giaoban", f"/xem {code}"):
        await world.an.writes(command, to=world.group)
    await world.an.acts(world.an.person.replies(card(world.lan, code), "cho xem ảnh"))
    await fills(world.an, "Phân công", "Bình")
    world.look_at_everything()
    assert not [m for m in world.group.messages if m.media]
    assert [m for m in world.an.chat.messages if m.media and m.sender is world.stage.bot]


async def test_a_video_that_turns_out_too_big_is_not_said_to_who_wants_no_word(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps_each("✏️ Danh tính", "🔕 Đừng nhắn lại", "🔒 Giữ bí mật")
    code = await sends_it(lan)
    world.look_at_everything()
    world.telegram.faults.add(Fault.server_error(502), method="getFile")
    await lan.taps("Gửi thêm")
    video = lan.person.sends_video()
    assert video.media is not None
    await world.settle()
    lan.skims()
    video.media.file.size = 21 * 1024 * 1024
    await world.jumps(hours=1)
    lan.sees_nothing_new()
    world.look_at_everything()
    await world.an.taps("📎 Tài liệu", card(lan, code))
    world.an.sees("lớn hơn 20 MB", code, chat=world.an.chat)
