"""The duty group is linked by a code that is posted in it."""

from bot.sandbox.chats import Chat
from tests.world import World


def _new_group(world: World, title: str = "Nhóm trực mới") -> Chat:
    """A group with the officers and, as an administrator, the bot."""
    an, bot = world.an.person, world.stage.bot
    group = world.telegram.create_group(title, owner=an, members=[world.binh.person])
    an.adds(bot, group)
    an.promotes(bot, group)
    return group


async def test_another_group_takes_over(world: World) -> None:
    waiting = await world.lan.reports()
    old_card = world.an.sees(waiting, chat=world.group)
    group = _new_group(world)
    await world.an.writes(f"/ketnoi {await world.link_code()}", to=group)
    world.an.sees("nhóm trực của Công an phường Bạch Đằng", chat=group)
    assert not world.an.sees("THẺ THỬ", chat=group).labels
    world.an.sees("Mọi thứ đã sẵn sàng", chat=group)
    world.an.sees(waiting, "Chưa ai tiếp nhận", chat=group)

    hoa = world.stranger("Hoa")
    code = await hoa.reports()
    card = world.an.sees(code, chat=group)
    world.an.sees_nothing_new(world.group)

    press = await world.an.taps("Tiếp nhận", old_card)
    world.an.is_alerted(press, "không phải nhóm trực")
    world.an.sees_nothing_new(world.group)
    world.an.sees_nothing_new(group)

    await world.an.taps("Tiếp nhận", card)
    world.an.sees(code, "An Đỗ", chat=group)
    hoa.sees("tiếp nhận", code)
    await world.nothing_broke()


async def test_a_code_links_one_group_once(world: World) -> None:
    first, second = _new_group(world, "Một"), _new_group(world, "Hai")
    code = await world.link_code()
    await world.an.writes(f"/ketnoi {code}", to=first)
    world.an.sees("nhóm trực", chat=first)
    world.an.sees("THẺ THỬ", chat=first)
    world.an.sees("Mọi thứ đã sẵn sàng", chat=first)

    await world.an.writes(f"/ketnoi {code}", to=second)
    world.an.sees("Mã nối nhóm không dùng được")
    world.an.sees_nothing_new(first)
    await world.an.writes("/kiemtra")
    world.an.sees("sẵn sàng")


async def test_a_wrong_or_old_code_links_nothing(world: World) -> None:
    other = _new_group(world)
    old = await world.link_code()
    await world.jumps(hours=24)
    world.an.sees("Bản tin giao ban", chat=world.group)
    for code in (old, "doan-bua", ""):
        await world.an.writes(f"/ketnoi {code}".strip(), to=other)
        world.an.sees("Mã nối nhóm không dùng được", "/ketnoi")
    await world.an.writes("/ketnoi doan-bua", to=world.group)
    world.an.sees("Mã nối nhóm không dùng được", chat=world.group)

    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)
    world.an.sees_nothing_new(other)


async def test_only_an_admin_gets_a_code_for_the_group(world: World) -> None:
    for actor in (world.an, world.leader, world.lan, world.chief):
        await actor.writes("/ketnoi")
        actor.sees("chưa có tên trong danh sách")


async def test_the_self_check_names_what_is_missing_and_then_that_all_is_well(world: World) -> None:
    an, bot = world.an, world.stage.bot
    await an.writes("/kiemtra", to=world.group)
    an.sees("Mọi thứ đã sẵn sàng", chat=world.group)

    await an.acts(an.person.demotes(bot, world.group))
    await an.writes("/kiemtra")
    an.sees("Còn thiếu", "chưa là quản trị viên của nhóm")

    await an.acts(an.person.promotes(bot, world.group))
    world.chief.person.joins(world.group)
    await world.chief.acts(world.chief.person.leaves(world.group))
    world.commander.sees("Sơn Đặng", "không còn trong nhóm trực")
    await an.writes("/kiemtra")
    an.sees("Còn thiếu", "Chưa có Trưởng Công an phường")

    await world.enrols(world.chief, "Trưởng Công an phường")
    world.chief.sees("Từ giờ", "Trưởng Công an phường")
    await world.commander.writes("/kiemtra")
    world.commander.sees("Mọi thứ đã sẵn sàng")

    await world.lan.writes("/kiemtra")
    world.lan.sees("chưa có tên trong danh sách")


async def test_a_tip_from_before_the_group_was_lost_is_posted_once_in_the_new_one(world: World) -> None:
    """Its card never went out; linking another group must not make two of it."""
    world.an.person.removes(world.stage.bot, world.group)
    await world.settle()
    for boss in (world.commander, world.chief):
        boss.sees("không gửi được vào nhóm trực")
    code = await world.lan.reports()
    group = _new_group(world)
    await world.an.writes(f"/ketnoi {await world.link_code()}", to=group)
    world.an.sees(code, chat=group)
    world.an.sees("nhóm trực của", chat=group)
    world.an.sees("THẺ THỬ", chat=group)
    world.an.sees("sẵn sàng", chat=group)
    world.an.sees_nothing_new(group)
    world.lan.sees("Đã tới nhóm trực")
    await world.nothing_broke()


async def test_a_stranger_cannot_write_into_the_duty_group_through_the_bot(world: World) -> None:
    """Somebody adds the bot to a group of their own and orders it about there."""
    stranger = world.stranger()
    own = world.telegram.create_group("Chợ cóc", owner=stranger.person, members=[])
    stranger.person.adds(world.stage.bot, own)
    for text in ("/moi", "/tin BD-7K3M-Q", "/giaoban", "/kiemtra", "/ketnoi abc", "/moi đi"):
        await stranger.writes(text, to=own)
    stranger.person.writes_anonymously(own, "/moi")
    await world.settle()
    world.an.sees_nothing_new(world.group)
    await world.nothing_broke()
