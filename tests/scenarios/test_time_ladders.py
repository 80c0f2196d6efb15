"""Tips that are in somebody's hands: nobody owns them, nobody goes on, nobody confirms, nobody answers."""

import pytest

from bot.domain.people import Role, Unit
from tests.scenarios.case_kit import classified, fills, taken
from tests.scenarios.stories import DANGER, NORMAL, URGENT
from tests.world import Actor, World

STILL_ASKED = ("lâu chưa có gì mới. Còn xử lý không?", "An Đỗ")


@pytest.fixture
async def mai(world: World) -> Actor:
    """Somebody of the Phòng VH-XH, where small civil disputes are mediated."""
    actor = world.stranger("Mai")
    await actor.starts()
    key = world.app.workplace.keyring.blind(actor.person.id)
    await world.in_database(lambda uow: uow.people.enrol(key, "Mai Trần", Role.UNIT, unit=Unit.CULTURE))
    world.look_at_everything()
    return actor


async def _owned(world: World, *told: str) -> str:
    """A tip that An took on and owns, since 09:00."""
    code = await taken(world, world.an, *told)
    await fills(world.an, "Phân công", "An Đỗ")
    world.look_at_everything()
    return code


async def test_a_tip_that_nobody_owns_is_asked_for_in_the_group_and_then_of_the_commander(world: World) -> None:
    an, commander = world.an, world.commander
    code = await taken(world, an)
    await world.jumps(hours=1, minutes=59)
    an.sees_nothing_new(world.group)
    await world.jumps(minutes=1)
    reminder = an.sees("1 tin đã tiếp nhận mà chưa có người phụ trách", code, "An Đỗ", "đến hạn", chat=world.group)
    await world.jumps(hours=2)
    commander.sees("Báo cáo chỉ huy: 1 tin đã tiếp nhận mà chưa có người phụ trách", code, "quá hạn 2 giờ")
    an.sees_nothing_new(world.group)
    await an.writes("/hangio")
    an.sees("1 tin cần xem lại", code, "4 giờ chưa phân công")

    await an.taps(f"Phân công {code}", reminder)
    await an.taps("Bình Lê")
    await an.taps("Xác nhận")
    an.sees(code, "Bình Lê", chat=world.group)
    world.look_at_everything()
    await world.jumps(hours=7)
    world.binh.sees_nothing_new()
    commander.sees_nothing_new(commander.chat)


async def test_whoever_says_that_they_go_on_is_asked_again_later_and_not_at_night(world: World) -> None:
    an = world.an
    code = await _owned(world)
    await world.jumps(hours=8)
    question = an.sees(*STILL_ASKED, code, "8 giờ", chat=an.chat)
    press = await an.taps(f"Vẫn đang xử lý {code}", question)
    assert press.answer is not None
    assert f"Đã ghi: tin {code}" in (press.answer.text or "")

    await world.jumps(hours=8)  # 01:00
    an.sees_nothing_new()
    await world.jumps(hours=5)
    question = an.sees(*STILL_ASKED, code, "13 giờ", "quá hạn 5 giờ", chat=an.chat)
    await an.taps("Hẹn 4 giờ", question)
    await world.jumps(hours=3, minutes=59)
    an.skims(world.group)  # the briefing
    an.sees_nothing_new()
    await world.jumps(minutes=1)
    await an.taps("Sáng mai", an.sees(*STILL_ASKED, code, chat=an.chat))

    await world.jumps(hours=21, minutes=59)
    an.skims(world.group)  # the briefing
    an.sees_nothing_new()
    await world.jumps(minutes=1)  # 08:00
    an.sees(*STILL_ASKED, code, chat=an.chat)
    world.look_at_everything()


async def test_a_tip_that_nobody_goes_on_with_waits_to_be_acknowledged_again(world: World) -> None:
    an, binh, commander = world.an, world.binh, world.commander
    code = await _owned(world)
    await world.jumps(hours=8)
    question = an.sees(*STILL_ASKED, code, chat=an.chat)
    await world.jumps(hours=1, minutes=59)
    an.sees_nothing_new()
    await world.jumps(minutes=1)
    for hearer, chat in ((an, world.group), (commander, commander.chat)):
        hearer.sees("1 tin trở lại chờ tiếp nhận vì không ai trả lời", code, chat=chat)
    an.sees(code, "Chưa ai tiếp nhận", chat=world.group)
    an.is_alerted(await an.taps("Vẫn đang xử lý", question), "chưa ai tiếp nhận")

    await world.jumps(minutes=15)
    again = an.sees("1 tin quá hạn tiếp nhận", code, chat=world.group)
    await binh.taps(f"Tiếp nhận {code}", again)
    an.sees(code, "Bình Lê", chat=world.group)
    world.lan.sees_nothing_new()
    await binh.writes(f"/tin {code}")
    binh.sees("Hệ thống: trả tin về chờ tiếp nhận")


