"""People come to have a role by an invitation: for one person, for one role, for a day, and approved."""

import io

from PIL import Image

from bot.channels.qr import qr_picture
from storage.unit_of_work import UnitOfWork
from tests.world import Actor, World

ROLES = {
    ("trực ban",): "/moi",
    ("chỉ huy",): "quá hạn",
    ("Trưởng Công an phường",): "/giaoban",
    ("quản trị viên",): "/moinguoi",
    ("tổ trưởng tổ dân phố", "Tổ dân phố số 7"): "/start",
    ("Tổ bảo vệ an ninh, trật tự", "Tổ dân phố số 2"): "Báo nhanh",
    ("Cán bộ đơn vị", "Phòng Văn hóa"): "xác nhận khi đã nhận",
    ("Theo dõi, giám sát",): "số liệu",
}


async def test_an_invitation_gives_one_person_one_role_once_it_is_approved(world: World) -> None:
    other = world.stranger("Khôi")
    for role, told in ROLES.items():
        guest, link = world.stranger("Quỳnh"), await world.invitation(*role)
        await guest.starts(link)
        guest.sees("Đã nhận lời mời làm", *role, "duyệt")
        asked = world.commander.sees("Quỳnh", "đã nhận lời mời làm", *role, "Người mời: Hải Ngô")
        await guest.writes("/kiemtra")
        guest.sees("chưa có tên trong danh sách")

        await other.starts(link)
        other.sees("Mã này không dùng được", "đã có người dùng rồi")
        await guest.starts(link)
        guest.sees("đang chờ lãnh đạo duyệt")

        await world.commander.taps("Duyệt", asked)
        guest.sees("Từ giờ anh/chị là", *role, told)
        world.commander.sees("Quỳnh", "Hải Ngô Duyệt lúc")
        world.look_at_everything()
    await world.nothing_broke()


async def test_who_is_declined_gets_nothing_and_all_are_told(world: World) -> None:
    guest = world.stranger("Quỳnh")
    await guest.starts(await world.invitation("trực ban"))
    guest.sees("Đã nhận lời mời")
    world.commander.sees("Quỳnh")
    await world.chief.taps("Từ chối", world.chief.sees("Quỳnh", "trực ban"))
    world.chief.sees("Sơn Đặng từ chối lúc")
    world.commander.sees("Sơn Đặng từ chối lúc")
    world.commander.sees("Quỳnh", "không được duyệt")
    guest.sees("chưa được duyệt", "hỏi lại người đã gửi")
    await guest.writes("/moi")
    guest.sees("chưa có tên trong danh sách")


async def test_the_first_of_the_command_decides_and_the_other_learns_who_it_was(world: World) -> None:
    guest = world.stranger("Quỳnh")
    await guest.starts(await world.invitation("trực ban"))
    guest.sees("Đã nhận lời mời")
    first, second = world.commander.sees("Quỳnh"), world.chief.sees("Quỳnh")
    pressed = [world.commander.taps_at_once("Duyệt", first), world.chief.taps_at_once("Từ chối", second)]
    await world.settle()
    winner = next(press for press in pressed if press.answer and not press.answer.show_alert)
    (loser,) = (press for press in pressed if press is not winner)
    name = "Hải Ngô đã duyệt" if winner is pressed[0] else "Sơn Đặng đã từ chối"
    world.chief.is_alerted(loser, name)
    world.look_at_everything()


async def test_only_the_command_approves(world: World) -> None:
    guest, admin = world.stranger("Quỳnh"), world.stranger("Tâm")
    await world.enrols(admin, "quản trị viên")
    world.look_at_everything()
    await guest.starts(await world.invitation("trực ban"))
    guest.sees("Đã nhận lời mời")
    asked = world.commander.sees("Quỳnh")
    world.chief.sees("Quỳnh")
    (data,) = (b.data for row in asked.buttons for b in row if "Duyệt" in b.text)
    world.an.is_alerted(await world.an.forges(data or "", asked), "chỉ huy")
    admin.is_alerted(await admin.forges(data or "", asked), "chỉ huy")
    guest.is_alerted(await guest.forges(data or "", asked), "chưa có tên")
    world.commander.is_alerted(await world.commander.forges("p1:approve:999:", asked), "Nút này đã cũ")
    guest.sees_nothing_new()


async def test_nobody_approves_themselves_where_another_can(world: World) -> None:
    await world.commander.starts(await world.invitation("Trưởng Công an phường"))
    world.commander.sees("Đã nhận lời mời")
    press = await world.commander.taps("Duyệt", world.commander.sees("Hải Ngô", "đã nhận lời mời"))
    world.commander.is_alerted(press, "không tự duyệt")
    await world.chief.taps("Duyệt", world.chief.sees("Hải Ngô"))
    world.chief.sees("duyệt lúc")
    world.commander.sees("Từ giờ anh/chị là", "Trưởng Công an phường")
    world.look_at_everything()


async def test_while_there_is_no_command_the_admin_approves_it_and_nobody_else(world: World) -> None:
    """The commander and the chief are gone: the ward begins anew."""
    admin, officer, boss = world.stranger("Tâm"), world.stranger("Quỳnh"), world.stranger("Khôi")
    await admin.starts(await world.setup_code())
    admin.sees("quản trị viên")
    for gone in (world.commander, world.chief):
        gone.person.joins(world.group)
        await gone.acts(gone.person.leaves(world.group))
    world.look_at_everything()

    await officer.starts(await _invited_by(admin, "trực ban"))
    officer.sees("Đã nhận lời mời")
    admin.sees("Quỳnh", "đang chờ chỉ huy duyệt", "chưa có chỉ huy")
    await boss.starts(await _invited_by(admin, "chỉ huy"))
    boss.sees("Đã nhận lời mời")
    await admin.taps("Duyệt", admin.sees("Khôi", "đã nhận lời mời"))
    admin.sees("Tâm duyệt lúc")
    boss.sees("Từ giờ anh/chị là", "chỉ huy")

    await boss.taps("Duyệt", boss.sees("Quỳnh", "trực ban"))
    boss.sees("Khôi duyệt lúc")
    officer.sees("Từ giờ anh/chị là", "trực ban")
    admin.sees("Quỳnh", "đã được duyệt")


