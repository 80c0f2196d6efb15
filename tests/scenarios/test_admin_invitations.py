"""People come to have a role by an invitation: for one person, for one role, for a day."""

from tests.world import World

ROLES = {
    "trực ban": "/moi",
    "chỉ huy": "quá hạn",
    "Trưởng Công an phường": "/giaoban",
    "quản trị viên": "/moinguoi",
    "tổ trưởng tổ dân phố": "/start",
}


async def test_an_invitation_gives_one_person_one_role(world: World) -> None:
    other = world.stranger("Khôi")
    for role, told in ROLES.items():
        guest, link = world.stranger("Quỳnh"), await world.invitation(role)
        await guest.starts(link)
        guest.sees("Từ giờ anh/chị là", role, told)
        world.commander.sees("Quỳnh", "đã nhận lời mời", role)

        await other.starts(link)
        other.sees("Mã này không dùng được")
        world.commander.sees_nothing_new()


async def test_an_invitation_lives_for_a_day(world: World) -> None:
    guest = world.stranger("Quỳnh")
    link = await world.invitation("trực ban")
    await world.jumps(hours=24)
    await guest.starts(link)
    guest.sees("đã quá 24 giờ")
    world.an.sees("Bản tin giao ban", chat=world.group)


async def test_only_an_admin_invites(world: World) -> None:
    """Neither by the command nor by a button of somebody else's list."""
    await world.an.writes("/moinguoi")
    world.an.sees("chưa có tên trong danh sách")
    await world.commander.writes("/moinguoi")
    choice = world.commander.sees("Mời người làm gì")

    for data in ("a1:invite::admin", "a1:invite::officer"):
        world.an.is_alerted(await world.an.forges(data, choice), "chưa có tên")
    world.an.sees_nothing_new()


async def test_a_button_for_a_role_that_does_not_exist_is_stale(world: World) -> None:
    await world.commander.writes("/moinguoi")
    choice = world.commander.sees("Mời người làm gì")
    for data in ("a1:invite::emperor", "a1:dethrone::admin", "a1:invite::"):
        world.commander.is_alerted(await world.commander.forges(data, choice), "Nút này đã cũ")
    world.commander.sees_nothing_new()
    await world.nothing_broke()


async def test_an_officer_may_also_become_commander(world: World) -> None:
    await world.an.starts(await world.invitation("chỉ huy"))
    world.an.sees("Từ giờ anh/chị là", "chỉ huy")
    world.commander.sees("An Đỗ", "chỉ huy")
    await world.an.writes("/moi")
    world.an.sees("Không có tin nào chờ")
