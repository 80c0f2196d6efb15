"""Somebody tries codes: they are slowed, the commanders hear of it once, and real invitations still work."""

from tests.world import World


async def test_whoever_guesses_is_slowed_and_the_command_hears_of_it_once(world: World) -> None:
    thief, link = world.stranger(), await world.invitation("trực ban")
    for number in range(5):
        await thief.starts(f"doan-{number}")
        thief.sees("Mã này không dùng được", "không đúng")
    world.commander.sees_nothing_new()
    await thief.starts(link)
    thief.sees("quá nhiều mã không đúng", "10 giờ 00", "/start")
    for boss in (world.commander, world.chief):
        boss.sees("thử nhiều mã không đúng")
    await thief.starts("doan-6")
    thief.sees("quá nhiều mã không đúng")
    world.commander.sees_nothing_new(world.commander.chat)

    code = await thief.reports()
    world.an.sees(code, chat=world.group)

    guest = world.stranger("Quỳnh")
    await guest.starts(link)
    guest.sees("Đã nhận lời mời")
    world.look_at_everything()
    await world.nothing_broke()


async def test_an_hour_later_the_account_may_try_again(world: World) -> None:
    clumsy, link = world.stranger("Quỳnh"), await world.invitation("trực ban")
    for number in range(6):
        await clumsy.starts(f"doan-{number}")
    world.look_at_everything()
    await world.jumps(hours=1)
    await clumsy.starts(link)
    clumsy.sees("Đã nhận lời mời")
    world.look_at_everything()


async def test_a_link_that_is_pressed_again_and_again_is_no_guess(world: World) -> None:
    guest, link = world.stranger("Quỳnh"), await world.invitation("trực ban")
    await guest.starts(link)
    guest.sees("Đã nhận lời mời")
    for _ in range(7):
        await guest.starts(link)
        guest.sees("đang chờ lãnh đạo duyệt")
    world.commander.sees("Quỳnh")
    world.chief.sees("Quỳnh")


async def test_a_code_for_the_group_is_no_invitation_and_the_other_way_round(world: World) -> None:
    stranger, link = world.stranger(), await world.invitation("trực ban")
    await stranger.starts(await world.link_code())
    stranger.sees("Mã này không dùng được ở đây", "trong nhóm")
    await world.an.writes(f"/ketnoi {link}", to=world.group)
    world.an.sees("Mã nối nhóm không dùng được", chat=world.group)


async def test_who_guesses_the_code_for_a_group_is_slowed_too(world: World) -> None:
    thief = world.stranger()
    await thief.starts()
    own = world.telegram.create_group("Chợ cóc", owner=thief.person, members=[])
    thief.person.adds(world.stage.bot, own)
    world.look_at_everything()
    for number in range(5):
        await thief.writes(f"/ketnoi doan-{number}", to=own)
        thief.sees("Mã nối nhóm không dùng được")
    await thief.writes(f"/ketnoi {await world.link_code()}", to=own)
    thief.sees("quá nhiều mã không đúng")
    for boss in (world.commander, world.chief):
        boss.sees("thử nhiều mã không đúng")
    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)
