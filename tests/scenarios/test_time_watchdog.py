"""What nobody would notice by not hearing of it: the watchdog does, mends what it can, and tells the command."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from bot.domain.delivery import Kind
from bot.domain.ladders import Lack
from bot.domain.screen import Screen, phrase
from bot.domain.tip import Urgency
from bot.health import troubles_of
from bot.sandbox.faults import Fault
from bot.services.speak import tell
from bot.services.submit_tip import submit_tip
from bot.services.vitals import vitals
from storage.models import INBOX, OUTBOX, Reminder, TipClock
from storage.unit_of_work import UnitOfWork
from tests.scenarios.crowd import told_tip
from tests.scenarios.stories import NORMAL
from tests.world import Actor, World


def _harm(statement: Any) -> Callable[[UnitOfWork], object]:
    return lambda uow: uow.session.execute(statement)


def _told(world: World, *fragments: str) -> None:
    for person in (world.commander, world.chief):
        person.sees(*fragments)


def _nothing_new(world: World) -> None:
    for person in (world.commander, world.chief):
        person.sees_nothing_new()


async def test_a_tip_of_which_nothing_reminds_is_reminded_of_again(world: World) -> None:
    code = await world.lan.reports(*NORMAL)
    world.look_at_everything()
    await world.in_database(_harm(update(Reminder).values(stopped_at=world.clock.now())))
    await world.jumps(minutes=20)
    _told(world, "1 tin còn mở mà không có nhắc việc", code, "Bot đã bật lại")
    world.an.sees("quá hạn tiếp nhận", code, "đã chờ 20 phút", chat=world.group)
    await world.jumps(minutes=10)
    world.commander.sees("Báo cáo chỉ huy", code)
    _nothing_new(world)


async def test_who_owns_a_tip_is_asked_again_after_its_ladder_was_lost(world: World) -> None:
    code = await world.lan.reports(*NORMAL)
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    world.look_at_everything()
    await world.in_database(_harm(delete(Reminder).where(Reminder.lack == Lack.MOVEMENT)))
    await world.jumps(minutes=1)
    _told(world, "không có nhắc việc", code)
    await world.jumps(minutes=1)
    _nothing_new(world)


async def test_a_card_that_is_nowhere_is_an_alarm_within_a_minute_and_posted_anew(world: World) -> None:
    await world.in_database(lambda uow: _submitted_without_card(uow, world.lan.person.id))
    await world.settle()
    world.an.sees_nothing_new(world.group)
    await world.jumps(minutes=1)
    _told(world, "1 tin chưa có thẻ trong nhóm trực", "Bot đang đăng lại thẻ")
    world.an.sees("Trộm cắp", chat=world.group)
    world.lan.skims()
    await world.jumps(minutes=1)
    _told(world, "Thẻ của mọi tin mới đã có trong nhóm trực")
    await world.jumps(minutes=2)
    _nothing_new(world)


def _submitted_without_card(uow: UnitOfWork, chat_id: int) -> None:
    submit_tip(uow, uow.people.meet(chat_id), told_tip(uow, 1, Urgency.NORMAL), uow.now)
    uow.session.execute(delete(OUTBOX).where(OUTBOX.c.kind == Kind.CARD))


async def test_a_message_that_is_not_handled_is_an_alarm_until_it_is(world: World) -> None:
    await _waits(world, world.lan, minutes=200)
    await world.jumps(minutes=3)
    _nothing_new(world)
    await world.jumps(minutes=1)
    _told(world, "1 tin nhắn gửi tới bot chưa được xử lý", "lâu nhất từ 09 giờ 00")
    await world.jumps(minutes=59)
    _nothing_new(world)
    await world.jumps(minutes=1)
    _told(world, "chưa được xử lý")
    await world.jumps(minutes=140)
    world.lan.skims()
    _told(world, "đã được xử lý hết")


async def _waits(world: World, actor: Actor, *, minutes: int) -> None:
    actor.person.sends("Xin chào")
    await world.app.poller.poll(0)
    later = world.clock.now() + timedelta(minutes=minutes)
    await world.in_database(_harm(update(INBOX).where(INBOX.c.state == "new").values(next_try_at=later, tries=1)))


async def test_a_letter_that_stays_is_an_alarm_if_others_go_out(world: World) -> None:
    await world.in_database(lambda uow: _stays(uow, timedelta(minutes=30)))
    await world.jumps(minutes=4)
    await world.jumps(minutes=1)
    _nothing_new(world)  # nothing at all goes out: an alarm would not either
    await world.lan.writes("/start")
    world.lan.skims()
    await world.jumps(minutes=1)
    await world.jumps(minutes=1)
    _told(world, "1 tin bot cần gửi đi mà chưa gửi được", "lâu nhất từ 09 giờ 00")
    await world.jumps(minutes=30)
    world.lan.skims()
    await world.jumps(minutes=1)
    _told(world, "đã gửi hết")
    world.look_at_everything()


def _stays(uow: UnitOfWork, span: timedelta) -> None:
    """A letter in the hands of somebody who does not come back for a while."""

    row = tell(uow, uow.people.meet(987), Screen((phrase("no-new-tips"),)))
    uow.session.execute(update(OUTBOX).where(OUTBOX.c.id == row).values(lease_until=uow.now + span))


async def test_a_card_that_telegram_refuses_a_second_time_is_an_alarm_within_a_minute(world: World) -> None:
    """Nothing is wrong with the group as far as anybody knows: its messages only do not go out, whatever is tried."""
    world.telegram.faults.add(Fault.server_error(502), method="sendMessage", chat=world.group, times=10_000)
    code = await world.lan.reports(*NORMAL)
    world.lan.skims()
    for _ in range(13):
        await world.jumps(seconds=10)
    _told(world, f"Thẻ của 1 tin chưa vào được nhóm trực: {code}")
    for _ in range(13):
        await world.jumps(seconds=10)
    assert await _troubles(world) == ["outbox"], "neither /healthz nor the ping says that all is well"
    _told(world, "1 tin bot cần gửi đi mà chưa gửi được")
    world.telegram.faults.clear()
    await world.jumps(minutes=2)
    await world.jumps(minutes=1)
    world.an.sees(code, "(gửi lại)", chat=world.group)
    _told(world, "Thẻ của mọi tin mới đã có trong nhóm trực")
    _told(world, "đã gửi hết")
    assert await _troubles(world) == []
    world.look_at_everything()


async def _troubles(world: World) -> list[str]:
    return troubles_of(await world.in_database(vitals), {})


async def test_an_outage_that_left_things_behind_is_no_alarm(world: World) -> None:
    world.lan.person.sends("Xin chào")
    await world.app.poller.poll(0)
    await world.jumps(hours=3)
    world.lan.skims()
    await world.jumps(minutes=1)
    _nothing_new(world)


async def test_an_open_tip_whose_every_limit_is_over_is_named_once_a_day(world: World) -> None:
    code = await world.lan.reports(*NORMAL)
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    world.look_at_everything()
    await world.in_database(_harm(update(Reminder).values(due_at=None)))
    await world.in_database(_harm(update(TipClock).values(speak_at=None)))
    await world.jumps(minutes=1)
    _nothing_new(world)
    await world.jumps(minutes=1)
    _told(world, "1 tin còn mở mà mọi hạn đều đã qua", code)
    await world.jumps(hours=20)
    _nothing_new(world)
    await world.jumps(hours=4)
    _told(world, "mọi hạn đều đã qua", code)
    world.look_at_everything()


async def test_a_drill_is_nobodys_trouble(world: World) -> None:
    await world.commander.writes("/dientap")
    await world.commander.taps("Tin thường")
    world.look_at_everything()
    await world.in_database(_harm(delete(Reminder)))
    await world.jumps(minutes=1)
    _nothing_new(world)
