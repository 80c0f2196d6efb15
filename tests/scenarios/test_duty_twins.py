"""Nobody knows whether a card arrived: it is sent again and says so, and both copies are one tip."""

from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from tests.world import World


async def _twins(world: World) -> tuple[str, Message, Message]:
    """A card that arrived although the line broke, and the one that was sent again."""
    world.telegram.faults.add(Fault.cut_after(), method="sendMessage", chat=world.group)
    code = await world.lan.reports()
    first = world.an.sees(code, "Chưa ai tiếp nhận", chat=world.group)
    assert "(gửi lại)" not in (first.text or "")
    world.an.sees_nothing_new(world.group)
    await world.jumps(seconds=61)
    second = world.an.sees("(gửi lại)", code, "Chưa ai tiếp nhận", chat=world.group)
    world.lan.sees("Đã tới nhóm trực", code)
    return code, first, second


async def test_a_press_on_the_first_copy_takes_the_tip_and_leaves_a_pointer(world: World) -> None:
    code, first, second = await _twins(world)
    await world.an.taps("Tiếp nhận", first)
    assert world.an.sees("có một thẻ khác", f"/tin {code}", chat=world.group) is first
    assert first.labels == []
    assert world.an.sees(code, "An Đỗ", chat=world.group) is second
    world.lan.sees("tiếp nhận", code)
    world.an.sees_nothing_new(world.group)
    await world.nothing_broke()


async def test_a_press_on_the_known_copy_leaves_the_other_to_the_next_press(world: World) -> None:
    code, first, second = await _twins(world)
    await world.an.taps("Tiếp nhận", second)
    assert world.an.sees(code, "An Đỗ", chat=world.group) is second
    world.lan.sees("tiếp nhận", code)

    world.binh.is_alerted(await world.binh.taps("Tiếp nhận", first), "An Đỗ")
    assert world.an.sees("có một thẻ khác", chat=world.group) is first
    world.lan.sees_nothing_new()
    await world.nothing_broke()


async def test_who_may_not_press_makes_no_pointer_either(world: World) -> None:
    code, first, _ = await _twins(world)
    world.an.person.adds(world.lan.person, world.group)
    world.lan.is_alerted(await world.lan.taps("Tiếp nhận", first), "chưa có tên")
    assert code in (first.text or "")
    assert first.labels
    world.an.sees_nothing_new(world.group)


async def test_a_card_that_somebody_deleted_is_posted_anew_when_it_changes(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    world.an.person.deletes(card)
    await world.binh.writes("/moi")
    await world.binh.taps(code, world.binh.sees("Tin chưa tiếp nhận: 1"))
    anew = world.an.sees(code, "Bình Lê", "tiếp nhận lúc", chat=world.group)
    assert anew is not card
    world.lan.sees("tiếp nhận", code)

    await world.an.taps("Xem đủ", anew)
    world.an.sees(code, "bẻ khóa", chat=world.an.chat)
    world.an.sees_nothing_new(world.group)
    await world.nothing_broke()
