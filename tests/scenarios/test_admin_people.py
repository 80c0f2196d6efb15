"""/danhsach: who is on the list, what each may do, and how it ends."""

from bot.sandbox.messages import Message
from tests.world import Actor, World


async def _opens(boss: Actor, name: str) -> None:
    """The list, then one person of it; the message shows that person then."""
    await boss.writes("/danhsach")
    await boss.taps(name, boss.sees("Danh sách:"))


THEIRS = (("person", ""), ("suspend", ""), ("replace", ""), ("drop", "admin"), ("end", "3"))


def _number(listed: Message, name: str) -> str:
    """The number of a person in the list."""
    (data,) = [b.data or "" for row in listed.buttons for b in row if name in b.text]
    return data.split(":")[2]


async def test_the_list_says_who_is_what_and_what_each_may_do(world: World) -> None:
    boss = world.commander
    await boss.writes("/danhsach")
    listed = boss.sees("Danh sách: 5 người", "An Đỗ – trực ban", "Thắng Vũ – tổ trưởng tổ dân phố (Tổ dân phố số 5)")
    assert "Hải Ngô – chỉ huy, quản trị viên" in (listed.text or "")
    assert "Lan" not in (listed.text or "")
    assert [label.partition(" ")[0] for label in listed.labels] == ["Sơn", "Hải", "An", "Bình", "Thắng"]

    await boss.taps("An Đỗ", listed)
    shown = boss.sees("An Đỗ – trực ban", "Được làm: ", "tiếp nhận tin", "tìm tin")
    assert "mở lại tin" not in (shown.text or "")
    await boss.taps("« Danh sách", shown)
    await boss.taps("Thắng Vũ", boss.sees("Danh sách: 5 người"))
    leader = boss.sees("tổ trưởng", "Được làm: báo tin cho công an phường")
    assert "tiếp nhận" not in (leader.text or "")
    boss.sees_nothing_new()


async def test_only_those_who_answer_for_people_see_the_list(world: World) -> None:
    for actor in (world.an, world.leader, world.lan):
        await actor.writes("/danhsach")
        actor.sees("chưa có tên trong danh sách")
    await world.chief.writes("/danhsach")
    listed = world.chief.sees("Danh sách")
    own, an = _number(listed, "Sơn Đặng"), _number(listed, "An Đỗ")
    for data in ("list::0", *(f"{what}:{own}:{which}" for what, which in THEIRS)):
        data = f"p1:{data}"
        press = await world.an.forges(data, listed)
        assert press.answer is not None
        assert press.answer.show_alert, data
    for data in ("p1:person:999:", "p1:suspend:999:"):
        world.chief.is_alerted(await world.chief.forges(data, listed), "không còn trong danh sách")
    for data in (f"p1:end:{an}:1200", f"p1:end:{an}:x", f"p1:drop:{an}:emperor", f"p1:crown:{an}:"):
        world.chief.is_alerted(await world.chief.forges(data, listed), "Nút này đã cũ")
    world.chief.sees_nothing_new()
    await world.nothing_broke()


async def test_somebody_is_suspended_and_restored(world: World) -> None:
    boss, an = world.chief, world.an
    await _opens(boss, "An Đỗ")
    await boss.taps("Tạm dừng", boss.sees("An Đỗ"))
    shown = boss.sees("An Đỗ", "đang tạm dừng")
    an.sees("đã tạm dừng", "hỏi lãnh đạo")
    await an.writes("/moi")
    an.sees("chưa có tên trong danh sách")
    code = await world.lan.reports()
    an.is_alerted(await an.taps("Tiếp nhận", an.sees(code, chat=world.group)), "chưa có tên")

    await boss.taps("Khôi phục", shown)
    boss.sees("An Đỗ", "đang hoạt động")
    an.sees("đã được khôi phục", "trực ban")
    await an.taps("Tiếp nhận")
    an.sees(code, "An Đỗ", chat=world.group)
    world.lan.sees(code)


