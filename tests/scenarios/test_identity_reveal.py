"""A secret identity: asked for with a reason, agreed to by a second person, shown for a while, and taken away."""

import pytest
from sqlalchemy import select, update

from bot.domain.people import Role
from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from storage.models import JOURNAL, Person
from tests.scenarios.case_kit import fills
from tests.scenarios.resident_kit import comes_to_review, sends_it
from tests.world import Actor, World

PHONE, SHOWN = "0912 345 678", "+84912345678"
REASON = "Cần hẹn người báo chỉ đúng chỗ"


@pytest.fixture
async def code(world: World) -> str:
    """Lan left a number that is kept apart; An took the tip on. What was said until then is another story's."""
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps("✏️ Số điện thoại")
    await lan.writes(f"{PHONE} gọi sau 7 giờ tối")
    code = await sends_it(lan)
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    world.look_at_everything()
    return code


async def _asks(world: World, officer: Actor, code: str) -> None:
    await officer.writes(f"/tin {code}")
    await fills(officer, "Xin xem danh tính", REASON)


async def _shown(world: World, code: str) -> Message:
    """An has asked, Hải has agreed: the message on An's phone."""
    await _asks(world, world.an, code)
    for boss in (world.commander, world.chief):
        boss.sees("An Đỗ", "xin xem danh tính", code, REASON, "09 giờ 00 ngày 03/03/2026")
    await world.commander.taps("Đồng ý")
    world.commander.sees("Anh/chị đã đồng ý", "An Đỗ", code)
    return world.an.sees(code, SHOWN, "gọi sau 7 giờ tối", "có thể nhắn qua bot", "09 giờ 30", chat=world.an.chat)


def _everything_on(world: World, *actors: Actor) -> str:
    chats = [world.group, *(actor.chat for actor in actors)]
    return str([(m.html, [v.html for v in m.history]) for chat in chats for m in chat.messages])


async def _journal(world: World) -> list[tuple[str, str]]:
    lines = await world.in_database(
        lambda uow: uow.session.execute(select(JOURNAL.c.deed, JOURNAL.c.detail).order_by(JOURNAL.c.number)).all()
    )
    return [(deed, detail) for deed, detail in lines]


async def _reveals(world: World) -> list[str]:
    return [deed.removeprefix("reveal ") for deed, _ in await _journal(world) if deed.startswith("reveal ")]


async def test_a_second_person_agrees_and_the_answer_goes_away_again(world: World, code: str) -> None:
    shown = await _shown(world, code)
    assert shown.protect_content
    assert str(world.lan.person.id) not in _everything_on(world, world.an, world.commander, world.chief)
    assert "Lan" not in _everything_on(world, world.an, world.commander, world.chief)
    assert SHOWN not in _everything_on(world, world.commander, world.chief, world.binh)
    world.lan.sees_nothing_new()

    await world.passes(minutes=29)
    assert not shown.deleted
    await world.passes(minutes=1)
    assert shown.deleted
    world.an.sees_nothing_new()
    told = world.lan.sees(code, "cần cách liên hệ", "0225 000 0113")
    assert "trộm" not in (told.text or "").lower()
    assert await _reveals(world) == ["asked", "approved", "shown", "ended"]
    await world.nothing_broke()


async def test_the_commander_sees_every_reveal_in_private(world: World, code: str) -> None:
    await _shown(world, code)
    await world.passes(minutes=30)
    world.lan.skims()
    await world.commander.writes("/xemdanhtinh")
    listed = world.commander.sees("Các lần xin", code, "An Đỗ", REASON, "Hải Ngô", "đã xem, đã gỡ")
    assert SHOWN not in (listed.text or "")
    await world.an.writes("/xemdanhtinh")
    world.an.sees("do chỉ huy làm")
    await world.an.writes("/xemdanhtinh", to=world.group)
    world.an.sees("do chỉ huy làm", chat=world.group)


async def test_the_list_is_the_way_to_decide_after_presses_were_lost(world: World, code: str) -> None:
    await _asks(world, world.an, code)
    world.look_at_everything()
    await world.chief.writes("/xemdanhtinh")
    await world.chief.taps(f"Không {code}", world.chief.sees("đang chờ quyết định", code))
    world.chief.sees("Anh/chị không đồng ý")
    world.an.sees("Sơn Đặng", "không đồng ý", code)
    assert await _reveals(world) == ["asked", "refused"]
    await world.passes(hours=1)
    world.lan.sees_nothing_new()


async def test_only_the_first_decision_counts(world: World, code: str) -> None:
    await _asks(world, world.an, code)
    asked = [boss.sees("xin xem danh tính") for boss in (world.commander, world.chief)]
    twice = [world.commander.taps_at_once("Đồng ý", asked[0]) for _ in range(2)]
    other = world.chief.taps_at_once("Không đồng ý", asked[1])
    await world.settle()
    decided = [deed for deed in await _reveals(world) if deed in {"approved", "refused"}]
    assert len(decided) == 1
    late = [press for press in (*twice, other) if press.answer and press.answer.show_alert]
    assert len(late) == 2
    assert all("đã quyết định lúc 09 giờ 00" in (press.answer.text or "") for press in late if press.answer)
    world.look_at_everything()
    await world.passes(minutes=31)
    world.look_at_everything()


