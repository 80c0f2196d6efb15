"""/tim: an officer looks for a tip by what it says."""

from sqlalchemy import select

from bot.domain.tip import Urgency
from storage.models import Journal
from tests.scenarios.case_kit import taken
from tests.scenarios.crowd import many_tips
from tests.world import World


async def test_an_officer_finds_a_tip_in_the_group_and_reads_it_in_private(world: World) -> None:
    an = world.an
    code = await world.lan.reports("Mất trộm xe Sirius 15B1-123.45 ở tổ 5 tối qua, bị bẻ khóa")
    other = await world.stranger("Hoa").reports("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông", "Đã qua")
    world.look_at_everything()

    for asked in ("mat trom sirius", "15b1 12345", "tổ 5 hôm qua", "trộm cắp chưa tiếp nhận", code.lower()):
        await an.writes(f"/tim {asked}", to=world.group)
        listed = an.sees("Tin tìm được", code, "Trộm cắp", "chưa ai tiếp nhận", chat=world.group)
        assert other not in (listed.text or "")
        assert listed.labels == [f"👁 {code}"]
    await an.taps(code, listed)
    an.sees(code, "bẻ khóa", chat=an.chat)
    await an.writes("/tim lo de dang xu ly")
    an.sees("Không có tin nào khớp", "lo de", "dang xu ly", chat=an.chat)
    an.sees_nothing_new(world.group)


async def test_who_asks_for_nothing_is_told_how(world: World) -> None:
    await world.an.writes("/tim", to=world.group)
    world.an.sees("gõ /tim rồi gõ điều cần tìm", chat=world.group)
    await world.an.writes("/tim bị của tôi")
    world.an.sees("Tin nào cũng có", "bị của tôi", chat=world.an.chat)


async def test_many_tips_are_paged_newest_first(world: World) -> None:
    codes = await many_tips(world, *[Urgency.NORMAL] * 19)
    world.look_at_everything()
    await world.binh.writes("/tim chuyện", to=world.group)
    first = world.binh.sees("Tin tìm được", codes[-1], chat=world.group)
    assert [label for label in first.labels if "BD-" in label] == [f"👁 {code}" for code in codes[:-9:-1]]
    await world.binh.taps("Tiếp »", first)
    world.binh.sees("Tin tìm được", codes[-9], chat=world.group)
    await world.an.taps("Tiếp »", first)
    last = world.an.sees(codes[0], codes[2], chat=world.group)
    assert not any("Tiếp »" in label for label in last.labels)
    await world.an.taps("« Trước", last)
    world.an.sees(codes[-9], chat=world.group)

    await world.jumps(hours=24)
    world.look_at_everything()
    world.an.is_alerted(await world.an.taps("Tiếp »", last), "quá một ngày")


async def test_searching_is_for_the_police_and_leaves_a_line_without_words(world: World) -> None:
    code = await world.lan.reports("Mất trộm xe Sirius ở tổ 5 tối qua")
    world.look_at_everything()
    for actor in (world.lan, world.leader, world.stranger()):
        await actor.writes("/tim sirius")
        actor.sees("chưa có tên trong danh sách")
    await world.commander.writes("/tim sirius")
    world.commander.sees("Tin tìm được", code)
    noted = await world.in_database(
        lambda uow: uow.session.scalars(select(Journal.detail).where(Journal.deed == "searched")).all()
    )
    assert noted == ["page 0: 1 tips"]


async def test_a_tip_is_found_by_what_was_added_and_still_by_what_it_said(world: World) -> None:
    code = await taken(world, world.an, "Mất trộm xe Sirius ở tổ 5 tối qua")
    await world.lan.taps("Gửi thêm")
    await world.lan.writes("Nhớ ra biển số 15B1-123.45")
    world.look_at_everything()
    for asked in ("sirius", "15B1-123.45"):
        await world.an.writes(f"/tim {asked}")
        world.an.sees("Tin tìm được", code, "đã tiếp nhận", chat=world.an.chat)