async def test_an_officer_who_left_the_group_comes_back_only_when_restored(world: World) -> None:
    binh = world.binh
    await binh.acts(binh.person.leaves(world.group))
    told = world.commander.sees("Bình Lê", "không còn trong nhóm trực", "Khôi phục")
    world.chief.sees("Bình Lê")
    binh.person.joins(world.group)
    await binh.writes("/moi")
    binh.sees("chưa có tên trong danh sách")
    await world.commander.taps("Xem người này", told)
    await world.commander.taps("Khôi phục", world.commander.sees("Bình Lê", "đang tạm dừng"))
    world.commander.sees("Bình Lê", "đang hoạt động")
    binh.sees("đã được khôi phục", "trực ban")
    await binh.writes("/moi")
    binh.sees("Không có tin nào chờ")


async def test_a_leader_who_leaves_a_group_stays_a_leader(world: World) -> None:
    """Neither the duty group, where they were by chance, nor any other one."""
    leader = world.leader
    other = world.telegram.create_group("Tổ 5", owner=leader.person, members=[world.an.person])
    leader.person.adds(world.stage.bot, other)
    leader.person.promotes(world.stage.bot, other)
    leader.person.joins(world.group)
    for group in (world.group, other):
        await leader.acts(leader.person.leaves(group))
    world.commander.sees_nothing_new()
    await world.commander.writes("/danhsach")
    assert "tạm dừng" not in (world.commander.sees("Thắng Vũ – tổ trưởng").text or "")


async def test_one_of_several_roles_is_taken_and_then_the_last_one(world: World) -> None:
    await world.enrols(world.an, "quản trị viên")
    world.look_at_everything()
    boss, an = world.commander, world.an
    await boss.writes("/danhsach")
    listed = boss.sees("Danh sách:")
    number = _number(listed, "An Đỗ")
    await boss.taps("An Đỗ", listed)
    await boss.taps("Bỏ: quản trị viên", boss.sees("trực ban, quản trị viên"))
    shown = boss.sees("An Đỗ – trực ban")
    an.sees("Vai trò của anh/chị đã thay đổi", "trực ban")
    await an.writes("/moinguoi")
    an.sees("chưa có tên trong danh sách")
    await boss.taps("Bỏ: trực ban", shown)
    assert "An Đỗ" not in (boss.sees("Danh sách: 4 người").text or "")
    an.sees("đã tạm dừng")
    await an.writes("/moi")
    an.sees("chưa có tên trong danh sách")
    boss.is_alerted(await boss.forges(f"p1:restore:{number}:", shown), "không còn trong danh sách")


async def test_a_newcomer_takes_over_and_the_old_one_stops_only_then(world: World) -> None:
    boss, leader, nhan = world.commander, world.leader, world.stranger("Nhàn")
    await _opens(boss, "Thắng Vũ")
    await boss.taps("Thay người", boss.sees("Thắng Vũ"))
    sent = boss.sees("Lời mời làm", "tổ trưởng", "Tổ dân phố số 5", "thay Thắng Vũ")
    await nhan.starts((sent.caption or "").partition("?start=")[2].split()[0])
    nhan.sees("Đã nhận lời mời")
    leader.sees_nothing_new()
    world.chief.sees("Nhàn", "Thay cho: Thắng Vũ")
    await boss.taps("Duyệt", boss.sees("Nhàn", "Thay cho: Thắng Vũ"))
    boss.sees("duyệt lúc")
    world.chief.sees("duyệt lúc")
    nhan.sees("Từ giờ anh/chị là", "tổ trưởng", "Tổ dân phố số 5")
    leader.sees("đã tạm dừng")
    await boss.writes("/danhsach")
    boss.sees("Nhàn – tổ trưởng tổ dân phố (Tổ dân phố số 5) · đang hoạt động", "Thắng Vũ", "⏸")


