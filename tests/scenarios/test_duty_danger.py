"""Somebody is in danger: the card goes first and asks for a call."""

from bot.domain.tip import Urgency
from tests.scenarios.crowd import many_tips
from tests.scenarios.stories import DANGER
from tests.world import World


async def test_a_call_is_noted_and_takes_the_tip_on(world: World) -> None:
    code = await world.lan.reports(*DANGER)
    card = world.an.sees(code, "NGUY HIỂM", "hạn tiếp nhận 09 giờ 05", chat=world.group)
    assert card.labels == ["✅ Tiếp nhận", "☎️ Đã gọi / cử người", "👁 Xem đủ"]

    await world.an.taps("Đã gọi", card)
    world.an.sees(code, "An Đỗ", "tiếp nhận lúc", chat=world.group)
    world.lan.sees("tiếp nhận", code)

    late = await world.binh.acts(world.binh.person.presses(card, "☎️ Đã gọi / cử người"))
    assert late.answer is not None
    assert "ghi nhận" in (late.answer.text or "")
    world.an.sees_nothing_new(world.group)


async def test_danger_overtakes_what_waits_for_the_group(world: World) -> None:
    """Three tips wait at the same moment; the last one is danger."""
    calm, recent, danger = await many_tips(world, Urgency.NORMAL, Urgency.URGENT, Urgency.DANGER)
    told = [m.text or "" for m in world.group.messages if "Chưa ai tiếp nhận" in (m.text or "")]
    assert [next(c for c in (calm, recent, danger) if c in card) for card in told] == [danger, calm, recent]
    world.look_at_everything()
