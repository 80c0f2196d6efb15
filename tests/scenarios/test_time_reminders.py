"""Nobody acknowledges: the group is reminded, then the commander, then the chief, each at its minute and once."""

import pytest

from bot.domain.tip import Urgency
from bot.sandbox.messages import Message
from tests.scenarios.crowd import many_tips
from tests.scenarios.stories import DANGER, NORMAL, URGENT
from tests.world import Actor, World


def _count(actor: Actor, words: str, group: bool = False) -> int:
    chat = actor.world.group if group else actor.chat
    return sum(words in (m.text or "") for m in chat.messages)


@pytest.mark.parametrize(("story", "first"), [(DANGER, 5), (URGENT, 5), (NORMAL, 15)])
async def test_the_ladder_climbs_at_its_minutes(world: World, story: tuple[str, ...], first: int) -> None:
    """Group after 5 or 15 minutes, commander 10 later, chief 10 later, the chief again every hour."""
    code = await world.lan.reports(*story)
    world.an.sees(code, chat=world.group)
    await world.passes(minutes=first - 1, seconds=59)
    world.an.sees_nothing_new(world.group)
    await world.passes(seconds=1)
    world.an.sees("1 tin quá hạn tiếp nhận", code, chat=world.group)

    await world.passes(minutes=9, seconds=59)
    world.commander.sees_nothing_new(world.commander.chat)
    await world.passes(seconds=1)
    world.commander.sees("Báo cáo chỉ huy: 1 tin", code, f"đã chờ {first + 10} phút", "quá hạn 10 phút")

    await world.passes(minutes=9, seconds=59)
    world.chief.sees_nothing_new(world.chief.chat)
    await world.passes(seconds=1)
    world.chief.sees("Trưởng Công an phường: 1 tin", code)

    await world.passes(minutes=59, seconds=59)
    world.chief.sees_nothing_new(world.chief.chat)
    await world.passes(seconds=1)
    world.chief.sees("Trưởng Công an phường: 1 tin", code, "1 giờ")
    world.an.sees_nothing_new(world.group)
    world.commander.sees_nothing_new(world.commander.chat)


async def test_an_acknowledgement_stops_it(world: World) -> None:
    code = await world.lan.reports(*URGENT)
    world.an.sees(code, chat=world.group)
    await world.passes(minutes=5)
    reminder = world.an.sees("quá hạn tiếp nhận", code, chat=world.group)
    await world.an.taps(f"Tiếp nhận {code}", reminder)
    world.an.sees("An Đỗ", chat=world.group)
    world.lan.sees("tiếp nhận", code)
    await world.jumps(minutes=119)
    world.an.sees_nothing_new(world.group)
    world.commander.sees_nothing_new(world.commander.chat)
    world.chief.sees_nothing_new(world.chief.chat)


async def test_the_commander_may_take_it_from_the_reminder(world: World) -> None:
    code = await world.lan.reports(*URGENT)
    await world.passes(minutes=15)
    world.an.skims(world.group)
    await world.commander.taps(code, world.commander.sees("Báo cáo chỉ huy", code))
    world.an.sees(code, "Hải Ngô", chat=world.group)
    world.lan.sees("tiếp nhận", code)
    world.commander.sees_nothing_new(world.commander.chat)


async def test_several_that_are_due_come_in_one_message(world: World) -> None:
    codes = await many_tips(world, Urgency.URGENT, Urgency.URGENT, Urgency.DANGER, Urgency.NORMAL)
    world.look_at_everything()
    await world.jumps(minutes=5)
    merged = world.an.sees("3 tin quá hạn tiếp nhận", *codes[:3], chat=world.group)
    assert codes[3] not in (merged.text or "")
    world.an.sees_nothing_new(world.group)


async def test_an_outage_makes_reminders_late_not_lost_and_no_storm(world: World) -> None:
    codes = await many_tips(world, *[Urgency.URGENT] * 300)
    world.look_at_everything()
    await world.jumps(hours=3)
    chats = (world.group, world.commander.chat, world.chief.chat)
    fresh = [m for chat in chats for m in _fresh(world, chat.messages)]
    assert 1 <= len(fresh) <= 5
    assert sum(int((m.text or "").split(" tin")[0].split()[-1]) for m in fresh) == 300
    assert all("quá hạn 2 giờ 55 phút" in (m.text or "") for m in fresh)
    assert len(codes) == 300
    world.look_at_everything()

    await world.jumps(minutes=9)
    assert not _fresh(world, world.commander.chat.messages)
    await world.jumps(minutes=1)
    assert 1 <= len(_fresh(world, world.commander.chat.messages)) <= 5
    world.look_at_everything()