async def _invited_by(admin: Actor, role: str) -> str:
    await admin.writes("/moinguoi")
    await admin.taps(role, admin.sees("Mời người làm gì"))
    return (admin.sees("Lời mời làm", role).caption or "").partition("?start=")[2].split()[0]


async def test_the_picture_of_an_invitation_is_its_link(world: World) -> None:
    await world.commander.writes("/moinguoi")
    await world.commander.taps("trực ban", world.commander.sees("Mời người làm gì"))
    sent = world.commander.sees("Lời mời làm", "quét hình này")
    (link,) = (word for word in (sent.caption or "").split() if "?start=" in word)
    assert sent.media is not None
    assert sent.media.kind == "photo"
    assert sent.media.file.data == qr_picture(link)
    picture = Image.open(io.BytesIO(sent.media.file.data))
    assert picture.format == "PNG"
    assert min(picture.size) >= 300
    assert [button.url for row in sent.buttons for button in row] == [link]


async def test_an_invitation_lives_for_a_day(world: World) -> None:
    guest = world.stranger("Quỳnh")
    link = await world.invitation("trực ban")
    await world.jumps(hours=24)
    await guest.starts(link)
    guest.sees("Mã này không dùng được", "đã quá 24 giờ")
    world.an.sees("Bản tin giao ban", chat=world.group)


async def test_only_an_admin_invites(world: World) -> None:
    """Neither by the command nor by a button of somebody else's list."""
    await world.an.writes("/moinguoi")
    world.an.sees("chưa có tên trong danh sách")
    await world.commander.writes("/moinguoi")
    choice = world.commander.sees("Mời người làm gì")

    for data in ("a1:invite::admin", "a1:invite::officer", "a1:home:group_leader:1", "a1:unit::culture"):
        world.an.is_alerted(await world.an.forges(data, choice), "chưa có tên")
    world.an.sees_nothing_new()


async def test_a_button_for_what_does_not_exist_is_stale(world: World) -> None:
    await world.commander.writes("/moinguoi")
    choice = world.commander.sees("Mời người làm gì")
    made_up = (
        "a1:invite::emperor", "a1:dethrone::admin", "a1:invite::", "a1:home:officer:1", "a1:home:group_leader:999",
        "a1:unit::navy", "p1:approve:x:", "p1:crown:1:",
    )  # fmt: skip
    for data in made_up:
        world.commander.is_alerted(await world.commander.forges(data, choice), "Nút này đã cũ")
    world.commander.sees_nothing_new()
    await world.nothing_broke()


async def test_an_officer_may_also_become_commander(world: World) -> None:
    await world.enrols(world.an, "chỉ huy")
    world.an.sees("Từ giờ anh/chị là", "chỉ huy")
    world.chief.sees("An Đỗ", "duyệt lúc")
    await world.an.writes("/moi")
    world.an.sees("Không có tin nào chờ")


async def test_a_leader_has_the_neighbourhood_of_the_invitation(world: World) -> None:
    """It was asked for when the invitation was made, on the page where it stands."""
    guest = world.stranger("Bà Nhàn")
    await world.commander.writes("/moinguoi")
    await world.commander.taps("tổ trưởng tổ dân phố", world.commander.sees("Mời người làm gì"))
    asked = world.commander.sees("của tổ dân phố nào")
    assert "Tổ dân phố số 10" not in asked.labels
    await world.commander.taps("Tiếp »", asked)
    await world.commander.taps("Tổ dân phố số 10", world.commander.sees("của tổ dân phố nào"))
    sent = world.commander.sees("Lời mời làm", "Tổ dân phố số 10")
    await guest.starts((sent.caption or "").partition("?start=")[2].split()[0])
    guest.sees("Đã nhận lời mời")
    world.chief.sees("Bà Nhàn")
    await world.commander.taps("Duyệt", world.commander.sees("Bà Nhàn", "Tổ dân phố số 10"))
    guest.sees("Từ giờ anh/chị là", "Tổ dân phố số 10")
    world.look_at_everything()
    assert await world.in_database(lambda uow: _home(uow, guest)) == "Tổ dân phố số 10"


def _home(uow: UnitOfWork, leader: Actor) -> str:
    member = uow.people.member(uow.keyring.blind(leader.person.id))
    assert member is not None
    return next(place.name for place in uow.ward.neighbourhoods() if place.id == member.neighbourhood_id)


async def test_a_button_of_a_private_chat_does_nothing_on_a_message_of_the_group(world: World) -> None:
    """As a client of one's own can press it; what is private is never done before everybody."""
    await world.lan.reports()
    card = world.an.sees("TIN MỚI", chat=world.group)
    for data in ("a1:invite::unit", "a1:invite::officer", "p1:list::0", "i1:reveals::0", "q1:open:1:", "g1:why:x:y"):
        world.commander.is_alerted(await world.commander.forges(data, card), "đã cũ")
    world.commander.sees_nothing_new()
    world.an.sees_nothing_new(world.group)
