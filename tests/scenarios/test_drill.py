"""/dientap: a practice tip goes the whole way, is measured, and leaves no trace in any figure."""

from datetime import timedelta

from bot.domain.people import Unit
from bot.sandbox.messages import Message
from storage.unit_of_work import UnitOfWork
from tests.scenarios.case_kit import fills, taken
from tests.scenarios.test_time_roster import FIRST, puts
from tests.world import World


async def _drill(world: World, kind: str = "Tin nguy hiểm") -> Message:
    """The commander orders one. Returns its card."""
    await world.commander.writes("/dientap")
    await world.commander.taps(kind, world.commander.sees("Diễn tập", "không vào số liệu"))
    world.commander.sees("Đã gửi tin tập", "DTAP-")
    return world.an.sees("DIỄN TẬP", "DTAP-", chat=world.group)


def _code(card: Message) -> str:
    return next(word for word in (card.text or "").split() if word.startswith("DTAP-"))


def _figures(uow: UnitOfWork) -> tuple[object, ...]:
    """Everything the ward counts, over all time."""
    start, end = uow.now - timedelta(days=30), uow.now + timedelta(days=30)
    home = uow.ward.neighbourhoods()[0].id
    return (
        uow.figures.of(start, end),
        uow.figures.lines(start, end),
        uow.tips.counts(start, end),
        uow.tips.acknowledged_between(start, end),
        uow.tips.closed_between(start, end),
        uow.tips.median_wait(start, end),
        uow.tips.count_acknowledged(),
        uow.tips.in_hand(),
        uow.tips.unacknowledged(real=True),
        uow.overviews.of_group(home, (), start),
        uow.overviews.of_unit(Unit.CULTURE, start),
        uow.clocks.running(end, 500),
        uow.clocks.count_late(),
    )


async def test_a_drill_is_marked_taken_measured_and_closed(world: World) -> None:
    card = await _drill(world)
    code = _code(card)
    assert (card.text or "").splitlines()[0].startswith("🎯 DIỄN TẬP 🔴 · DTAP-")
    assert "Không có thật" in (card.text or "")
    await world.commander.writes("/dientap")
    again = world.commander.sees("Diễn tập", "Chọn loại tin")
    world.commander.is_alerted(await world.commander.taps("Tin thường", again), "chưa ai tiếp nhận", code)

    await world.jumps(minutes=2, seconds=5)
    await world.binh.taps("✅ Tiếp nhận", card)
    world.an.sees(f"Diễn tập {code}", "Bình Lê tiếp nhận sau 2 phút 5 giây, đúng hạn 5 phút", chat=world.group)
    world.an.sees(code, "DIỄN TẬP", "Bình Lê", chat=world.group)
    world.commander.sees(f"Diễn tập {code}", "2 phút 5 giây")
    world.lan.sees_nothing_new()

    await fills(world.binh, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Không thuộc diện")
    world.binh.is_alerted(await world.binh.taps("Chuyển"), "Tin tập không chuyển ra ngoài")
    await fills(world.binh, "Kết thúc", "Hướng dẫn", "Tập xong")
    world.an.sees("DIỄN TẬP", code, "Kết thúc", chat=world.group)
    world.look_at_everything()
    await world.binh.writes(f"/tin {code}")
    read = world.binh.sees(code, "Tình huống tập")
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    world.binh.is_alerted(await world.binh.forges(f"d1:papers:{tip_id}:", read), "không lập giấy tờ")
    world.look_at_everything()
    await world.jumps(days=2)
    world.look_at_everything()
    await world.nothing_broke()


async def test_a_drill_that_nobody_takes_climbs_the_ladder_and_ends_by_itself(world: World) -> None:
    await puts(world.commander, FIRST, "An Đỗ", "⭐ Hải")
    code = _code(await _drill(world))
    await world.jumps(minutes=5)
    world.an.sees("1 tin quá hạn tiếp nhận", code, chat=world.group)
    await world.jumps(minutes=10)
    escalated = world.commander.sees("Báo cáo chỉ huy", code)
    await world.jumps(minutes=10)
    world.chief.sees("Trưởng Công an phường", code)
    await world.commander.taps(code, escalated)
    world.commander.sees(f"Diễn tập {code}", "Hải Ngô tiếp nhận sau 25 phút 0 giây, quá hạn 5 phút")
    world.look_at_everything()

    left = _code(await _drill(world, "Tin thường"))
    await world.jumps(hours=24)
    world.an.sees(f"Diễn tập {left}", "không ai tiếp nhận", chat=world.group)
    world.look_at_everything()
    await world.an.writes("/moi")
    world.an.sees("Không có tin nào chờ")
    await world.jumps(hours=3)
    assert not [m for m in world.chief.chat.messages[-3:] if left in (m.text or "") and not world.looked_at(m)]
    world.look_at_everything()


async def test_a_drill_enters_no_figure_no_search_and_nothing_similar(world: World) -> None:
    real = await taken(world, world.an)
    waiting = await world.stranger("Hoa").reports()
    world.look_at_everything()
    before = await world.in_database(_figures)
    card = await _drill(world, "Tin thường")
    code = _code(card)
    assert await world.in_database(_figures) == before

    await world.an.taps("✅ Tiếp nhận", card)
    world.look_at_everything()
    assert await world.in_database(_figures) == before
    await world.an.writes(f"/tin {code}")
    await fills(world.an, "Phân loại", "Tin báo", "Trộm cắp", "Không", "Không thuộc diện")
    await world.an.writes(f"/tin {code}")
    await fills(world.an, "Kết thúc", "Hướng dẫn", "Tập xong")
    world.look_at_everything()
    assert await world.in_database(_figures) == before

    await world.jumps(minutes=1)
    await world.an.writes("/giaoban")
    told = world.an.sees("Tiếp nhận trong kỳ: 2 tin", "Đang xử lý: 1", waiting).text or ""
    assert "DTAP" not in told
    for asked in ("trộm cắp", "hôm nay", "đã xong", "đang xử lý"):
        await world.an.writes(f"/tim {asked}")
        world.an.skims(world.an.chat)
        assert code not in (world.an.chat.messages[-1].text or ""), asked
    await world.an.writes(f"/tim {code}")
    world.an.sees("Tin tìm được", code)
    await world.an.writes(f"/tin {real}")
    assert code not in (world.an.sees(real).text or "")
    world.look_at_everything()


async def test_only_the_command_orders_one_and_only_in_private(world: World) -> None:
    await world.commander.writes("/dientap")
    asked = world.commander.sees("Diễn tập")
    for actor in (world.an, world.leader, world.lan):
        await actor.writes("/dientap")
        actor.sees("chưa có tên" if actor is world.lan else "Việc này do chỉ huy làm")
        press = await actor.forges("c1:drill:danger:", asked)
        assert press.answer is not None
        assert press.answer.show_alert
    for wrong in ("", "urgent", "x"):
        world.commander.is_alerted(await world.commander.forges(f"c1:drill:{wrong}:", asked), "lịch đã thay đổi")
    assert not [m for m in world.group.messages if "DIỄN TẬP" in (m.text or "")]
    world.look_at_everything()