async def test_nobody_agrees_to_the_own_request(world: World, code: str) -> None:
    commander, chief = world.commander, world.chief
    await fills(world.an, "Phân công", "Hải")
    world.look_at_everything()
    await _asks(world, commander, code)
    asked = chief.sees("Hải Ngô", "xin xem danh tính")
    data = next(b.data for row in asked.buttons for b in row if b.data)
    commander.is_alerted(await commander.forges(data, commander.chat.messages[-1]), "không tự duyệt được")
    await commander.writes("/xemdanhtinh")
    assert not commander.sees("đang chờ quyết định").labels
    world.an.is_alerted(await world.an.forges(data, world.an.chat.messages[-1]), "do chỉ huy làm")
    assert await _reveals(world) == ["asked"]


async def test_without_a_second_person_nothing_is_asked(world: World, code: str) -> None:
    for boss in (world.commander, world.chief):
        key = world.app.workplace.keyring.blind(boss.person.id)
        await world.in_database(lambda uow, key=key: uow.people.suspend(key))
    await world.an.writes(f"/tin {code}")
    world.an.sees(code, chat=world.an.chat)
    world.an.is_alerted(await world.an.taps("Xin xem danh tính"), "Chưa có người thứ hai")


async def test_a_request_nobody_decides_lapses_after_a_day(world: World, code: str) -> None:
    await _asks(world, world.an, code)
    asked = world.commander.sees("xin xem danh tính")
    world.chief.skims()
    again = await world.an.taps("Xin xem danh tính")
    world.an.is_alerted(again, "đã xin rồi")
    await world.jumps(hours=24)
    world.an.sees("đã hết hiệu lực", code, chat=world.an.chat)
    world.an.skims()
    world.commander.is_alerted(await world.commander.taps("Đồng ý", asked), "đã hết hiệu lực")
    world.an.sees_nothing_new()
    assert await _reveals(world) == ["asked", "lapsed"]


async def test_an_agreement_that_comes_too_late_is_none_even_before_anybody_noticed(world: World, code: str) -> None:
    await _asks(world, world.an, code)
    asked = world.commander.sees("xin xem danh tính")
    world.chief.skims()
    press = world.commander.taps_at_once("Đồng ý", asked)
    # The bot was down: what it finds first is the press, long after the day.
    await world.jumps(hours=25)
    assert press.answer is None or press.answer.show_alert
    world.look_at_everything()
    assert SHOWN not in _everything_on(world, world.an)
    assert await _reveals(world) == ["asked", "lapsed"]


async def test_who_left_meanwhile_is_shown_nothing(world: World, code: str) -> None:
    await _asks(world, world.an, code)
    asked = world.commander.sees("xin xem danh tính")
    world.chief.skims()
    world.an.person.leaves(world.group)
    await world.settle()
    await world.commander.taps("Đồng ý", asked)
    world.commander.sees("không còn hiệu lực", "An Đỗ", code)
    world.look_at_everything()
    assert SHOWN not in _everything_on(world, world.an)
    assert await _reveals(world) == ["asked", "lapsed"]


async def test_who_leaves_while_it_is_shown_loses_it_at_once(world: World, code: str) -> None:
    shown = await _shown(world, code)
    world.an.person.leaves(world.group)
    await world.settle()
    assert shown.deleted
    world.lan.sees("cần cách liên hệ")
    for boss in (world.commander, world.chief):
        boss.sees("An Đỗ", "không còn trong nhóm trực")
    assert await _reveals(world) == ["asked", "approved", "shown", "ended"]


async def test_a_tip_given_to_somebody_else_meanwhile_is_not_revealed(world: World, code: str) -> None:
    await _asks(world, world.an, code)
    asked = world.commander.sees("xin xem danh tính")
    world.chief.skims()
    await fills(world.an, "Phân công", "Bình")
    await world.commander.taps("Đồng ý", asked)
    world.commander.sees("không còn hiệu lực", "An Đỗ", code)
    world.look_at_everything()
    assert SHOWN not in _everything_on(world, world.an, world.binh)


async def test_only_who_is_in_charge_asks(world: World, code: str) -> None:
    await world.binh.writes(f"/tin {code}")
    full = world.binh.sees(code, chat=world.binh.chat)
    assert not any("danh tính" in label for label in full.labels)
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    forged = await world.binh.forges(f"d1:reveal:{tip_id}:", full)
    world.binh.is_alerted(forged, "Chỉ cán bộ đang thụ lý")
    card = next(m for m in world.group.messages if code in (m.text or ""))
    in_group = await world.an.forges(f"d1:reveal:{tip_id}:", card)
    world.an.is_alerted(in_group, "khung chat riêng")


