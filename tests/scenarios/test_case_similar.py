"""Tips that may tell of the same are proposed with the reason, and never joined by themselves."""

from tests.scenarios.case_kit import taken
from tests.world import World

BIKE = "Mất trộm xe Sirius 15B1-123.45 ở tổ 5 tối qua, bị bẻ khóa"
SAME_PLATE = "Thấy thằng lạ dắt xe biển 15b1 12345 ở tổ 7 chiều qua, chắc xe trộm"
FAR = "Quán nước ở tổ 3 ghi lô đề chiều nào cũng đông"


async def test_a_shared_plate_is_said_on_the_card_and_in_private(world: World) -> None:
    an = world.an
    first = await world.lan.reports(BIKE)
    card = an.sees(first, chat=world.group)
    assert "liên quan" not in (card.text or "")
    second = await world.stranger("Hoa").reports(SAME_PLATE)
    an.sees(second, "Có thể liên quan", f"{first} (cùng biển số)", chat=world.group)
    an.sees_nothing_new(world.group)

    await an.writes(f"/tin {second}")
    full = an.sees(second, "Có thể liên quan", first, chat=an.chat)
    await an.taps(f"👁 {first}", full)
    an.sees(first, "bẻ khóa", f"{second} (cùng biển số)", chat=an.chat)
    an.sees(first, f"{second} (cùng biển số)", chat=world.group)


async def test_same_kind_same_place_about_the_same_time(world: World) -> None:
    an = world.an
    first = await world.lan.reports("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    an.sees(first, chat=world.group)
    other = await world.stranger("Hoa").reports(FAR, "Đã qua")
    assert "liên quan" not in (an.sees(other, chat=world.group).text or "")
    second = await world.stranger("Mai").reports("Bị trộm mất xe đạp ở tổ 5 tối qua")
    an.sees(second, f"{first} (cùng loại việc, cùng tổ dân phố, gần giờ)", chat=world.group)


async def test_an_update_brings_a_proposal_and_an_old_tip_is_none(world: World) -> None:
    an, hoa = world.an, world.stranger("Hoa")
    await world.lan.reports(BIKE)
    await world.jumps(days=8)
    fresh = await world.stranger("Mai").reports("Vừa thấy xe 15B1-123.45 ở tổ 3, mất trộm tuần trước")
    world.look_at_everything()
    second = await hoa.reports("Mất trộm xe đạp ở tổ 6 tối qua")
    assert "liên quan" not in (an.sees(second, chat=world.group).text or "")
    await hoa.taps("Gửi thêm")
    await hoa.writes("Kẻ gian đi xe 15B1-123.45")
    hoa.skims()
    an.sees(second, f"Có thể liên quan: {fresh} (cùng biển số)", chat=world.group)


async def test_at_most_three_are_proposed(world: World) -> None:
    codes = [await world.stranger(f"Khách {n}").reports(BIKE) for n in range(5)]
    world.an.sees(codes[4], chat=world.group)
    card = next(m for m in reversed(world.group.messages) if (m.text or "").count(codes[4]))
    assert sum(code in (card.text or "") for code in codes[:4]) == 3
    world.look_at_everything()


async def test_the_number_of_a_reporter_links_no_tips(world: World) -> None:
    """The same person may tell of two things; the index must not say so."""
    lan = world.lan
    lan.person.phone = "0900000123"
    await lan.reports("Mất trộm xe Sirius ở tổ 5 tối qua, gọi tôi số 0900 000 123")
    second = await lan.reports("Quán nước ở tổ 3 ghi lô đề, gọi tôi 0900000123", "Đã qua")
    card = world.an.sees(second, chat=world.group)
    world.look_at_everything()
    assert card is not None


async def test_a_tip_that_was_joined_is_proposed_as_its_first(world: World) -> None:
    an = world.an
    first = await taken(world, an, BIKE)
    second = await world.stranger("Hoa").reports(BIKE)
    await an.taps("✅ Tiếp nhận", an.sees(second, chat=world.group))
    await an.taps("🔗 Gộp")
    await an.taps(first, an.chat.messages[-1])
    await an.taps("✅ Xác nhận", an.chat.messages[-1])
    world.look_at_everything()
    third = await world.stranger("Mai").reports(SAME_PLATE)
    card = an.sees(third, f"{first} (cùng biển số)", chat=world.group)
    assert second not in (card.text or "")
