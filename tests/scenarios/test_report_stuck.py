"""A report that cannot be counted rests and is set aside at last; those behind it are made meanwhile."""

from sqlalchemy import update

from bot.domain.periods import PeriodKind, period_at, previous, until, year_before
from bot.services.reports.gather import cut_offs_of
from bot.services.reports.issuing import freeze
from storage.models import IssuedReport
from storage.unit_of_work import UnitOfWork
from tests.scenarios.report_kit import files
from tests.world import World


def _spoils_last_year(uow: UnitOfWork) -> None:
    """What was issued a month and a year before cannot be read: every comparison of this month with it fails."""
    cut_offs = cut_offs_of(uow.settings)
    month = period_at(PeriodKind.MONTH, uow.now, cut_offs)
    a_year_before = [year_before(period, cut_offs) for period in (month, until(month, uow.now, cut_offs))]
    for period in (previous(month, cut_offs), *a_year_before):
        issued, _ = freeze(uow, period)
        uow.session.execute(update(IssuedReport).where(IssuedReport.id == issued.id).values(figures=b"junk"))


async def test_a_report_that_cannot_be_counted_blocks_none_and_is_set_aside(world: World) -> None:
    an, boss = world.an, world.commander
    await world.in_database(_spoils_last_year)
    await an.writes("/baocao")
    await an.taps("Tháng", an.sees("cần báo cáo kỳ nào"))
    await an.taps("tháng 3 năm 2026 (đến nay)", an.chat.messages[-1])
    await an.taps("✅ Xác nhận", an.chat.messages[-1])
    an.sees("Đang lập báo cáo")
    await boss.writes("/baocao từ 01/03 đến 02/03")
    await boss.taps("✅ Xác nhận", boss.sees("từ 01/03/2026"))
    boss.sees("Đã lập báo cáo từ 01/03/2026")
    assert files(boss, "Báo cáo từ 01/03/2026")
    world.look_at_everything()
    for minutes in (1, 5, 30):
        await world.jumps(minutes=minutes)
        boss.sees_nothing_new(boss.chat)
    await world.jumps(minutes=121)
    an.sees("Chưa lập được báo cáo")
    boss.sees("chưa lập được báo cáo", "các báo cáo khác vẫn được lập")
    world.look_at_everything()
    # The month is over on 14/03, and so is the quarter, which is compared with nothing that is spoiled.
    await world.jumps(days=14)
    assert files(boss, "Báo cáo quý 1 năm 2026")
    assert not files(boss, "Báo cáo tháng 3")
    world.look_at_everything()
    for minutes in (2, 6, 31, 121):
        await world.jumps(minutes=minutes)
    boss.sees("chưa lập được báo cáo tháng 3 năm 2026")
    world.look_at_everything()