async def test_a_term_ends_by_itself_and_the_command_hears_a_week_before(world: World) -> None:
    """Set on 02/03 for three months: warned on 26/05, over on 02/06, each at eight in the morning."""
    boss, an = world.commander, world.an
    await _opens(boss, "An Đỗ")
    await boss.taps("Thời hạn", boss.sees("An Đỗ"))
    await boss.taps("3 tháng", boss.sees("An Đỗ", "đến khi nào"))
    boss.sees("An Đỗ", "đến ngày 02/06/2026")
    await world.jumps(days=84, hours=22, minutes=59)
    world.look_at_everything()
    await world.jumps(minutes=1)
    for told in (boss, world.chief):
        told.sees("An Đỗ", "trực ban", "hết hạn ngày 02/06/2026")
    await world.jumps(days=6, hours=23, minutes=59)
    world.look_at_everything()
    await an.writes("/moi")
    an.sees("Không có tin nào chờ")
    await world.jumps(minutes=1)
    an.sees("hết thời hạn hôm nay")
    over = boss.sees("An Đỗ", "đã tạm dừng")
    world.chief.sees("An Đỗ", "đã tạm dừng")
    await an.writes("/moi")
    an.sees("chưa có tên trong danh sách")

    await boss.taps("Xem người này", over)
    await boss.taps("Khôi phục", boss.sees("An Đỗ", "⏸"))
    boss.sees("An Đỗ", "đang hoạt động")
    an.sees("đã được khôi phục")
    await world.jumps(hours=1)
    await an.writes("/moi")
    an.sees("Không có tin nào chờ")


async def test_a_new_term_is_a_new_warning_and_none_is_none(world: World) -> None:
    boss = world.commander
    await _opens(boss, "An Đỗ")
    for term in ("12 tháng", "3 tháng", "Không thời hạn"):
        await boss.taps("Thời hạn")
        await boss.taps(term)
    boss.sees("An Đỗ", "đang hoạt động")
    await world.jumps(days=400)
    world.look_at_everything()
    await world.an.writes("/moi")
    world.an.sees("Không có tin nào chờ")


async def test_nobody_changes_what_they_themselves_may_do(world: World) -> None:
    boss = world.commander
    await _opens(boss, "Hải Ngô")
    shown = boss.sees("Hải Ngô")
    for button in ("Tạm dừng", "Bỏ: quản trị viên", "Thời hạn"):
        boss.is_alerted(await boss.taps(button, shown), "không tự sửa quyền")
    await boss.writes("/kiemtra")
    boss.sees("sẵn sàng")


async def test_an_admin_alone_does_not_touch_the_command_and_restores_nobody(world: World) -> None:
    admin = world.stranger("Tâm")
    await world.enrols(admin, "quản trị viên")
    world.look_at_everything()
    await _opens(admin, "Sơn Đặng")
    shown = admin.sees("Sơn Đặng")
    assert shown.labels == ["« Danh sách"]
    for data in ("p1:suspend:5:", "p1:drop:5:chief", "p1:replace:5:", "p1:end:5:3"):
        chief = await world.in_database(lambda uow: next(p for p in uow.members.all() if "Sơn" in p.member.name))
        forged = data.replace("5", str(chief.member.id), 1)
        admin.is_alerted(await admin.forges(forged, shown), "chỉ huy")

    await _opens(admin, "An Đỗ")
    await admin.taps("Tạm dừng", admin.sees("An Đỗ"))
    suspended = admin.sees("An Đỗ", "⏸")
    world.an.sees("đã tạm dừng")
    assert not any("Khôi phục" in label for label in suspended.labels)


async def test_who_waits_stands_on_the_list_and_can_be_approved_there(world: World) -> None:
    guest = world.stranger("Quỳnh")
    await guest.starts(await world.invitation("trực ban"))
    guest.sees("Đã nhận lời mời")
    world.look_at_everything()
    await world.chief.writes("/danhsach")
    await world.chief.taps("🕓 Quỳnh", world.chief.sees("Quỳnh", "đang chờ duyệt"))
    await world.chief.taps("Duyệt", world.chief.sees("Quỳnh", "đã nhận lời mời"))
    guest.sees("Từ giờ anh/chị là", "trực ban")
    world.look_at_everything()


async def test_a_long_list_has_pages(world: World) -> None:
    for number in range(9):
        guest = world.stranger(f"Người {number}")
        await guest.starts(await world.invitation("trực ban"))
    for asked in [m for m in world.commander.chat.messages if "✅ Duyệt" in m.labels]:
        await world.commander.taps("Duyệt", asked)
    world.look_at_everything()
    boss = world.chief
    await boss.writes("/danhsach")
    listed = boss.sees("Danh sách: 14 người (trang 1/2)")
    await boss.taps("Tiếp »", listed)
    second = boss.sees("trang 2/2", "Thắng Vũ")
    await boss.taps("Thắng Vũ", second)
    await boss.taps("« Danh sách", boss.sees("Thắng Vũ"))
    boss.sees("trang 2/2")
