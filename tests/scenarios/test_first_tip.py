"""The main job in one story: a resident tells, the duty group takes it, everybody knows."""

from tests.world import World


async def test_a_tip_goes_from_a_resident_to_an_officer_and_back(world: World) -> None:
    code = await world.lan.reports("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")

    card = world.an.sees(code, "Trộm cắp", "Tổ dân phố số 5", "Chưa ai tiếp nhận", chat=world.group)
    assert card.labels == ["✅ Tiếp nhận", "👁 Xem đủ"]
    press = await world.an.taps("Tiếp nhận", card)

    assert press.answer is not None
    assert code in (press.answer.text or "")
    world.binh.sees(code, "An Đỗ", "tiếp nhận lúc", chat=world.group)
    world.lan.sees("tiếp nhận", code)


async def test_the_second_officer_learns_who_took_it(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    first, second = world.an.taps_at_once("Tiếp nhận", card), world.binh.taps_at_once("Tiếp nhận", card)
    await world.settle()

    assert first.answer is not None
    assert second.answer is not None
    assert second.answer.show_alert
    assert "An Đỗ" in (second.answer.text or "")
    world.an.sees(code, "An Đỗ", chat=world.group)
    world.lan.sees("tiếp nhận", code)
