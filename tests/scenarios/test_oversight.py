"""Oversight sees counts and broken limits, never what a tip says; it asks why, and the command answers."""

from tests.scenarios.stories import NORMAL
from tests.world import Actor, World


async def _watcher(world: World) -> Actor:
    watcher = world.stranger("Thu")
    await world.enrols(watcher, "Theo dõi, giám sát")
    world.look_at_everything()
    return watcher


async def test_figures_without_content_and_the_question_why_so_late(world: World) -> None:
    watcher = await _watcher(world)
    code = await world.lan.reports("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    await world.jumps(hours=2)
    world.look_at_everything()
    await watcher.writes("/so_lieu từ 01/03 đến 02/03")
    await watcher.taps("✅ Xác nhận", watcher.chat.messages[-1])
    told = watcher.sees("Số liệu giám sát", code)
    words = told.text or ""
    assert "Tiếp nhận tin: giữ đúng 0, để quá 1" in words
    assert "số nhỏ, không tách riêng): 1" in words
    assert "chưa có" in words
    for content in ("Sirius", "Trộm cắp", "Tổ dân phố số 5", "bẻ khóa", "Lan"):
        assert content not in words
    world.look_at_everything()

    press = await watcher.taps("Vì sao chậm", told)
    watcher.is_alerted(press, "Đã hỏi chỉ huy")
    question = world.commander.sees("Cơ quan giám sát hỏi", code)
    world.chief.sees("Cơ quan giám sát hỏi", code)
    watcher.is_alerted(await watcher.taps("Vì sao chậm", told), "đã được hỏi")

    await world.jumps(days=1, minutes=1)
    world.commander.sees("Chưa trả lời cơ quan giám sát", code)
    world.look_at_everything()
    await world.commander.taps("Trả lời", question)
    await world.commander.writes("Hỏi anh Nam số 0912345678")
    world.commander.sees("không có số điện thoại")
    await world.commander.writes("Tin đến lúc đổi ca, mạng mất 20 phút")
    preview = world.commander.sees("gửi tới cơ quan giám sát", "đổi ca")
    await world.commander.taps("✅ Xác nhận", preview)
    watcher.sees("trả lời vì sao chậm", code, "đổi ca, mạng mất 20 phút")
    world.look_at_everything()

    await watcher.writes(f"/so_lieu {code.lower()}")
    assert not watcher.sees("Hạn bị để quá của tin", code, "đổi ca").labels
    world.commander.is_alerted(await world.commander.taps("Trả lời", question), "đã được trả lời")
    await world.jumps(days=2)
    assert "Chưa trả lời" not in str([m.text for m in world.commander.chat.messages[-20:] if not world.looked_at(m)])
    world.look_at_everything()


async def test_oversight_gets_its_figures_at_the_cut_off_and_nobody_else_may_ask(world: World) -> None:
    watcher = await _watcher(world)
    await world.jumps(days=13)
    watcher.sees("Số liệu giám sát", "tháng 3 năm 2026", "không phát sinh")
    assert not [m for m in watcher.chat.messages if m.media]
    world.look_at_everything()
    for somebody in (world.an, world.lan, world.leader):
        await somebody.writes("/so_lieu")
        assert "cần số liệu" not in str(somebody.chat.messages[-1].text)
    await watcher.writes("/baocao")
    await watcher.writes("/moi")
    assert "cần báo cáo" not in str(watcher.chat.messages[-1].text)
    world.look_at_everything()


async def test_a_forged_question_finds_nothing(world: World) -> None:
    watcher = await _watcher(world)
    code = await world.lan.reports(*NORMAL)
    await watcher.writes(f"/so_lieu {code}")
    shown = watcher.sees("không có hạn nào bị để quá")
    watcher.is_alerted(await watcher.forges(f"g1:why:{code}:ack", shown), "đã cũ")
    watcher.is_alerted(await watcher.forges("g1:answer:1:", shown), "chỉ huy")
    world.look_at_everything()