async def test_any_work_on_a_tip_is_an_answer(world: World) -> None:
    an = world.an
    code = await _owned(world)
    await world.jumps(hours=7)
    await fills(an, "Ghi chú", "Đã gọi cho bảo vệ khu phố")
    await world.jumps(hours=7, minutes=59)
    an.sees_nothing_new()
    await an.writes(f"/tin {code}")
    await an.taps("Vẫn đang xử lý", an.sees("Ghi chú", code, chat=an.chat))
    world.look_at_everything()
    await world.jumps(minutes=1)
    an.sees_nothing_new()


async def test_the_group_is_asked_for_an_owner_who_cannot_be_reached(world: World) -> None:
    an, binh = world.an, world.binh
    code = await _owned(world)
    an.person.blocks()
    await world.jumps(hours=8)
    question = binh.sees(*STILL_ASKED, code, chat=world.group)
    press = await binh.taps("3 ngày", question)
    assert press.answer is not None
    assert "17 giờ 00 ngày 05/03/2026" in (press.answer.text or "")


async def test_several_of_one_owner_are_one_message_danger_first(world: World) -> None:
    an = world.an
    first = await _owned(world)
    await world.jumps(minutes=10)
    danger = await _owned(world, *DANGER)
    await an.taps("Đã gọi")
    world.look_at_everything()
    await world.jumps(hours=8)
    question = an.sees("2 tin lâu chưa có gì mới", first, danger, chat=an.chat)
    assert (question.text or "").index(danger) < (question.text or "").index(first)
    an.sees_nothing_new()


async def test_who_receives_a_tip_is_reminded_before_it_goes_back(world: World, mai: Actor) -> None:
    an = world.an
    code = await taken(world, an)
    await fills(an, "Chuyển", "Chuyển hòa giải", "Tranh chấp lối đi chung", "24 giờ")
    world.look_at_everything()
    await world.jumps(hours=18)  # 03:00
    mai.sees_nothing_new()
    await world.jumps(hours=3)
    reminder = mai.sees("1 tin đã chuyển mà nơi nhận chưa xác nhận", code, "còn trong hạn")
    await mai.taps(f"Đã nhận {code}", reminder)
    an.sees(code, "đã kết thúc", "hòa giải", chat=world.group)
    world.lan.sees(code, "bộ phận hòa giải")


async def test_a_unit_that_nobody_can_reach_is_an_alarm(world: World, mai: Actor) -> None:
    an = world.an
    code = await taken(world, an)
    await fills(an, "Chuyển", "Chuyển hòa giải", "Tranh chấp lối đi chung", "24 giờ")
    world.look_at_everything()
    mai.person.blocks()
    await world.jumps(hours=21)
    an.sees("nơi nhận chưa xác nhận", code, chat=world.group)
    for boss in (world.commander, world.chief):
        boss.sees("1 tin đã chuyển mà nơi nhận không có ai nhận được")


async def test_a_question_is_put_once_more_and_then_whoever_asked_is_told(world: World) -> None:
    an, lan = world.an, world.lan
    code = await _in_order(world)
    await fills(an, "Hỏi người báo", "Xe màu gì ạ?")
    world.look_at_everything()
    await world.jumps(hours=24)
    again = lan.sees(code, "vẫn mong được ông/bà cho biết thêm", "Xe màu gì ạ?")
    assert again.labels == ["✍️ Trả lời", "🤷 Tôi không biết", "🚫 Không muốn trả lời"]
    world.look_at_everything()
    await world.jumps(hours=24)
    an.sees("1 tin có câu hỏi mà người báo chưa trả lời", code, chat=an.chat)
    world.look_at_everything()
    await lan.taps("Tôi không biết", again)
    world.look_at_everything()
    await world.jumps(hours=47)
    lan.sees_nothing_new()
    assert not [m for m in an.chat.messages if "chưa trả lời" in (m.text or "") and not world.looked_at(m)]
    world.look_at_everything()


