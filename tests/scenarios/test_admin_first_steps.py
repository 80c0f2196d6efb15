"""The first admin comes by a code from the server's console."""

from tests.world import World


async def test_the_code_from_the_server_makes_one_admin(world: World) -> None:
    admin, late = world.stranger("Quỳnh"), world.stranger("Khôi")
    code = await world.setup_code()
    await admin.starts(code)
    admin.sees("quản trị viên", "/ketnoi", "/moinguoi", "/kiemtra")

    await late.starts(code)
    late.sees("Mã này không dùng được")
    await late.writes("/moinguoi")
    late.sees("chưa có tên trong danh sách")

    await admin.writes("/moinguoi")
    admin.sees("Mời người làm gì")
    await world.nothing_broke()


async def test_a_code_lives_for_24_hours(world: World) -> None:
    early, late = world.stranger("Quỳnh"), world.stranger("Khôi")
    used_in_time, too_old = await world.setup_code(), await world.setup_code()
    await world.jumps(hours=23, minutes=59)
    await early.starts(used_in_time)
    early.sees("quản trị viên")

    await world.jumps(minutes=1)
    await late.starts(too_old)
    late.sees("đã quá 24 giờ")
    world.an.sees("Bản tin giao ban", chat=world.group)


async def test_a_made_up_code_opens_nothing(world: World) -> None:
    guesser = world.stranger()
    for code in ("admin", "A" * 22, "-" * 64):
        await guesser.starts(code)
        guesser.sees("Mã này không dùng được", "/start")
    await guesser.writes("/kiemtra")
    guesser.sees("chưa có tên trong danh sách")


async def test_a_code_for_a_group_makes_nobody_an_admin(world: World) -> None:
    thief = world.stranger()
    await thief.starts(await world.link_code())
    thief.sees("Mã này không dùng được")
