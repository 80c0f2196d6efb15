"""Very many tips at once: the group gets lists it can read, danger first, and takes each tip on as any other."""

import re
from datetime import timedelta

from bot.domain.tip import Urgency
from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from storage.unit_of_work import UnitOfWork
from tests.faults.people import first_look, said
from tests.scenarios.crowd import flood, many_tips
from tests.world import CODE, Actor, World

_MINUTE = timedelta(seconds=61)
MANY = [Urgency.DANGER if n % 5 == 4 else Urgency.NORMAL for n in range(26)]


async def _of_many_people(world: World, *urgencies: Urgency) -> list[str]:
    return await flood(world, *[(world.stranger(), urgency) for urgency in urgencies])


def _shown(world: World, code: str) -> list[Message]:
    """The messages of the group that showed a tip when they came."""
    return [m for m in said(world.group) if code in first_look(m)]


def _codes(message: Message) -> list[str]:
    return CODE.findall(first_look(message))


def _residents_hear(world: World) -> None:
    """What the reporters are told is told in other stories."""
    for person in world.telegram.people.values():
        Actor(world, person).skims(person.chat_with(world.stage.bot))


async def test_very_many_tips_at_once_come_in_lists_with_danger_first(world: World) -> None:
    codes = await _of_many_people(world, *MANY)
    first = world.an.sees("20 tin cùng lúc", "NGUY HIỂM: 5 tin", chat=world.group)
    dangers = [code for code, urgency in zip(codes, MANY, strict=True) if urgency is Urgency.DANGER]
    assert _codes(first)[:5] == dangers
    assert all(button.startswith("🔴") for button in first.labels[:5])
    assert all(len(_shown(world, code)) == 1 for code in codes), "each once"
    rest = [world.an.sees(code, "Chưa ai tiếp nhận", chat=world.group) for code in codes if code not in _codes(first)]
    assert len(rest) == 6, "a few that are left have cards of their own"
    _residents_hear(world)
    await world.nothing_broke()


async def test_two_officers_take_tips_from_one_list(world: World) -> None:
    codes = await _of_many_people(world, *[Urgency.NORMAL] * 7)
    tips = world.an.sees("7 tin cùng lúc", chat=world.group)
    await world.an.taps(codes[0], tips)
    card = world.an.sees("TIN MỚI", codes[0], "An Đỗ", "tiếp nhận lúc", chat=world.group)
    assert "👁 Xem đủ" in card.labels
    assert world.an.sees("7 tin cùng lúc", "✅ An Đỗ tiếp nhận", chat=world.group) is tips
    assert not any(codes[0] in label for label in tips.labels)

    await world.binh.taps(codes[1], tips)
    world.binh.sees("TIN MỚI", codes[1], "Bình Lê", chat=world.group)
    world.binh.sees("An Đỗ tiếp nhận", "Bình Lê tiếp nhận", chat=world.group)
    for code in codes[2:]:
        await world.an.taps(code, tips)
    world.an.sees("Mọi tin trong danh sách đã có người tiếp nhận", chat=world.group)
    assert tips.labels == []
    for code in codes:
        assert len(_shown(world, code)) == 2, "once in the list, once as its card"
    world.an.skims(world.group)
    _residents_hear(world)
    await world.nothing_broke()


async def test_a_late_press_a_second_press_and_a_stranger_are_told_so(world: World) -> None:
    codes = await _of_many_people(world, *[Urgency.URGENT] * 7)
    tips = world.an.sees("7 tin cùng lúc", chat=world.group)
    late = world.binh.taps_at_once(codes[3], tips)
    again = world.an.taps_at_once(codes[3], tips)
    await world.settle()
    world.an.is_alerted(again, "Bình Lê", codes[3])
    assert late.answer is not None
    assert "đã tiếp nhận" in (late.answer.text or "")
    press = await world.binh.forges(late.data, tips)
    assert press.answer is not None
    assert "chính anh/chị tiếp nhận" in (press.answer.text or "")

    guest = world.stranger("Người lạ")
    world.an.person.adds(guest.person, world.group)
    world.an.skims(world.group)
    guest.is_alerted(await guest.taps(codes[4], tips), "chưa có tên")
    world.an.sees_nothing_new(world.group)
    assert len([m for m in said(world.group) if codes[3] in first_look(m)]) == 2
    _residents_hear(world)
    await world.nothing_broke()


