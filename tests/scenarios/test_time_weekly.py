"""The weekly digest in the duty group, from Thursday to Wednesday, with its chart; charts with the briefing."""

from tests.scenarios.stories import NORMAL, URGENT
from tests.world import World


async def test_the_week_is_told_on_thursday_with_a_chart(world: World) -> None:
    await world.lan.reports(*NORMAL)
    await world.stranger("Hoa").reports(*URGENT)
    await world.jumps(days=2, hours=21, minutes=59, seconds=59)  # Thursday 05/03, a second before seven
    world.look_at_everything()
    await world.jumps(seconds=1)
    told = world.an.sees("Bản tin tuần", "tuần từ 26/02/2026 đến 04/03/2026", chat=world.group).text or ""
    for line in ("Tiếp nhận: 2 (so tuần trước +2)", "Đang xác minh: 2", "Cờ bạc, cá độ: 1"):
        assert line in told
    chart = world.an.sees("Biểu đồ tuần từ 26/02/2026", chat=world.group)
    assert chart.media is not None
    assert chart.media.bytes.startswith(b"\x89PNG")
    world.look_at_everything()
    await world.restart()
    await world.jumps(hours=1)
    fresh = [m.text or m.caption or "" for m in world.group.messages if not world.looked_at(m)]
    assert not [told for told in fresh if "tuần" in told]
    world.look_at_everything()


async def test_after_an_outage_each_week_is_told_once_and_a_quiet_one_says_so(world: World) -> None:
    await world.jumps(days=12)
    world.an.sees("tuần từ 26/02/2026 đến 04/03/2026", "không phát sinh", chat=world.group)
    world.an.sees("tuần từ 05/03/2026 đến 11/03/2026", "không phát sinh", chat=world.group)
    world.look_at_everything()
    await world.jumps(hours=1)
    world.an.sees_nothing_new(world.group)
    world.look_at_everything()


async def test_without_the_library_the_digest_comes_as_text(world: World, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("bot.services.reports.sending.has_extra", lambda *_: False)
    await world.lan.reports(*NORMAL)
    await world.jumps(hours=22)
    world.an.sees("Bản tin giao ban", "Tiếp nhận trong kỳ: 1 tin", chat=world.group)
    assert not [m for m in world.group.messages if m.media]
    world.look_at_everything()
