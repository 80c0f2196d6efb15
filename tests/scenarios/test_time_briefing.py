"""The daily briefing: at its hour, once, with right figures, late rather than never."""

from bot.domain.tip import Urgency
from tests.scenarios.crowd import many_tips
from tests.scenarios.report_kit import journal_head, last_line
from tests.scenarios.stories import DANGER, NORMAL, URGENT
from tests.world import World


async def test_the_briefing_comes_at_seven_with_the_figures_of_the_day(world: World) -> None:
    taken, waiting = await world.lan.reports(*NORMAL), await world.stranger("Hoa").reports(*URGENT)
    card = world.an.sees(taken, chat=world.group)
    await world.jumps(minutes=6)
    await world.an.taps("Tiếp nhận", card)
    await world.stranger("Dũng").reports(*DANGER)
    await world.jumps(hours=21, minutes=53, seconds=59)
    world.look_at_everything()
    world.an.sees_nothing_new(world.group)

    await world.jumps(seconds=1)
    told = world.an.sees("Bản tin giao ban", "Công an phường Bạch Đằng", chat=world.group).text or ""
    assert "Từ 09 giờ 00 ngày 02/03/2026 đến trước 07 giờ 00 ngày 03/03/2026" in told
    assert "Tiếp nhận trong kỳ: 3 tin" in told
    for line in ("Cờ bạc, cá độ: 1", "Cướp, cướp giật, cưỡng đoạt: 1", "Đánh nhau, gây thương tích: 1"):
        assert line in told
    assert "Đã có người tiếp nhận trong kỳ: 1" in told
    assert "(trung vị): 6 phút" in told
    assert "Đang xử lý: 1" in told
    assert "Chưa ai tiếp nhận: 2, trong đó quá hạn 2" in told
    assert waiting in told
    assert taken not in told
    assert world.an.sees("Tin tiếp nhận 7 ngày qua", chat=world.group).media, "the days as a chart"

    await world.jumps(hours=1)
    world.an.sees_nothing_new(world.group)
    world.look_at_everything()


async def test_the_briefing_ends_with_the_journals_head_at_that_moment(world: World) -> None:
    seen = []
    for hours in (22, 24):
        await world.stranger("Hoa").reports(*URGENT)
        await world.jumps(hours=hours, seconds=-1)
        head = await journal_head(world)
        world.look_at_everything()
        await world.jumps(seconds=1)
        seen.append(last_line(world.an.sees("Bản tin giao ban", chat=world.group).text))
        assert seen[-1] == f"🔏 Nhật ký nghiệp vụ: {head}"
        world.look_at_everything()
    assert seen[0] != seen[1]


async def test_a_quiet_day_says_so(world: World) -> None:
    await world.jumps(hours=22)
    world.an.sees("Kỳ này không phát sinh tin mới", "Chưa ai tiếp nhận: 0", chat=world.group)
    await world.jumps(hours=24)
    told = world.an.sees("không phát sinh", chat=world.group).text or ""
    assert "Từ 07 giờ 00 ngày 03/03/2026 đến trước 07 giờ 00 ngày 04/03/2026" in told
    world.an.sees_nothing_new(world.group)


async def test_after_an_outage_every_missed_period_is_briefed_on_once(world: World) -> None:
    await world.jumps(days=3)
    for day in ("03", "04", "05"):
        world.an.sees(f"đến trước 07 giờ 00 ngày {day}/03/2026", chat=world.group)
    world.an.sees("Bản tin tuần", chat=world.group)
    await world.restart()
    await world.jumps(hours=1)
    world.an.sees_nothing_new(world.group)


async def test_a_tip_at_the_very_hour_belongs_to_the_next_day(world: World) -> None:
    await world.jumps(hours=21, minutes=59, seconds=59)
    await many_tips(world, Urgency.NORMAL)
    await world.jumps(seconds=1)
    await many_tips(world, Urgency.NORMAL, Urgency.NORMAL)
    world.an.sees("Tiếp nhận trong kỳ: 1 tin", chat=world.group)
    world.look_at_everything()
    await world.jumps(hours=24)
    world.an.sees("Tiếp nhận trong kỳ: 2 tin", chat=world.group)
    world.look_at_everything()


async def test_the_figures_are_right_however_many_wait(world: World) -> None:
    await many_tips(world, *[Urgency.NORMAL] * 45)
    await world.jumps(hours=22)
    world.an.sees("Tiếp nhận trong kỳ: 45 tin", "Chưa ai tiếp nhận: 45, trong đó quá hạn 45", chat=world.group)
    world.look_at_everything()


async def test_what_was_asked_for_in_between_does_not_replace_it(world: World) -> None:
    await world.an.writes("/giaoban", to=world.group)
    world.an.sees("Bản tin giao ban", chat=world.group)
    await world.jumps(hours=22)
    world.an.sees("Từ 09 giờ 00 ngày 02/03/2026", "07 giờ 00 ngày 03/03/2026", chat=world.group)
