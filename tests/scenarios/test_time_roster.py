"""/truc: who stands in which shift; officers swap; the commander on duty is the first to hear."""

from sqlalchemy import select

from bot.sandbox.messages import Message
from storage.models import Journal
from tests.scenarios.stories import URGENT
from tests.world import Actor, World

FIRST, NIGHT = "T2 02/03, 07:00–19:00", "T2 02/03, 19:00–07:00"


async def puts(boss: Actor, shift: str, *people: str) -> None:
    """Put people into a shift; "⭐" stands before who leads it."""
    await boss.writes("/truc")
    await boss.taps("Xếp lịch")
    await boss.taps(shift.partition("–")[0])
    for name in people:
        await boss.taps(name)
    boss.skims(boss.chat)


async def test_without_a_roster_everybody_is_the_desk(world: World) -> None:
    await world.an.writes("/truc", to=world.group)
    told = world.an.sees("chưa xếp lịch trực", "Mọi cán bộ trực ban đều nhận tin", "07:00–19:00", chat=world.group)
    assert not told.labels
    await world.an.writes("/truc")
    assert not world.an.sees("chưa xếp lịch trực").labels
    for nobody in (world.lan, world.leader):
        await nobody.writes("/truc")
        nobody.sees("chưa có tên trong danh sách")
    await world.jumps(hours=20)
    assert not [m for m in world.group.messages if "Bàn giao ca" in (m.text or "")]


async def test_the_commander_puts_people_in_and_everybody_sees_who_is_on_duty(world: World) -> None:
    boss = world.commander
    await boss.writes("/truc")
    assert boss.sees("chưa xếp lịch trực").labels == ["✏️ Xếp lịch", "🕖 Giờ đổi ca"]
    await boss.taps("Xếp lịch")
    boss.sees("Xếp lịch trực", FIRST)
    await boss.taps("T2 02/03, 07:00 (0)")
    shift = boss.sees(FIRST, "chưa xếp ai")
    assert shift.labels == ["An Đỗ", "Bình Lê", "⭐ Hải Ngô", "⭐ Sơn Đặng", "✏️ Xếp lịch"]
    await boss.taps_each("An Đỗ", "⭐ Hải")
    boss.sees("An Đỗ · chỉ huy Hải Ngô")
    await boss.taps("⭐ Sơn")
    boss.sees("An Đỗ · chỉ huy Sơn Đặng")
    await boss.taps("⭐ Hải")
    boss.sees("An Đỗ · chỉ huy Hải Ngô")
    await boss.taps("Xếp lịch")
    await boss.taps("T2 02/03, 19:00 (0)")
    await boss.taps_each("An Đỗ", "Bình Lê", "An Đỗ")
    boss.sees(NIGHT, "Bình Lê")

    await world.an.writes("/truc", to=world.group)
    told = world.an.sees("Đang trực", f"{FIRST}: An Đỗ · chỉ huy Hải Ngô", chat=world.group)
    assert f"Ca sau</b> · {NIGHT}: Bình Lê" in told.html
    assert f"• {NIGHT}: Bình Lê" in (told.text or "")
    assert "• CN 08/03, 19:00–07:00: chưa xếp ai" in (told.text or "")
    await world.binh.taps("Tiếp »", told)
    assert "T2 09/03" in (world.an.sees("Đang trực", chat=world.group).text or "")

    await world.jumps(hours=10)
    world.look_at_everything()
    await world.an.writes("/truc")
    world.an.sees("Đang trực", f"{NIGHT}: Bình Lê")


async def test_a_week_is_copied_and_hours_are_moved(world: World) -> None:
    boss = world.commander
    await puts(boss, FIRST, "An Đỗ", "⭐ Hải")
    await boss.writes("/truc")
    await boss.taps_each("Tiếp »", "Xếp lịch")
    boss.sees("T2 09/03, 07:00–19:00: chưa xếp ai")
    await boss.taps("Chép tuần trước")
    boss.sees("T2 09/03, 07:00–19:00: An Đỗ · chỉ huy Hải Ngô", "T3 10/03, 07:00–19:00: chưa xếp ai")

    await boss.writes("/truc 6h 14h 22h")
    boss.sees("06:00 14:00 22:00")
    await boss.writes("/truc 22h 6h")
    boss.sees("chưa hiểu giờ đổi ca")
    await boss.writes("/truc")
    boss.sees("T2 02/03, 06:00–14:00: An Đỗ", "T2 02/03, 14:00–22:00: chưa xếp ai")
    await boss.taps("Giờ đổi ca")
    await boss.taps("7h – 19h", boss.sees("Giờ đổi ca"))
    boss.sees("07:00 19:00")
    await world.an.writes("/truc 6h 18h")
    world.an.sees("chưa có tên trong danh sách làm việc này")