async def test_reminders_that_waited_for_the_group_come_as_one(world: World) -> None:
    an, bot = world.an, world.stage.bot
    an.person.removes(bot, world.group)
    await world.settle()
    codes = []
    for _ in range(3):
        codes += await many_tips(world, Urgency.URGENT)
        await world.passes(minutes=6)
    world.look_at_everything()

    an.person.adds(bot, world.group)
    await world.settle()

    reminders = [m for m in _fresh(world, world.group.messages) if "quá hạn tiếp nhận" in (m.text or "")]
    assert len(reminders) == 1
    assert all(code in (reminders[0].text or "") for code in codes)
    world.look_at_everything()


def _fresh(world: World, messages: list[Message]) -> list[Message]:
    return [m for m in messages if m.sender is world.stage.bot and not world.looked_at(m)]


async def test_a_restart_neither_forgets_nor_repeats_a_rung(world: World) -> None:
    code = await world.lan.reports(*URGENT)
    world.an.sees(code, chat=world.group)
    await world.passes(minutes=5)
    world.an.sees("quá hạn", chat=world.group)
    await world.restart()
    world.an.sees_nothing_new(world.group)
    await world.passes(minutes=10)
    world.commander.sees("Báo cáo chỉ huy", code)


async def test_a_reminder_that_is_not_needed_any_more_is_not_sent(world: World) -> None:
    """It was queued, and before it could go out somebody pressed."""
    code = await world.lan.reports(*URGENT)
    card = world.an.sees(code, chat=world.group)
    await world.jumps(minutes=4, seconds=59)
    world.an.taps_at_once("Tiếp nhận", card)
    world.clock.advance(world.app.settings.escalate_after / 60)
    await world.app.scheduler.drain()
    await world.settle()
    world.an.sees(code, "An Đỗ", chat=world.group)
    world.an.sees_nothing_new(world.group)
    assert _count(world.an, "quá hạn tiếp nhận", group=True) == 0
    world.lan.sees("tiếp nhận", code)


async def test_without_anybody_to_escalate_to_there_is_an_alarm(world: World) -> None:
    """Commander and chief have left; an admin who is neither still hears of it, and so does the group."""
    admin = world.stranger("Quỳnh")
    await admin.starts(await world.setup_code())
    admin.sees("quản trị viên")
    for boss in (world.commander, world.chief):
        boss.person.joins(world.group)
        await boss.acts(boss.person.leaves(world.group))
    world.chief.sees("Hải Ngô", "không còn trong nhóm trực")
    admin.sees("Sơn Đặng", "không còn trong nhóm trực")
    code = await world.lan.reports(*URGENT)
    world.an.sees(code, chat=world.group)
    await world.passes(minutes=5)
    world.an.sees("quá hạn tiếp nhận", code, chat=world.group)
    await world.passes(minutes=10)
    admin.sees("1 tin quá hạn mà không có chỉ huy")
    world.an.sees("quá hạn tiếp nhận", code, chat=world.group)


async def test_when_the_commander_cannot_be_reached_the_chief_hears_at_once(world: World) -> None:
    world.commander.person.blocks()
    code = await world.lan.reports(*URGENT)
    await world.passes(minutes=15)
    world.an.skims(world.group)
    world.chief.sees("1 tin quá hạn tiếp nhận", code)


async def test_another_policy_leaves_running_ladders_alone(world: World) -> None:
    before = await world.lan.reports(*URGENT)
    await world.restart(ack_danger_minutes=30, escalate_minutes=45)
    after = await world.stranger("Hoa").reports(*URGENT)
    world.look_at_everything()
    await world.passes(minutes=5)
    reminder = world.an.sees("1 tin quá hạn", before, chat=world.group)
    assert after not in (reminder.text or "")
    await world.passes(minutes=10)
    world.commander.sees("Báo cáo chỉ huy: 1 tin", before)
    await world.passes(minutes=10)
    world.chief.sees("1 tin", before)
    await world.passes(minutes=5)
    world.an.sees("1 tin quá hạn", after, chat=world.group)
    world.an.sees_nothing_new(world.group)
