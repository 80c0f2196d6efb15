"""An officer takes a tip on: once, by one person, and every copy of its card says so."""

import asyncio

from tests.scenarios.stories import DANGER
from tests.world import World


async def test_whoever_was_first_stays_whatever_is_pressed_later(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, "Chưa ai tiếp nhận", chat=world.group)
    await world.binh.taps("Tiếp nhận", card)
    world.binh.sees(code, "Bình Lê", "09 giờ 00", chat=world.group)
    world.lan.sees("tiếp nhận lúc 09 giờ 00", code)

    await world.jumps(minutes=7)
    late = await world.an.acts(world.an.person.presses(card, "✅ Tiếp nhận"))
    world.an.is_alerted(late, code, "Bình Lê", "09 giờ 00")
    again = await world.binh.acts(world.binh.person.presses(card, "✅ Tiếp nhận"))
    assert again.answer is not None
    assert "chính anh/chị" in (again.answer.text or "")
    world.an.sees_nothing_new(world.group)
    world.lan.sees_nothing_new()


async def test_of_many_who_press_at_once_one_wins(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    presses = [actor.taps_at_once("Tiếp nhận", card) for actor in (world.an, world.binh, world.an, world.binh)]
    await asyncio.gather(world.settle())
    answers = [press.answer.text or "" for press in presses if press.answer]
    assert len(answers) == 4
    assert sum("Anh/chị đã tiếp nhận" in answer for answer in answers) == 1
    world.an.sees(code, "tiếp nhận lúc", chat=world.group)
    world.lan.sees("tiếp nhận", code)
    world.lan.sees_nothing_new()


async def test_every_copy_of_the_card_is_redrawn(world: World) -> None:
    code = await world.lan.reports()
    first = world.an.sees(code, chat=world.group)
    await world.binh.writes(f"/tin {code}", to=world.group)
    second = world.binh.sees(code, "Chưa ai tiếp nhận", chat=world.group)
    assert first is not second

    await world.an.taps("Tiếp nhận", second)
    for card in (first, second):
        assert "An Đỗ" in (card.text or "")
        assert card.labels[0] == "👁 Xem đủ"
        assert "✅ Tiếp nhận" not in card.labels
        world.look(card)
    world.lan.sees("tiếp nhận", code)


async def test_whoever_may_not_press_learns_what_to_do_and_changes_nothing(world: World) -> None:
    code = await world.lan.reports(*DANGER)
    card = world.an.sees(code, chat=world.group)
    stranger = world.stranger()
    for actor in (stranger, world.leader, world.lan):
        for label in ("Tiếp nhận", "Đã gọi", "Xem đủ"):
            world.an.person.adds(actor.person, world.group)
            world.an.is_alerted(await actor.taps(label, card), "chưa có tên", "quản trị viên")
    await world.an.writes("/moi")
    world.an.sees(code, "1")
    world.an.sees_nothing_new(world.group)
    stranger.sees_nothing_new(stranger.chat)
    world.leader.sees_nothing_new(world.leader.chat)


async def test_an_admin_who_is_no_officer_takes_no_tips(world: World) -> None:
    admin = world.stranger("Quỳnh")
    await admin.starts(await world.setup_code())
    admin.sees("quản trị viên")
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    world.an.person.adds(admin.person, world.group)
    admin.is_alerted(await admin.taps("Tiếp nhận", card), "chưa có tên")
    await admin.writes("/moi")
    admin.sees("chưa có tên")


async def test_nobody_knows_who_an_anonymous_administrator_is(world: World) -> None:
    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)
    for text in ("/moi", f"/tin {code}", "/giaoban", "/kiemtra"):
        world.an.person.writes_anonymously(world.group, text)
        await world.settle()
        world.an.sees("đang ẩn danh", chat=world.group)
    world.an.sees_nothing_new(world.group)


async def test_who_wants_no_reply_gets_none(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    await world.lan.writes("/start")
    await world.lan.taps("Tin đã gửi")
    await world.lan.taps(code)
    await world.lan.taps("Đừng nhắn lại")
    world.lan.skims()
    await world.an.taps("Tiếp nhận", card)
    world.an.sees(code, "An Đỗ", chat=world.group)
    world.lan.sees_nothing_new(world.lan.chat)
