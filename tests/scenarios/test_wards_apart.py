"""Two wards, one bot: nothing of one ward is seen, changed or told in the other."""

from bot.domain.people import Role
from bot.sandbox.messages import Message
from tests.scenarios.stories import DANGER
from tests.second_ward import LINK, SecondWard
from tests.world import Actor, World


async def _tip_in_hong_bang(world: World, hong_bang: SecondWard) -> tuple[Actor, str, Message]:
    """A resident, the code of a tip, and its card."""
    hoa = world.stranger("Hoa")
    await hoa.starts(LINK)
    hoa.skims()
    code = await hoa.reports()
    return hoa, code, hong_bang.dung.sees(code, chat=hong_bang.group)


async def test_officers_find_nothing_of_another_ward_by_command(world: World, hong_bang: SecondWard) -> None:
    _, code, _ = await _tip_in_hong_bang(world, hong_bang)
    own = await world.lan.reports()
    world.an.sees(own, chat=world.group)

    await world.an.writes(f"/tin {code}")
    world.an.sees("Không có tin nào mang mã", code)
    await world.an.writes(f"/tin {code}", to=world.group)
    world.an.sees("Không có tin nào mang mã", code, chat=world.group)
    await world.an.writes("/moi")
    assert code not in (world.an.sees(own).text or "")
    await world.an.writes("/giaoban")
    assert "Hồng Bàng" not in (world.an.sees("Bạch Đằng").text or "")
    await hong_bang.dung.writes("/moi", to=hong_bang.group)
    assert own not in (hong_bang.dung.sees(code, chat=hong_bang.group).text or "")


async def test_no_button_reaches_a_tip_of_another_ward(world: World, hong_bang: SecondWard) -> None:
    """Forged in the own group, in private, and in the other ward's group: nothing is done, and nothing told."""
    _, _, card = await _tip_in_hong_bang(world, hong_bang)
    await world.lan.reports()
    own_card = world.an.sees("BD-", chat=world.group)
    await world.an.writes("/moi")
    private = world.an.sees("BD-")
    theirs = [button.data or "" for row in card.buttons for button in row]
    assert len(theirs) > 1
    for data in (*theirs, theirs[0].replace(":ack:", ":take:"), theirs[0].replace(":ack:", ":called:")):
        for message in (own_card, private):
            world.an.is_alerted(await world.an.forges(data, message), "Nút này đã cũ")
        world.an.is_alerted(await world.an.forges(data, card), "chưa có tên trong danh sách")
        world.an.sees_nothing_new()
    assert "Chưa ai tiếp nhận" in (card.text or "")

    mine = next(button.data for row in own_card.buttons for button in row if button.data)
    world.an.is_alerted(await world.an.forges(mine, card), "Nút này đã cũ")
    hong_bang.dung.sees_nothing_new(hong_bang.group)
    await world.nothing_broke()


async def test_the_wards_own_officer_takes_it_on(world: World, hong_bang: SecondWard) -> None:
    hoa, code, card = await _tip_in_hong_bang(world, hong_bang)
    await hong_bang.dung.taps("Tiếp nhận", card)
    hong_bang.dung.sees(code, "Dũng", chat=hong_bang.group)
    hoa.sees("tiếp nhận", code)
    await hong_bang.dung.taps("Xem đủ", card)
    hong_bang.dung.skims()
    world.an.sees_nothing_new()


async def test_a_command_in_another_wards_group_is_refused(world: World, hong_bang: SecondWard) -> None:
    world.an.person.joins(hong_bang.group)
    await world.settle()
    for command in ("/moi", "/giaoban", "/kiemtra", "/tin HB-7K3M-Q"):
        await world.an.writes(command, to=hong_bang.group)
        hong_bang.dung.sees("chưa có tên trong danh sách", chat=hong_bang.group)
    world.an.sees_nothing_new(world.an.chat)
    await world.an.acts(world.an.person.leaves(hong_bang.group))
    await world.an.writes("/moi", to=world.group)
    world.an.sees("Không có tin nào chờ", chat=world.group)


async def test_reminders_and_escalations_stay_in_their_ward(world: World, hong_bang: SecondWard) -> None:
    _, theirs, _ = await _tip_in_hong_bang(world, hong_bang)
    ours = await world.lan.reports()
    world.an.sees(ours, chat=world.group)
    await world.passes(minutes=16)
    for officer, group, code, other in (
        (world.an, world.group, ours, theirs), (hong_bang.dung, hong_bang.group, theirs, ours),
    ):  # fmt: skip
        assert other not in (officer.sees("quá hạn", code, chat=group).text or "")
        officer.sees_nothing_new(group)
    await world.passes(minutes=10)
    assert theirs not in (world.commander.sees(ours).text or "")
    assert ours not in (hong_bang.mai.sees(theirs).text or "")
    for boss in (world.commander, world.chief, hong_bang.mai):
        boss.sees_nothing_new()


