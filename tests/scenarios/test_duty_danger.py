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


async def test_who_has_taken_it_on_and_sent_nobody_is_asked_and_a_press_ends_it(world: World) -> None:
    """TT 28/2020 Điều 6.1a: at once. The ward's policy says five minutes; late, the command hears it too."""
    code = await world.lan.reports(*DANGER)
    await world.an.taps("Tiếp nhận", world.an.sees(code, "NGUY HIỂM", chat=world.group))
    card = world.an.sees(code, "tiếp nhận lúc", "Hạn gọi điện, cử người đến", chat=world.group)
    assert card.labels[0] == "☎️ Đã gọi / cử người"
    world.look_at_everything()

    await world.passes(minutes=5)
    asked = world.an.sees(code, "chưa ghi nhận đã gọi", "cử người đến", chat=world.group)
    assert asked.labels == [f"☎️ Đã gọi / cử người {code}"]
    world.commander.sees_nothing_new()
    await world.passes(minutes=10)
    world.an.sees(code, "đã quá", chat=world.group)
    world.commander.sees(code, "đã quá", "bảo vệ hiện trường")

    await world.an.taps("Đã gọi", asked)
    done = world.an.sees(code, "Đã gọi, cử người lúc 09 giờ 15", chat=world.group)
    assert "☎️ Đã gọi / cử người" not in done.labels
    world.look_at_everything()
    await world.passes(minutes=30)
    world.an.sees_nothing_new(world.group)


async def test_danger_overtakes_what_waits_for_the_group(world: World) -> None:
    """Three tips wait at the same moment; the last one is danger."""
    calm, recent, danger = await many_tips(world, Urgency.NORMAL, Urgency.URGENT, Urgency.DANGER)
    told = [m.text or "" for m in world.group.messages if "Chưa ai tiếp nhận" in (m.text or "")]
    assert [next(c for c in (calm, recent, danger) if c in card) for card in told] == [danger, calm, recent]
    world.look_at_everything()