async def test_a_list_does_not_tell_which_tips_are_of_one_sender(world: World) -> None:
    """One of them may name a house, another have been sent in secret."""
    hoa = world.stranger("Hoa")
    hers, others = (hoa, Urgency.NORMAL), [(world.stranger(), Urgency.NORMAL) for _ in range(4)]
    codes = await flood(world, hers, others[0], hers, others[1], hers, *others[2:], hers, hers)
    shown = world.an.sees("9 tin cùng lúc", chat=world.group)
    assert _codes(shown) == codes, "as they came"
    assert "người gửi" not in (shown.text or "")
    assert "Hoa" not in (shown.text or "")
    assert str(hoa.person.id) not in shown.html + str(shown.buttons)
    _residents_hear(world)


async def test_one_who_sends_very_many_leaves_room_for_the_others(world: World) -> None:
    """Thirty-eight of one person, and then one of somebody else in danger and one that is not."""
    hoa, lan, minh = world.stranger("Hoa"), world.stranger("Lan"), world.stranger("Minh")
    many = [(hoa, Urgency.DANGER)] * 38
    codes = await flood(world, *many, (lan, Urgency.DANGER), (minh, Urgency.NORMAL))
    first = next(m for m in said(world.group) if "20 tin cùng lúc" in first_look(m))
    assert codes[38] in _codes(first)
    assert all(len(_shown(world, code)) == 1 for code in codes)
    assert len([m for m in said(world.group) if set(_codes(m)) & set(codes)]) == 2
    world.an.skims(world.group)
    _residents_hear(world)


async def test_a_list_says_no_more_than_cards_do(world: World) -> None:
    await world.restart(card_detail="minimal")
    await many_tips(world, *[Urgency.NORMAL] * 7)
    told = world.an.sees("7 tin cùng lúc", chat=world.group).text or ""
    assert "Chuyện thứ" not in told
    assert re.search(r"🔵 BD-\S+ · Trộm cắp", told)
    _residents_hear(world)


async def test_reminders_name_the_tips_of_a_list_and_their_buttons_work(world: World) -> None:
    codes = await _of_many_people(world, *[Urgency.NORMAL] * 7)
    tips = world.an.sees("7 tin cùng lúc", chat=world.group)
    await world.jumps(minutes=61)
    reminder = world.an.sees("⏰", codes[0], chat=world.group)
    await world.an.taps(codes[0], reminder)
    world.an.sees("TIN MỚI", codes[0], "An Đỗ", chat=world.group)
    assert world.an.sees("An Đỗ tiếp nhận", chat=world.group) is tips
    await world.an.writes("/moi", to=world.group)
    waiting = world.an.sees("Tin chưa tiếp nhận: 6", chat=world.group)
    assert all(code in (waiting.text or "") for code in codes[1:])
    for boss in (world.commander, world.chief):
        boss.skims(boss.chat)
    world.an.skims(world.group)
    _residents_hear(world)
    await world.nothing_broke()


async def test_a_tip_of_a_list_that_turns_to_danger_is_heard_at_once(world: World) -> None:
    tips = [(world.lan, Urgency.NORMAL), *[(world.stranger(), Urgency.NORMAL) for _ in range(6)]]
    codes = await flood(world, *tips)
    world.an.sees("7 tin cùng lúc", chat=world.group)
    _residents_hear(world)
    await world.lan.starts()
    await world.lan.taps("Tin đã gửi")
    await world.lan.taps(codes[0])
    await world.lan.taps("Gửi thêm")
    await world.lan.writes("Nó đang cầm dao chém người ở tổ 3")
    world.an.sees("NGUY HIỂM", codes[0], "Chưa ai tiếp nhận", chat=world.group)
    world.an.sees("7 tin cùng lúc", "NGUY HIỂM: 1 tin", chat=world.group)
    _residents_hear(world)


async def test_a_list_in_a_group_that_moved_is_shown_again_in_the_new_one(world: World) -> None:
    codes = await _of_many_people(world, *[Urgency.NORMAL] * 6, Urgency.DANGER, Urgency.DANGER)
    old = world.an.sees("8 tin cùng lúc", chat=world.group)
    await world.an.taps(codes[0], old)
    world.look_at_everything()
    world.an.person.upgrades(world.group)
    await world.settle()
    again = world.an.sees("7 tin cùng lúc", "NGUY HIỂM: 2", chat=world.group)
    assert _codes(again)[:2] == codes[6:]
    world.an.is_alerted(await world.an.taps(codes[1], old), "nhóm")
    await world.an.taps(codes[1], again)
    world.an.sees("TIN MỚI", codes[1], "An Đỗ", chat=world.group)
    world.an.sees("An Đỗ tiếp nhận", chat=world.group)
    world.look_at_everything()
    await world.nothing_broke()


