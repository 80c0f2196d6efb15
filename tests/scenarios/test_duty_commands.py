"""Commands: the way back when presses were lost."""

from bot.domain.tip import Urgency
from tests.scenarios.crowd import many_tips
from tests.scenarios.stories import DANGER, NORMAL
from tests.world import World


async def test_what_is_new_is_listed_danger_first_and_can_be_taken_from_the_list(world: World) -> None:
    await world.an.writes("/moi", to=world.group)
    world.an.sees("Không có tin nào chờ tiếp nhận", chat=world.group)

    calm, wild = await world.lan.reports(*NORMAL), await world.stranger("Hoa").reports(*DANGER)
    for code in (calm, wild):
        world.an.sees(code, chat=world.group)
    await world.an.writes("/moi", to=world.group)
    listed = world.an.sees("Tin chưa tiếp nhận: 2", chat=world.group)
    assert listed.labels == [f"✅ Tiếp nhận {wild}", f"✅ Tiếp nhận {calm}"]

    await world.an.taps(calm, listed)
    world.an.sees(calm, "An Đỗ", chat=world.group)
    world.lan.sees("tiếp nhận", calm)
    world.an.sees_nothing_new(world.group)
    assert "Tin chưa tiếp nhận: 2" in (listed.text or "")

    world.binh.is_alerted(await world.binh.taps(calm, listed), "An Đỗ")
    await world.commander.writes("/moi")
    world.commander.sees("Tin chưa tiếp nhận: 1", wild)


async def test_a_code_is_understood_however_it_is_typed(world: World) -> None:
    code = await world.lan.reports()
    first = world.an.sees(code, chat=world.group)
    bare = code.replace("-", "")
    for typed in (code.lower(), bare, " ".join(bare), code.replace("-", "–")):
        await world.an.writes(f"/tin@tinbao_bachdang_bot {typed}", to=world.group)
        assert world.an.sees(code, "Chưa ai tiếp nhận", chat=world.group) is not first
        await world.an.writes(f"/TIN {typed}")
        world.an.sees(code, "bẻ khóa", chat=world.an.chat)


async def test_a_code_that_does_not_exist_is_said_to_be_wrong(world: World) -> None:
    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)
    mistyped = code[:-1] + ("A" if code[-1] != "A" else "C")
    for typed in (mistyped, "BD-2222-2", "<b>không & có", "1234567890" * 10):
        await world.an.writes(f"/tin {typed}", to=world.group)
        world.an.sees("Không có tin nào mang mã", typed[:20], chat=world.group)
    await world.an.writes("/tin", to=world.group)
    world.an.sees("gõ mã tin sau lệnh", chat=world.group)
    world.an.sees_nothing_new(world.group)


async def test_commands_are_for_those_on_the_list(world: World) -> None:
    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)
    for actor in (world.lan, world.leader, world.stranger()):
        for command in ("/moi", f"/tin {code}", "/giaoban"):
            await actor.writes(command)
            actor.sees("chưa có tên trong danh sách")
    world.an.person.adds(world.lan.person, world.group)
    await world.lan.writes(f"/tin {code}", to=world.group)
    world.lan.sees("chưa có tên trong danh sách", chat=world.group)


async def test_an_officer_in_another_group_is_answered_in_private(world: World) -> None:
    """What is said of tips stays out of any group but the one that is linked."""
    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)
    elsewhere = world.telegram.create_group("Bóng đá", owner=world.an.person, members=[world.stage.bot])
    for command, told in (("/moi", code), (f"/tin {code}", "bẻ khóa"), ("/giaoban", "Bản tin"), ("/kiemtra", "sẵn")):
        await world.an.writes(command, to=elsewhere)
        world.an.sees(told, chat=world.an.chat)
    world.an.sees_nothing_new(elsewhere)
    world.an.sees_nothing_new(world.group)


async def test_the_briefing_can_be_asked_for_at_any_time(world: World) -> None:
    await world.an.writes("/giaoban", to=world.group)
    world.an.sees("Bản tin giao ban", "không phát sinh", chat=world.group)
    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)
    await world.jumps(minutes=1)
    await world.chief.writes("/giaoban")
    world.chief.sees("Bản tin giao ban", "1 tin", "Trộm cắp: 1", "Chưa ai tiếp nhận: 1, trong đó quá hạn 0", code)


async def test_the_list_counts_all_even_when_it_shows_few(world: World) -> None:
    await many_tips(world, *[Urgency.NORMAL] * 60)
    world.look_at_everything()
    await world.commander.writes("/moi")
    listed = world.commander.sees("Tin chưa tiếp nhận: 60")
    assert len(listed.labels) == 10
    assert "40 tin khác" in (listed.text or "")