async def test_a_restart_between_agreeing_and_the_end_changes_nothing(world: World, code: str) -> None:
    shown = await _shown(world, code)
    await world.passes(minutes=10)
    await world.restart()
    assert not shown.deleted
    await world.restart(reveal_minutes=600)
    await world.passes(minutes=20)
    assert shown.deleted
    world.lan.sees("cần cách liên hệ")


async def test_after_an_outage_of_days_the_text_is_replaced(world: World, code: str) -> None:
    shown = await _shown(world, code)
    await world.jumps(hours=60)
    assert not shown.deleted
    assert world.an.sees("Đã hết giờ xem", chat=world.an.chat) is shown
    assert SHOWN not in (shown.text or "")
    world.look_at_everything()
    await world.nothing_broke()


async def test_a_broken_line_leaves_no_copy_behind(world: World, code: str) -> None:
    """Nobody knows whether the first message arrived: no copy of it ever shows what could not be taken away."""
    await _asks(world, world.an, code)
    world.look_at_everything()
    for method in ("sendMessage", "editMessageText"):
        world.telegram.faults.add(Fault.cut_after(), method=method, chat=world.an.chat)
    await world.commander.taps("Đồng ý")
    await world.jumps(seconds=61)
    await world.jumps(seconds=5)
    showing = [m for m in world.an.chat.messages if SHOWN in (m.text or "")]
    assert len(showing) == 1
    world.look_at_everything()
    await world.passes(minutes=30)
    assert [m.deleted for m in showing] == [True]
    world.look_at_everything()
    assert await _reveals(world) == ["asked", "approved", "shown", "ended"]


async def test_the_time_is_a_setting(world: World, code: str) -> None:
    await world.restart(reveal_minutes=5)
    await _asks(world, world.an, code)
    world.look_at_everything()
    await world.commander.taps("Đồng ý")
    world.commander.skims()
    shown = world.an.sees(SHOWN, "09 giờ 05", chat=world.an.chat)
    await world.passes(minutes=5)
    assert shown.deleted
    world.lan.skims()


async def test_who_wished_for_no_replies_is_not_told(world: World, code: str) -> None:
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    await world.in_database(lambda uow: uow.tips.set_no_reply(tip_id or 0, no_reply=True))
    await _asks(world, world.an, code)
    world.look_at_everything()
    await world.commander.taps("Đồng ý")
    world.commander.skims()
    world.an.sees(SHOWN, "không muốn được nhắn lại", chat=world.an.chat)
    await world.passes(minutes=30)
    world.lan.sees_nothing_new()


async def test_an_identity_that_was_not_given_cannot_be_revealed(world: World) -> None:
    lan, an = world.lan, world.an
    await comes_to_review(lan)
    await lan.taps_each("✏️ Danh tính", "Không cung cấp")
    await lan.writes("sợ bị trả thù")
    code = await sends_it(lan)
    await an.taps_each("Tiếp nhận", "Xem đủ")
    full = an.sees("không cung cấp, nên không ai mở được", "sợ bị trả thù", chat=an.chat)
    assert not any("danh tính" in label for label in full.labels)
    tip_id = await world.in_database(lambda uow: uow.tips.find(code))
    an.is_alerted(await an.forges(f"d1:reveal:{tip_id}:", full), "không cung cấp danh tính")
    world.look_at_everything()
    assert await _reveals(world) == []


async def test_the_new_owner_of_a_tip_learns_the_number_that_was_given_to_the_officer_in_charge(world: World) -> None:
    lan = world.lan
    await comes_to_review(lan)
    await lan.taps_each("✏️ Danh tính", "Cho cán bộ giải quyết biết")
    await lan.taps("✏️ Số điện thoại")
    await lan.writes(PHONE)
    code = await sends_it(lan)
    await world.an.taps("Tiếp nhận", world.an.sees(code, chat=world.group))
    await fills(world.an, "Phân công", "Bình")
    for officer in (world.an, world.binh):
        await officer.writes(f"/tin {code}")
    assert SHOWN in _everything_on(world, world.binh)
    assert SHOWN not in _everything_on(world, world.an, world.commander)
    world.look_at_everything()


async def test_the_journal_holds_no_identity_and_no_reason(world: World, code: str) -> None:
    await _shown(world, code)
    told = str(await _journal(world))
    for secret in ("345", "Lan", REASON, "7 giờ", str(world.lan.person.id)):
        assert secret not in told
    assert world.app.workplace.keyring.blind(world.lan.person.id) not in told


async def test_who_loses_the_role_while_it_is_shown_loses_it_at_once(world: World, code: str) -> None:
    shown = await _shown(world, code)
    key = world.app.workplace.keyring.blind(world.an.person.id)
    await world.in_database(
        lambda uow: uow.session.execute(
            update(Person).where(Person.account_key == key).values(roles=Role.GROUP_LEADER.value)
        )
    )
    await world.settle()
    assert shown.deleted
    world.lan.sees("cần cách liên hệ")
