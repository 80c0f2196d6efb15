"""A tip that is sent on stays the ward's until whom it was sent to confirms."""

import pytest

from bot.domain.people import Role, Unit
from tests.scenarios.case_kit import classified, fills, taken
from tests.world import Actor, World

MEDIATION = ("Chuyển hòa giải", "Tranh chấp lối đi chung", "24 giờ")


@pytest.fixture
async def mai(world: World) -> Actor:
    """Somebody of the Phòng VH-XH, where small civil disputes are mediated."""
    actor = world.stranger("Mai")
    await actor.starts()
    key = world.app.workplace.keyring.blind(actor.person.id)
    await world.in_database(lambda uow: uow.people.enrol(key, "Mai Trần", Role.UNIT, unit=Unit.CULTURE))
    world.look_at_everything()
    return actor


async def test_a_dispute_goes_to_mediation_and_is_confirmed_there(world: World, mai: Actor) -> None:
    an, lan = world.an, world.lan
    code = await taken(world, an)
    await fills(an, "Chuyển", *MEDIATION)
    an.sees(code, "chờ xác nhận đến", chat=world.group)
    lan.sees_nothing_new()

    handed = mai.sees(code, "Mất trộm xe Sirius", "Xin xác nhận trước")
    assert "Lan" not in (handed.text or "")
    await mai.taps("Bên nhận đã nhận", handed)
    an.sees(code, "đã kết thúc", "hòa giải", chat=world.group)
    lan.sees(code, "bộ phận hòa giải")
    late = await mai.taps("Bên nhận đã nhận", handed)
    mai.is_alerted(late, "đã kết thúc")
    lan.sees_nothing_new()


async def test_mediation_sends_back_what_shows_signs_of_a_crime(world: World, mai: Actor) -> None:
    an = world.an
    code = await taken(world, an)
    await fills(an, "Chuyển", *MEDIATION)
    an.sees(code, "chờ xác nhận", chat=world.group)
    mai.sees(code)
    await fills(mai, "Trả lại", "Có dấu hiệu đe dọa bằng dao")
    an.sees(code, "bị trả lại", chat=world.group)
    an.sees(code, "📥", chat=world.group)
    await an.taps("Xem đủ")
    an.sees("Mai Trần: trả lại – Có dấu hiệu đe dọa bằng dao")
    world.lan.sees_nothing_new()


async def test_what_nobody_confirms_comes_back_with_an_alarm(world: World) -> None:
    an = world.an
    code = await classified(world, an)
    await fills(an, "Chuyển", "Cơ quan CSĐT", "Cơ quan CSĐT Công an thành phố", "12/PC-CAP", "Hôm nay", "24 giờ")
    an.sees(code, "chờ xác nhận đến 09 giờ 00 ngày 03/03/2026", chat=world.group)
    await world.jumps(hours=23, minutes=59)
    an.sees("Bản tin giao ban", chat=world.group)
    an.sees("1 tin đã chuyển mà nơi nhận chưa xác nhận", code, "còn trong hạn", chat=an.chat)
    an.sees_nothing_new(world.group)
    await world.passes(minutes=1)
    an.sees(code, "quá hạn chưa ai xác nhận", chat=world.group)
    an.sees(code, "đã phân loại", chat=world.group)
    for boss in (world.commander, world.chief):
        boss.sees(code, "không ai xác nhận")
    await world.jumps(hours=1)
    an.sees_nothing_new(world.group)


async def test_the_desk_confirms_for_a_body_that_is_not_here(world: World) -> None:
    an, lan = world.an, world.lan
    code = await classified(world, an)
    await fills(an, "Chuyển", "Cơ quan CSĐT", "Cơ quan CSĐT Công an thành phố", "12/PC-CAP", "05/02/2026", "7 ngày")
    card = an.sees(code, "chờ xác nhận", chat=world.group)
    await an.taps("Bên nhận đã nhận", card)
    an.sees(code, "Chuyển Cơ quan CSĐT", "đã kết thúc", chat=world.group)
    lan.sees(code, "cơ quan điều tra")
    await world.jumps(hours=200)
    lan.sees_nothing_new()
    world.look_at_everything()


async def test_another_unit_cannot_confirm_what_was_not_sent_to_it(world: World, mai: Actor) -> None:
    an = world.an
    code = await classified(world, an)
    await fills(an, "Chuyển", "Cơ quan CSĐT", "Cơ quan CSĐT Công an thành phố", "12/PC-CAP", "Hôm nay", "24 giờ")
    card = an.sees(code, "chờ xác nhận", chat=world.group)
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    forged = await mai.forges(f"d1:confirm:{tip_id}:", card)
    mai.is_alerted(forged, "chưa có tên trong danh sách làm việc này")
    an.sees_nothing_new(world.group)