async def test_officers_swap_in_private_and_the_ward_hears_of_it(world: World) -> None:
    boss, an, binh = world.commander, world.an, world.binh
    await puts(boss, NIGHT, "An Đỗ", "⭐ Hải")
    await puts(boss, "T3 03/03, 07:00–19:00", "Bình Lê")
    await an.writes("/truc")
    await an.taps("Đổi ca")
    await an.taps("02/03 · 19:00–07:00", an.sees("Ca nào"))
    await an.taps("Bình Lê", an.sees("Nhờ ai trực thay", NIGHT))
    await an.taps("Trực lại T3 03/03", an.sees("trực lại ca nào của Bình"))
    an.sees("Đã hỏi Bình Lê", "trước đó ca vẫn là của anh/chị")
    wish = binh.sees("An Đỗ nhờ anh/chị trực thay ca", NIGHT, "T3 03/03, 07:00–19:00")
    an.sees_nothing_new(world.group)

    accept = f"c1:yes:{_swap(wish)}:"
    an.is_alerted(await an.forges(accept, wish), "lịch đã thay đổi")
    await binh.taps("Nhận trực thay", wish)
    binh.sees("Anh/chị đã nhận")
    an.sees("Bình Lê nhận trực thay", NIGHT)
    an.sees("Bình Lê trực thay An Đỗ", "An Đỗ trực thay Bình Lê", chat=world.group)
    boss.sees("Bình Lê trực thay An Đỗ")
    binh.is_alerted(await binh.forges(accept, wish), "Lịch trực đã thay đổi")
    await binh.writes("/truc")
    binh.sees(f"{NIGHT}: Bình Lê · chỉ huy Hải", "T3 03/03, 07:00–19:00: An Đỗ")

    await binh.taps("Đổi ca")
    await binh.taps("02/03 · 19:00")
    await binh.taps("An Đỗ")
    await binh.taps("Chỉ nhờ trực thay")
    binh.sees("Đã hỏi An Đỗ")
    await an.taps("Không được", an.sees("Bình Lê nhờ anh/chị"))
    an.sees("trả lời là không được")
    binh.sees("An Đỗ không trực thay được")
    an.sees_nothing_new(world.group)
    deeds = await world.in_database(lambda uow: list(uow.session.scalars(select(Journal.deed))))
    assert {"swap asked", "swap accepted", "swap declined"} <= set(deeds)


def _swap(wish: Message) -> str:
    return next(b.data or "" for row in wish.buttons for b in row).split(":")[2]


async def test_the_commander_on_duty_is_the_first_to_hear(world: World) -> None:
    """The roster names the chief for this shift; another commander hears only when nobody else can."""
    boss, chief = world.commander, world.chief
    await puts(boss, FIRST, "An Đỗ", "⭐ Sơn")
    code = await world.lan.reports(*URGENT)
    await world.jumps(minutes=5)
    world.an.skims(world.group)
    await world.jumps(minutes=10)
    chief.sees("Báo cáo chỉ huy: 1 tin", code)
    boss.sees_nothing_new()
    chief.person.blocks()
    await world.an.writes("/truc")
    world.an.sees("chỉ huy Sơn")
    second = await world.stranger("Hoa").reports(*URGENT)
    await world.jumps(minutes=5)
    await world.jumps(minutes=10)
    boss.sees(second)
    world.look_at_everything()


async def test_forged_presses_change_nothing(world: World) -> None:
    await puts(world.commander, FIRST, "An Đỗ")
    await world.an.writes("/truc")
    own = world.an.sees("Đang trực")
    for data in ("put:20260302.0:1.o.0", "plan::0", "copy::0", "set::7h-19h", "shift:20260302.0:0", "hours::"):
        world.an.is_alerted(await world.an.forges(f"c1:{data}", own), "")
    for data in ("ask:20260302.1:1", "ask:20260302.0:999", "ask:x:1", "yes:999:", "back:20260302.0:x", "fly::"):
        world.an.is_alerted(await world.an.forges(f"c1:{data}", own), "")
    await world.an.writes("/truc")
    world.an.sees(f"{FIRST}: An Đỗ", f"{NIGHT}: chưa xếp ai")
    world.commander.sees_nothing_new()
    await world.nothing_broke()
