"""Evidence: sealed at once, whole, and shown to officers in private without a trace of its maker."""

import hashlib
from pathlib import Path

import pytest

from bot.sandbox import pictures
from tests.scenarios.resident_kit import card, code_of, comes_to_review, last, line, review, sends_it
from tests.world import World

RECORDING = b"OggS" + b"loi ke cua ba Lan" * 50


async def test_originals_lie_sealed_on_disk_and_officers_see_copies_in_private(world: World) -> None:
    lan, original = world.lan, pictures.sample(77)
    await comes_to_review(lan)
    await lan.taps("✏️ Ảnh, giấy tờ")
    await lan.acts(lan.person.sends_document("Lan Pham 0912345678.jpg", original, "image/jpeg"))
    await lan.acts(lan.person.sends_voice(RECORDING))
    await lan.taps("✅ Xong", last(lan))
    code = await sends_it(lan)
    lan.skims()

    files = await world.in_database(lambda uow: uow.evidence.of_tip(uow.tips.find(code) or 0))
    assert [file.sha256 for file in files] == [hashlib.sha256(data).hexdigest() for data in (original, RECORDING)]
    on_disk = sorted(world.app.settings.evidence_dir.iterdir())
    assert len(on_disk) == 2
    assert all(original not in path.read_bytes() and RECORDING not in path.read_bytes() for path in on_disk)

    await world.an.taps("📎 Tài liệu (2)", world.an.sees(code, "1 ghi âm, 1 tệp", chat=world.group))
    shown = [m for m in world.an.chat.messages if m.media is not None]
    assert [m.media.kind for m in shown if m.media] == ["document", "voice"]
    assert all(m.protect_content and m.forwarded is None for m in shown)
    assert "Lan" not in str([m.media.file.name for m in shown if m.media])
    assert shown[1].bytes == RECORDING
    assert shown[0].bytes != original
    world.an.sees(code, "SHA-256", chat=world.an.chat)
    world.an.skims()
    assert not [m for m in world.group.messages if m.media is not None]


async def test_a_file_too_big_to_fetch_is_said_at_once_and_counted(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.acts(lan.person.sends_video(size=21 * 1024 * 1024))
    lan.sees("20 MB")
    await lan.taps("Viết tiếp", last(lan))
    assert line(review(lan), "Gửi kèm") == "1 video"
    code = await sends_it(lan)
    lan.skims()

    await world.an.taps("📎 Tài liệu", world.an.sees(code, chat=world.group))
    world.an.sees("lớn hơn 20 MB", code, chat=world.an.chat)


async def test_a_file_whose_size_was_not_told_turns_out_too_big(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    video = lan.person.sends_video()
    assert video.media is not None
    video.media.file.size = 21 * 1024 * 1024  # the update does not know
    await world.settle()
    lan.sees("20 MB")
    await lan.taps_each("Viết tiếp", "✅ Gửi")
    code = code_of(lan)
    lan.skims()
    await world.jumps(hours=1)
    assert sum(call.method == "getFile" for call in world.telegram.calls) == 1
    world.look_at_everything()

    await world.an.taps("📎 Tài liệu", card(lan, code))
    world.an.sees("lớn hơn 20 MB", code, chat=world.an.chat)


async def test_a_late_picture_of_an_album_joins_the_tip_it_belongs_to(world: World) -> None:
    lan = world.lan
    await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    first, _ = await lan.acts(lan.person.sends_album([("photo", None, None), ("photo", None, None)]))
    await lan.taps_each("✅ Xong", "các câu còn lại")
    code = await sends_it(lan)
    assert line(card(lan, code), "Gửi kèm") == "2 ảnh"
    lan.skims()

    await lan.acts(lan.person.adds_to_album(first.album or "", "photo", caption="cổng bị phá"))
    world.an.sees(code, "3 ảnh", "cổng bị phá", chat=world.group)
    lan.sees_nothing_new()


async def test_files_of_a_report_that_was_given_up_are_shown_to_nobody(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.acts(lan.person.sends_photo())
    assert _on_disk(world)
    await lan.taps_each("Viết tiếp", "Thôi không báo", "Bỏ, không gửi")
    assert not _on_disk(world)
    code = await lan.reports("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông", "Đã qua")

    assert line(world.an.sees(code, chat=world.group), "Gửi kèm") == "không có"
    lan.skims()


async def test_a_report_given_up_while_its_file_is_fetched_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan, download = world.lan, world.app.telegram.download

    async def given_up_meanwhile(file_id: str) -> bytes:
        data = await download(file_id)
        await world.in_database(lambda uow: uow.evidence.discard([1]))
        return data

    monkeypatch.setattr(world.app.telegram, "download", given_up_meanwhile)
    await lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    await lan.acts(lan.person.sends_photo())
    lan.skims()
    file = await world.in_database(lambda uow: uow.evidence.get(1))
    assert (file.state, file.wrapped_key) == ("discarded", None)
    assert not _on_disk(world)


def _on_disk(world: World) -> list[Path]:
    return list(world.app.settings.evidence_dir.iterdir())
