"""The law changes, or the ward has it otherwise: new work follows the ward's own limits, running work keeps its own."""

from collections.abc import Callable

from sqlalchemy import select

from bot.domain.clocks import ClockKey, Wanted, changed, read_limit, read_spans
from storage.models import TipClock
from storage.unit_of_work import UnitOfWork
from tests.scenarios.case_kit import fills, taken
from tests.scenarios.test_time_roster import FIRST, puts
from tests.world import World


def sets(key: ClockKey, limit: str, source: str = "", warn: str = "1h") -> Callable[[UnitOfWork], None]:
    """What ``tinbao change-clock`` does."""

    def set_it(uow: UnitOfWork) -> None:
        rule = changed(
            uow.clocks.rules()[key], Wanted(limit=read_limit(limit), warnings=read_spans(warn), source=source or None)
        )
        uow.clocks.set_rule(key, rule)

    return set_it


async def test_what_runs_keeps_its_limit_and_what_comes_follows_the_new_one(world: World) -> None:
    an = world.an
    running = await taken(world, an)
    await world.in_database(sets(ClockKey.NOTIFY_PROCURACY, "2d", "Thông tư <05> Điều 3"))
    await world.in_database(sets(ClockKey.TRANSFER_24H, "12h"))
    new = await world.stranger("Hoa").reports()
    await an.taps("✅ Tiếp nhận", an.sees(new, chat=world.group))
    await fills(an, "Phân công", "An Đỗ")
    an.sees(new, "24 giờ ngày 04/03/2026", "Thông tư <05> Điều 3", chat=world.group)
    world.look_at_everything()
    await world.jumps(days=1)
    world.look_at_everything()
    await an.writes("/hangio")
    lines = (an.sees("Việc đến hạn trong 3 ngày").text or "").splitlines()
    old_line, new_line = (next(x for x in lines if code in x and "Viện kiểm sát" in x) for code in (running, new))
    assert "05/03/2026" in old_line
    assert "BLTTHS Điều 146.5" in old_line
    assert "04/03/2026" in new_line
    assert "Thông tư <05> Điều 3" in new_line
    # It turns serious now: by the limit that holds now.
    await an.writes(f"/tin {running}")
    await fills(an, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Quả tang")
    an.sees(running, "21 giờ 00 ngày 03/03/2026", "TTLT 01/2017", chat=world.group)
    await world.in_database(lambda uow: uow.clocks.set_rule(ClockKey.NOTIFY_PROCURACY, None))
    last = await world.stranger("Minh").reports()
    await an.taps("✅ Tiếp nhận", an.sees(last, chat=world.group))
    await fills(an, "Phân công", "An Đỗ")
    an.sees(last, "24 giờ ngày 06/03/2026", "BLTTHS Điều 146.5", chat=world.group)
    world.look_at_everything()


async def test_the_commander_on_duty_hears_that_it_is_late_and_the_others_do_not(world: World) -> None:
    await puts(world.commander, FIRST, "An Đỗ", "⭐ Sơn")
    await world.in_database(sets(ClockKey.TRANSFER_7D, "2h"))
    code = await taken(world, world.an)
    await fills(world.an, "Phân công", "An Đỗ")
    world.look_at_everything()
    await world.jumps(hours=1, minutes=59)
    world.look_at_everything()
    await world.jumps(minutes=2)
    world.chief.sees("Đến hạn theo luật", code, "đã quá")
    world.commander.sees_nothing_new(world.commander.chat)
    world.look_at_everything()


async def test_danger_is_spoken_of_at_night_also_where_the_ward_gives_it_days(world: World) -> None:
    """And also when the tip turns to danger only later."""
    await world.in_database(sets(ClockKey.DANGER, "1d", warn="22h"))
    code = await taken(world, world.an)
    await world.jumps(hours=5)
    await world.lan.taps("Gửi thêm")
    await world.lan.writes("cứu với, có người cầm dao đuổi chém ở tổ 5")
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    query = select(TipClock.speak_at).where(TipClock.tip_id == tip_id, TipClock.slot == ClockKey.DANGER)
    asked = await world.in_database(lambda uow: uow.session.scalar(query))
    assert asked is not None
    assert f"{asked.astimezone(world.app.workplace.settings.timezone):%H:%M}" == "02:00"
    world.look_at_everything()