async def test_a_list_of_which_nobody_knows_whether_it_came_is_sent_again_line_by_line_labelled(world: World) -> None:
    world.telegram.faults.add(Fault.cut_after(), method="sendMessage", chat=world.group)
    codes = await _of_many_people(world, *[Urgency.NORMAL] * 8)
    first = world.an.sees("8 tin cùng lúc", chat=world.group)
    assert "(gửi lại)" not in (first.text or "")
    world.clock.advance(_MINUTE)
    new = await _of_many_people(world, Urgency.DANGER)
    again = world.an.sees("9 tin cùng lúc", chat=world.group)
    told = (again.text or "").splitlines()
    assert all(line.startswith("(gửi lại) ") for line in told if any(code in line for code in codes))
    assert not [line for line in told if new[0] in line and "(gửi lại)" in line]

    await world.an.taps(codes[2], first)
    assert world.an.sees("đã được gửi lại ở bên dưới", chat=world.group) is first
    world.an.sees("TIN MỚI", codes[2], "An Đỗ", chat=world.group)
    assert world.an.sees("An Đỗ tiếp nhận", chat=world.group) is again
    world.an.sees_nothing_new(world.group)
    _residents_hear(world)
    await world.nothing_broke()


async def test_a_press_on_a_list_that_is_not_known_yet_loses_no_other_tip(world: World) -> None:
    world.telegram.faults.add(Fault.cut_after(), method="sendMessage", chat=world.group)
    codes = await _of_many_people(world, *[Urgency.NORMAL] * 9)
    first = world.an.sees("9 tin cùng lúc", chat=world.group)
    await world.an.taps(codes[0], first)
    assert all(code in (first.text or "") for code in codes), "what else it shows is not known, so it stays"
    await world.jumps(seconds=61)
    again = world.an.sees("8 tin cùng lúc", "(gửi lại)", chat=world.group)
    assert _codes(again) == codes[1:]
    world.an.sees("(gửi lại)", "TIN MỚI", codes[0], "An Đỗ", chat=world.group)
    await world.binh.taps(codes[1], first)
    assert "gửi lại ở bên dưới" in (first.text or "")
    world.an.skims(world.group)
    _residents_hear(world)
    await world.nothing_broke()


async def test_a_list_that_somebody_deleted_is_shown_anew_when_it_changes(world: World) -> None:
    codes = await _of_many_people(world, *[Urgency.NORMAL] * 8)
    world.an.person.deletes(world.an.sees("8 tin cùng lúc", chat=world.group))
    await world.binh.writes("/moi")
    await world.binh.taps(codes[0], world.binh.sees("Tin chưa tiếp nhận: 8", chat=world.binh.chat))
    again = world.an.sees("7 tin cùng lúc", chat=world.group)
    assert sorted(_codes(again)) == sorted(codes[1:])
    world.an.sees("TIN MỚI", codes[0], "Bình Lê", chat=world.group)
    world.an.sees_nothing_new(world.group)
    _residents_hear(world)
    await world.nothing_broke()


async def test_a_list_that_telegram_refuses_is_sent_as_cards(world: World) -> None:
    world.telegram.faults.add(Fault.server_error(400), method="sendMessage", chat=world.group)
    codes = await _of_many_people(world, *[Urgency.NORMAL] * 8)
    for code in codes:
        world.an.sees("TIN MỚI", code, chat=world.group)
    world.an.sees_nothing_new(world.group)
    _residents_hear(world)


async def test_the_books_agree_after_a_flood(world: World) -> None:
    """Tips = cards, also for the watchdog, which finds nothing to offer again."""
    codes = await _of_many_people(world, *MANY)
    world.look_at_everything()

    def books(uow: UnitOfWork) -> tuple[int, int, list[int]]:
        balance = uow.balance.of(uow.now.replace(hour=0), uow.now.replace(hour=23))
        return balance.tips, balance.posted, list(uow.watch.cardless(100))

    assert await world.in_database(books) == (len(codes), len(codes), [])
