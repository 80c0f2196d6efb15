"""The periodic report: by itself at the cut-off, once, late rather than never; frozen; corrected by a new version."""

from bot.domain.tip import Category
from storage.models import Tip
from tests.scenarios.report_kit import book_of, files, is_picture, journal_head, text_of
from tests.scenarios.stories import NORMAL, URGENT
from tests.world import World


async def test_at_the_cut_off_the_command_gets_the_report_once(world: World) -> None:
    code = await world.lan.reports(*NORMAL)
    await world.stranger("Hoa").reports(*URGENT)
    # From Monday 02/03 at 9:00 to 15/03 at 6:59:59: the month is over, but nobody is woken by it.
    await world.jumps(days=12, hours=21, minutes=59, seconds=59)
    assert not files(world.commander)
    world.look_at_everything()
    await world.jumps(seconds=1)
    for reader in (world.commander, world.chief):
        document, workbook, picture = files(reader, "Báo cáo tháng 3 năm 2026", "Công an phường Bạch Đằng")
        assert "tố giác, tin báo về tội phạm tháng 3 năm 2026" in text_of(document)
        assert "tiếp nhận 2 tin" in text_of(document)
        head = await journal_head(world, before="month 2026-03-14 version 1")
        assert f"Nhật ký nghiệp vụ khi lập: {head}" in text_of(document)
        assert "Tiếp nhận: 2 tin" in (document.caption or "")
        lines = [row[0].value for row in book_of(workbook)["Danh sách tin"].iter_rows(min_row=5)]
        assert code in lines
        assert is_picture(picture)
        assert "lan" not in text_of(document).lower().split()
    assert not files(world.an)
    world.look_at_everything()
    await world.restart()
    await world.jumps(hours=1)
    assert not files(world.commander)
    world.look_at_everything()


async def test_after_an_outage_each_report_comes_once_also_of_a_period_in_which_nothing_happened(world: World) -> None:
    await world.jumps(days=110)  # from 02/03 to 20/06: March, April, May and June, two quarters, half a year
    told = [m.caption or "" for m in files(world.commander, "Báo cáo") if "không phát sinh" in (m.caption or "")]
    assert sorted(line.split("\n")[0] for line in told) == [
        "📊 Báo cáo 6 tháng đầu năm 2026",
        "📊 Báo cáo quý 1 năm 2026",
        "📊 Báo cáo quý 2 năm 2026",
        "📊 Báo cáo tháng 3 năm 2026",
        "📊 Báo cáo tháng 4 năm 2026",
        "📊 Báo cáo tháng 5 năm 2026",
        "📊 Báo cáo tháng 6 năm 2026",
    ]
    world.look_at_everything()
    await world.jumps(hours=2)
    assert not files(world.commander)
    world.look_at_everything()


async def test_the_issued_report_stays_as_it_was_and_a_correction_says_what_changed(world: World) -> None:
    await world.lan.reports(*NORMAL)
    await world.jumps(days=13)
    first = files(world.commander, "Báo cáo tháng 3")
    world.look_at_everything()

    def recount(uow) -> None:  # type: ignore[no-untyped-def]
        for tip in uow.session.query(Tip):
            tip.category = Category.DRUGS

    await world.in_database(recount)
    await _asks_for_march(world, "Gửi lại bản đã lập")
    again = files(world.commander, "Báo cáo tháng 3")
    assert [m.media.bytes for m in again] == [m.media.bytes for m in first]  # type: ignore[union-attr]
    world.commander.sees("Đã lập báo cáo tháng 3 năm 2026, bản 1")
    world.look_at_everything()

    await _asks_for_march(world, "Đếm lại, lập bản sửa")
    world.commander.sees("Đã lập báo cáo tháng 3 năm 2026, bản 2")
    document, workbook, _ = files(world.commander, "Báo cáo tháng 3")
    assert "Bản 2, thay bản 1" in (document.caption or "")
    assert "Tiếp nhận theo loại – Ma túy, Số tin: – → 1" in (document.caption or "")
    assert "Thay đổi so với bản 1" in text_of(document)
    changes = [[cell.value for cell in row] for row in book_of(workbook)["Thay đổi"].iter_rows(min_row=5)]
    assert ["Tiếp nhận theo loại", "Ma túy", "Số tin", "–", 1] in changes
    world.look_at_everything()

    await _asks_for_march(world, "Đếm lại, lập bản sửa")
    world.commander.sees("bản 2", "không có ô nào khác")
    world.look_at_everything()


async def _asks_for_march(world: World, again: str) -> None:
    await world.commander.writes("/baocao")
    for label in ("Tháng", "tháng 3 năm 2026 ✓", again, "✅ Xác nhận"):
        await world.commander.taps(label, world.commander.chat.messages[-1])