async def test_a_draft_left_alone_in_danger_goes_to_its_ward(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.starts(LINK)
    await hoa.writes(DANGER[0])
    hoa.skims()
    await world.passes(minutes=4)
    hoa.skims()
    hong_bang.dung.sees("NGUY HIỂM", "HB-", chat=hong_bang.group)
    world.an.sees_nothing_new(world.group)


async def test_each_ward_is_briefed_in_its_own_group(world: World, hong_bang: SecondWard) -> None:
    await _tip_in_hong_bang(world, hong_bang)
    await world.jumps(hours=22, minutes=5)
    hong_bang.mai.skims()
    told = hong_bang.dung.sees("Bản tin giao ban", "Hồng Bàng", chat=hong_bang.group)
    ours = world.an.sees("Bản tin giao ban", "Bạch Đằng", chat=world.group)
    assert "HB-" in (told.text or "")
    assert "HB-" not in (ours.text or "")
    hong_bang.dung.skims(hong_bang.group)
    world.an.sees_nothing_new(world.group)


async def test_an_alarm_goes_to_the_people_of_its_ward(world: World, hong_bang: SecondWard) -> None:
    await hong_bang.dung.acts(hong_bang.dung.person.removes(world.stage.bot, hong_bang.group))
    hong_bang.mai.sees("không gửi được vào nhóm trực", "Hồng Bàng")
    for boss in (world.commander, world.chief):
        boss.sees_nothing_new()
    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)


async def test_nobody_has_a_role_in_two_wards(world: World, hong_bang: SecondWard) -> None:
    link = await hong_bang.invitation(Role.COMMANDER)
    await world.an.starts(link)
    world.an.sees("đang có vai trò ở Công an phường Bạch Đằng")
    await world.an.starts(LINK)
    world.an.sees("đang có vai trò ở Công an phường Bạch Đằng")
    await world.leader.starts(LINK)
    world.leader.sees("đang có vai trò ở Công an phường Bạch Đằng")
    await world.leader.starts()
    assert "Đổi phường" not in " ".join(world.leader.sees("Đây là kênh nhận tin báo", "Bạch Đằng").labels)
    world.leader.skims()
    await world.an.writes("/moi", to=world.group)
    world.an.sees("Không có tin nào chờ", chat=world.group)

    await world.an.acts(world.an.person.leaves(world.group))
    for boss in (world.commander, world.chief):
        boss.sees("An Đỗ", "không còn trong nhóm trực")
    await world.an.starts(link)
    await hong_bang.admits(world.an)
    world.an.sees("Từ giờ anh/chị là", "chỉ huy", "Hồng Bàng")
    await hong_bang.dung.writes("/kiemtra", to=hong_bang.group)
    hong_bang.dung.sees("Chưa có Trưởng Công an phường", chat=hong_bang.group)


async def test_an_open_report_comes_before_a_role_in_another_ward(world: World, hong_bang: SecondWard) -> None:
    hoa = world.stranger("Hoa")
    await hoa.starts("w-BD")
    await hoa.writes("Mất trộm xe Sirius ở tổ 5 tối qua")
    hoa.skims()
    link = await hong_bang.invitation(Role.OFFICER)
    await hoa.starts(link)
    hoa.sees("đang viết dở")
    await hoa.presses_on()
    hoa.skims()
    world.an.sees("Sirius", chat=world.group)
    await hoa.starts(link)
    await hong_bang.admits(hoa)
    hoa.sees("Từ giờ anh/chị là", "trực ban", "Hồng Bàng")


async def test_a_group_belongs_to_one_ward(world: World, hong_bang: SecondWard) -> None:
    code = await hong_bang.link_code()
    await world.an.writes(f"/ketnoi {code}", to=world.group)
    world.an.sees("nhóm trực của phường khác", chat=world.group)
    ours = await world.lan.reports()
    world.an.sees(ours, chat=world.group)
    hong_bang.dung.sees_nothing_new(hong_bang.group)

    await hong_bang.dung.writes(f"/ketnoi {code}", to=hong_bang.group)
    hong_bang.dung.sees("nhóm trực", "Hồng Bàng", chat=hong_bang.group)
    hong_bang.dung.skims(hong_bang.group)


async def test_a_group_that_moves_stays_with_its_ward(world: World, hong_bang: SecondWard) -> None:
    _, code, _ = await _tip_in_hong_bang(world, hong_bang)
    new = hong_bang.dung.person.upgrades(hong_bang.group)
    await world.settle()
    hong_bang.dung.sees(code, "Chưa ai tiếp nhận", chat=new)
    await hong_bang.dung.writes("/moi", to=new)
    hong_bang.dung.sees("Tin chưa tiếp nhận", code, chat=new)
    world.an.sees_nothing_new(world.group)


async def test_each_ward_speaks_its_own_words(world: World, hong_bang: SecondWard) -> None:
    folder = world.app.settings.data_dir / "loi"
    (folder / "HB").mkdir(parents=True)
    _reword(folder / "chung.po", "menu-report", "🚨 Tôi muốn báo tin")
    _reword(folder / "HB" / "rieng.po", "menu-tips", "📂 Các tin của tôi ở Hồng Bàng")
    await world.restart(texts_dir=str(folder))
    await world.lan.starts()
    assert {"🚨 Tôi muốn báo tin", "📂 Tin đã gửi"} <= set(world.lan.sees("Bạch Đằng").labels)
    hoa = world.stranger("Hoa")
    await hoa.starts(LINK)
    labels = set(hoa.sees("Đây là kênh nhận tin báo", "Hồng Bàng").labels)
    assert {"🚨 Tôi muốn báo tin", "📂 Các tin của tôi ở Hồng Bàng"} <= labels


def _reword(path, key: str, text: str) -> None:  # type: ignore[no-untyped-def]
    path.write_text(f'msgid "{key}"\nmsgstr "{text}"\n', encoding="utf-8")
