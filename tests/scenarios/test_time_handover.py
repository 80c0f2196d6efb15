"""Bàn giao ca: one card a shift, taken once by the incoming shift, or the command hears; late rather than never."""

from bot.domain.tip import Urgency
from bot.sandbox.messages import Message
from tests.scenarios.case_kit import classified, fills
from tests.scenarios.crowd import many_tips
from tests.scenarios.stories import NORMAL
from tests.scenarios.test_time_roster import FIRST, NIGHT, puts
from tests.world import World

TUESDAY = "T3 03/03, 07:00–19:00"


async def _roster(world: World) -> None:
    """An by day, Bình by night, both under Hải; nobody stands in the day after."""
    await puts(world.commander, FIRST, "An Đỗ", "⭐ Hải")
    await puts(world.commander, NIGHT, "Bình Lê", "⭐ Hải")


def _cards(world: World) -> list[Message]:
    return [m for m in world.group.messages if "Bàn giao ca" in (m.text or "")]


async def test_the_night_shift_takes_over_what_the_day_leaves(world: World) -> None:
    an, binh = world.an, world.binh
    await _roster(world)
    handled = await classified(world, an)
    ended = await world.stranger("Dũng").reports(*NORMAL)
    await an.taps("✅ Tiếp nhận", an.sees(ended, chat=world.group))
    await an.writes(f"/tin {ended}")
    await fills(an, "Kết thúc", "Hướng dẫn", "12", "02/03/2026", "Đã giải thích")
    world.look_at_everything()
    await world.jumps(hours=9, minutes=58)
    world.look_at_everything()
    waiting = await world.stranger("Hoa").reports(*NORMAL)
    world.look_at_everything()
    await world.jumps(minutes=1, seconds=59)
    an.sees_nothing_new(world.group)

    await world.jumps(seconds=1)
    card = an.sees("Bàn giao ca", NIGHT, "Ca vào: Bình Lê · chỉ huy Hải Ngô", chat=world.group)
    told = card.text or ""
    assert "từ 07 giờ 00 ngày 02/03/2026 đến trước 19 giờ 00 ngày 02/03/2026" in told
    assert "Tiếp nhận: 3 · có người nhận xử lý: 2 · kết thúc: 1" in told
    assert "Chưa ai tiếp nhận: 1, trong đó quá hạn 0" in told
    assert "Đang xử lý: 1" in told
    assert waiting in told
    assert f"• {handled} · " in told
    assert ended not in told
    for words in ("Sirius", "lô đề", "Hoa", "tổ 7"):
        assert words not in told

    an.is_alerted(await an.taps("Đã nhận bàn giao", card), "ca vào", "Bình Lê")
    world.commander.sees_nothing_new()
    await binh.taps("Đã nhận bàn giao", card)
    card = an.sees("Bình Lê đã nhận bàn giao", "19 giờ 00 ngày 02/03/2026", chat=world.group)
    assert not card.labels
    an.is_alerted(await an.forges("c1:take:1:", card), "Bình Lê đã nhận bàn giao lúc 19 giờ 00")
    world.look_at_everything()
    await world.jumps(minutes=40)
    assert not [m for m in world.commander.chat.messages if "Bàn giao ca" in (m.text or "")]
    world.look_at_everything()


async def test_nobody_takes_over_and_the_command_hears_one_after_the_other(world: World) -> None:
    await _roster(world)
    await world.jumps(hours=10)
    card = world.an.sees("Bàn giao ca", "Chưa ai nhận bàn giao", chat=world.group)
    await world.jumps(minutes=14, seconds=59)
    world.commander.sees_nothing_new()
    await world.jumps(seconds=1)
    world.commander.sees("Bàn giao ca", NIGHT, "đã 15 phút chưa ai nhận", "Bình Lê")
    world.chief.sees_nothing_new()
    await world.jumps(minutes=15)
    world.chief.sees("Bàn giao ca", "đã 30 phút chưa ai nhận")
    await world.jumps(hours=2)
    world.commander.sees_nothing_new()
    world.chief.sees_nothing_new()

    await world.binh.writes("/truc")
    await world.binh.taps("Đã nhận bàn giao", world.binh.sees("Đang trực", NIGHT))
    world.an.sees("Bình Lê đã nhận bàn giao", "21 giờ 30", chat=world.group)
    await world.binh.writes("/truc")
    assert "✅ Đã nhận bàn giao" not in world.binh.sees("Đang trực").labels
    assert card.text
    await world.nothing_broke()


async def test_after_an_outage_only_the_running_shift_is_handed_over(world: World) -> None:
    """Down from Monday noon to Wednesday noon: two nights and a day have no card, and the one that comes says so."""
    await _roster(world)
    await puts(world.commander, TUESDAY, "An Đỗ")
    await many_tips(world, *[Urgency.NORMAL] * 30)
    world.look_at_everything()
    await world.jumps(days=2, hours=3)
    (card,) = _cards(world)
    told = card.text or ""
    assert "T4 04/03, 07:00–19:00" in told
    assert "3 lần đổi ca trước đó không có thẻ bàn giao" in told
    assert "Ca này chưa xếp trực ban" in told
    assert "Chưa ai tiếp nhận: 30, trong đó quá hạn 30" in told
    assert "…và 22 tin khác: gõ /moi" in told
    world.look_at_everything()
    await world.restart()
    await world.jumps(minutes=10)
    assert len(_cards(world)) == 1
    world.look_at_everything()
    await world.an.taps("Đã nhận bàn giao", card)
    world.an.sees("An Đỗ đã nhận bàn giao", chat=world.group)

    await world.jumps(hours=7)
    world.an.skims(world.group)
    old, new = _cards(world)
    assert "đổi ca trước đó" not in (new.text or "")
    world.an.is_alerted(await world.an.forges("c1:take:1:", old), "An Đỗ đã nhận bàn giao")
    world.look_at_everything()


async def test_a_card_that_waited_for_the_group_is_not_sent_twice(world: World) -> None:
    an, bot = world.an, world.stage.bot
    await _roster(world)
    an.person.removes(bot, world.group)
    await world.settle()
    await world.jumps(hours=10)
    await world.jumps(hours=12)
    world.look_at_everything()
    an.person.adds(bot, world.group)
    await world.settle()
    (card,) = _cards(world)
    assert TUESDAY in (card.text or "")
    assert "Ca trước chưa ai bấm nhận bàn giao" in (card.text or "")
    world.look_at_everything()


async def test_a_ward_that_gave_its_roster_up_is_left_alone(world: World) -> None:
    await _roster(world)
    await world.jumps(days=7)
    made = len(_cards(world))
    assert made == 1
    await world.jumps(days=2)
    assert len(_cards(world)) == made
    world.look_at_everything()
    await world.an.writes("/truc")
    world.an.sees("chưa xếp lịch trực")
    await puts(world.commander, "T4 11/03, 19:00", "An Đỗ")
    world.look_at_everything()
    await world.jumps(minutes=1)
    assert len(_cards(world)) == made


async def test_what_came_in_at_the_very_hour_belongs_to_the_next_shift(world: World) -> None:
    await _roster(world)
    await world.jumps(hours=9, minutes=59, seconds=59)
    await many_tips(world, Urgency.NORMAL)
    await world.jumps(seconds=1)
    await many_tips(world, Urgency.NORMAL, Urgency.NORMAL)
    world.an.sees("Bàn giao ca", "Tiếp nhận: 1", chat=world.group)
    await world.jumps(hours=12)
    world.an.sees("Bàn giao ca", TUESDAY, "Tiếp nhận: 2", chat=world.group)
    world.look_at_everything()
