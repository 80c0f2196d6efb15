"""/baocao: an officer chooses a period or types days; a message says how far it is; two presses make one report."""

from sqlalchemy import func, select

from storage.models import IssuedReport
from tests.scenarios.report_kit import files, text_of
from tests.scenarios.stories import NORMAL
from tests.world import World


async def test_days_that_are_typed_and_two_presses_at_once(world: World) -> None:
    await world.lan.reports(*NORMAL)
    world.look_at_everything()
    await world.jumps(hours=1)
    await world.an.writes("/baocao từ 01/03 đến 02/03")
    form = world.an.sees("Báo cáo", "từ 01/03/2026 đến 02/03/2026")
    world.an.taps_at_once("✅ Xác nhận", form)
    await world.an.taps("✅ Xác nhận", form)
    world.an.sees("Đã lập báo cáo từ 01/03/2026 đến 10:00 02/03/2026", "bản 1")
    document, _, _ = files(world.an, "Báo cáo từ 01/03/2026 đến 10:00 02/03/2026")
    assert "tiếp nhận 1 tin" in text_of(document)
    assert await world.in_database(lambda uow: uow.session.scalar(select(func.count()).select_from(IssuedReport))) == 1
    world.look_at_everything()


async def test_a_running_period_and_typing_at_the_question(world: World) -> None:
    await world.an.writes("/baocao")
    await world.an.taps("Tháng", world.an.sees("cần báo cáo kỳ nào"))
    await world.an.writes("hôm nọ")
    world.an.sees("Bot chưa hiểu ngày")
    await world.an.taps("tháng 3 năm 2026 (đến nay)", world.an.chat.messages[-1])
    await world.an.taps("✅ Xác nhận", world.an.chat.messages[-1])
    world.an.sees("Đã lập báo cáo từ 15/02/2026 đến 09:00 02/03/2026")
    assert len(files(world.an, "không phát sinh")) == 1
    world.look_at_everything()


async def test_who_may_not(world: World) -> None:
    for somebody in (world.lan, world.leader):
        await somebody.writes("/baocao")
        assert not files(somebody)
    await world.an.writes("/baocao", to=world.group)
    world.look_at_everything()
    assert not files(world.an)


async def test_without_the_libraries_the_figures_come_in_words_with_the_cure(world: World, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("bot.services.reports.sending.has_extra", lambda *_: False)
    monkeypatch.setitem(__import__("sys").modules, "bot.services.reports.document", None)
    await world.an.writes("/baocao 01/03")
    await world.an.taps("✅ Xác nhận", world.an.chat.messages[-1])
    world.an.sees("Báo cáo từ 01/03/2026 đến 01/03/2026", "không phát sinh", "tinbao[reports]")
    world.look_at_everything()