async def test_whoever_answered_is_not_asked_again(world: World) -> None:
    an, lan = world.an, world.lan
    await _in_order(world)
    await fills(an, "Hỏi người báo", "Xe màu gì ạ?")
    await lan.taps("Tôi không biết")
    world.look_at_everything()
    await world.jumps(hours=24)
    lan.sees_nothing_new()
    world.look_at_everything()


async def _in_order(world: World) -> str:
    """A tip with an owner and a class, of which only the law's clocks speak."""
    code = await classified(world, world.an)
    await fills(world.an, "Phân công", "An Đỗ")
    world.look_at_everything()
    return code


async def _closed(world: World) -> str:
    code = await _in_order(world)
    await fills(world.an, "Kết thúc", "Hướng dẫn", "Tranh chấp dân sự")
    return code


async def test_two_weeks_later_its_reporter_is_asked_whether_all_is_well(world: World) -> None:
    lan = world.lan
    code = await _closed(world)
    lan.sees(code, "Mọi việc đã ổn chưa")
    world.look_at_everything()
    await world.jumps(days=13, hours=23)
    lan.sees_nothing_new()
    await world.jumps(hours=1)
    await lan.taps("Chưa ổn", lan.sees(code, "kết thúc được hai tuần", "Mọi việc đã ổn chưa"))
    lan.sees(code)
    world.an.sees("Người báo tin", code, "chưa ổn", chat=world.group)
    world.look_at_everything()


async def test_a_bot_that_comes_back_at_night_does_not_wake_the_reporter_or_the_officers(world: World) -> None:
    """What fell due by day while nobody was there waits for the morning too."""
    an, lan = world.an, world.lan
    code = await _closed(world)
    world.look_at_everything()
    await world.jumps(days=13, hours=22)  # 07:00
    other = await taken(world, an)
    world.look_at_everything()
    await world.jumps(hours=17)  # at midnight; both were due by day
    lan.sees_nothing_new()
    an.sees_nothing_new(world.group)
    await world.jumps(hours=6)
    lan.sees(code, "kết thúc được hai tuần", "Mọi việc đã ổn chưa")
    an.sees("1 tin đã tiếp nhận mà chưa có người phụ trách", other, chat=world.group)
    world.look_at_everything()


@pytest.mark.parametrize("why", ["well already", "wants no replies", "told something false"])
async def test_who_has_no_need_of_that_question_is_not_asked(world: World, why: str) -> None:
    lan = world.lan
    if why == "told something false":
        code = await _in_order(world)
        await world.commander.writes(f"/tin {code}")
        await fills(world.commander, "sai sự thật", "Camera cho thấy xe vẫn ở nhà")
    else:
        await _closed(world)
    if why == "well already":
        await lan.taps("Đã ổn")
    if why == "wants no replies":
        await world.in_database(lambda uow: uow.tips.set_no_reply(1, no_reply=True))
    world.look_at_everything()
    await world.jumps(days=15)
    lan.sees_nothing_new()
    world.look_at_everything()


async def test_at_night_the_usual_waits_for_the_morning_and_danger_does_not(world: World) -> None:
    an = world.an
    await world.jumps(hours=14)  # 23:00
    usual = await world.lan.reports(*NORMAL)
    urgent = await world.stranger("Hoa").reports(*URGENT)
    world.look_at_everything()
    await world.jumps(hours=1)
    late = an.sees("1 tin quá hạn tiếp nhận", urgent, chat=world.group)
    assert usual not in (late.text or "")
    world.look_at_everything()
    await world.jumps(hours=6)
    an.sees("quá hạn tiếp nhận", usual, "quá hạn 6 giờ 45 phút", chat=world.group)
    world.look_at_everything()


async def test_a_ward_may_set_its_quiet_hours_or_have_none(world: World) -> None:
    an = world.an
    await world.restart(quiet_from=world.app.settings.quiet_to)
    await world.jumps(hours=14)
    usual = await world.lan.reports(*NORMAL)
    an.sees(usual, chat=world.group)
    await world.jumps(minutes=15)
    an.sees("1 tin quá hạn tiếp nhận", usual, chat=world.group)
