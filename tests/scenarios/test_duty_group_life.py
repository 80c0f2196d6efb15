"""People come and go in the duty group, talk in it, and the group itself changes its address."""

from sqlalchemy import select

from storage.models import INBOX
from storage.unit_of_work import UnitOfWork
from tests.world import World


def _kept(uow: UnitOfWork) -> list[str]:
    """Everything that is kept of what came in, as text."""
    rows = uow.session.execute(
        select(INBOX.c.bot_id, INBOX.c.external_id, INBOX.c.payload).where(INBOX.c.payload.is_not(None))
    )
    columns = uow.keyring.columns
    return [columns.open(f"inbox/payload/{r.bot_id}/{r.external_id}", r.payload).decode() for r in rows]


async def test_what_is_said_in_the_group_reaches_no_citizen_and_is_not_kept(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    answered = world.an.person.replies(card, "Hỏi nhà Lan xem chậu hồng")
    spoken = world.binh.person.sends("Tối nay bia không?", world.group)
    world.binh.person.edits(spoken, "Tối nay trà không?")
    world.an.person.edits(answered, "Hỏi nhà bên cạnh")
    world.an.person.sends_photo(caption="Ảnh liên hoan", to=world.group)
    world.an.person.sends("/lenhla gì đó", world.group)
    await world.settle()
    world.lan.sees_nothing_new()
    world.an.sees("Trả lời ở đây không tới người báo", chat=world.group)
    world.an.sees_nothing_new(world.group)

    kept = await world.in_database(_kept)
    assert any("Sirius" in payload for payload in kept)
    for words in ("chậu hồng", "bia", "trà", "bên cạnh", "liên hoan", "lenhla"):
        assert not any(words in payload for payload in kept), words
    await world.nothing_broke()


async def test_an_officer_who_leaves_the_group_may_do_nothing_at_once(world: World) -> None:
    code = await world.lan.reports()
    card = world.an.sees(code, chat=world.group)
    world.binh.person.leaves(world.group)
    await world.settle()
    for boss in (world.commander, world.chief):
        boss.sees("Bình Lê", "không còn trong nhóm trực")
    press = await world.binh.taps("Tiếp nhận", card)
    world.binh.is_alerted(press, "chưa có tên", "lời mời")
    await world.binh.writes("/moi")
    world.binh.sees("chưa có tên")
    world.an.sees_nothing_new(world.group)

    await world.enrols(world.binh, "trực ban")
    world.binh.sees("Từ giờ", "trực ban")
    world.chief.sees("Bình Lê", "duyệt lúc")
    await world.binh.taps("Tiếp nhận", card)
    world.an.sees(code, "Bình Lê", chat=world.group)
    world.lan.sees("tiếp nhận", code)


async def test_an_officer_who_is_removed_from_a_group_that_is_not_the_duty_group_stays(world: World) -> None:
    elsewhere = world.telegram.create_group("Bóng đá", owner=world.an.person, members=[world.binh.person])
    world.an.person.adds(world.stage.bot, elsewhere)
    world.an.person.promotes(world.stage.bot, elsewhere)
    world.an.person.removes(world.binh.person, elsewhere)
    await world.binh.writes("/moi")
    world.binh.sees("Không có tin nào chờ")


async def test_a_group_that_became_a_supergroup_gets_its_open_tips_again(world: World) -> None:
    taken = await world.lan.reports()
    waiting = await world.stranger("Hoa").reports("Hai nhóm thanh niên cãi nhau to ở chợ Hạ Lý sáng nay")
    await world.an.taps("Tiếp nhận", world.an.sees(taken, chat=world.group))
    world.an.sees(taken, "An Đỗ", chat=world.group)
    old_card = world.an.sees(waiting, chat=world.group)
    world.look_at_everything()

    world.an.person.upgrades(world.group)
    await world.settle()
    card = world.an.sees(waiting, "Chưa ai tiếp nhận", chat=world.group)
    assert card is not old_card
    world.an.sees_nothing_new(world.group)
    await world.an.writes("/kiemtra", to=world.group)
    world.an.sees("Mọi thứ đã sẵn sàng", chat=world.group)

    await world.binh.taps("Tiếp nhận", card)
    world.an.sees(waiting, "Bình Lê", chat=world.group)
    world.look_at_everything()
    await world.binh.acts(world.binh.person.leaves(world.group))
    for boss in (world.commander, world.chief):
        boss.sees("Bình Lê", "không còn trong nhóm trực")
    await world.binh.writes("/moi")
    world.binh.sees("chưa có tên")
    await world.nothing_broke()


async def test_a_tip_meets_the_new_address_of_the_group_on_its_way(world: World) -> None:
    """Telegram tells the bot of the upgrade only by refusing to write to the old group."""
    group = world.group
    world.an.person.upgrades(group)
    world.stage.bot.updates.waiting.clear() if hasattr(world.stage.bot.updates, "waiting") else None
    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)
    world.an.sees_nothing_new(world.group)
    await world.nothing_broke()


async def test_the_bot_is_thrown_out_and_let_in_again(world: World) -> None:
    an, bot = world.an, world.stage.bot
    an.person.removes(bot, world.group)
    code = await world.lan.reports()
    for boss in (world.commander, world.chief):
        boss.sees("không gửi được vào nhóm trực", "Tin báo vẫn được giữ")
        boss.sees_nothing_new(boss.chat)
    await world.chief.writes("/moi")
    world.chief.sees("Tin chưa tiếp nhận: 1", code)
    await world.chief.writes("/kiemtra")
    world.chief.sees("Chưa nối được với nhóm trực")

    an.person.adds(bot, world.group)
    await world.settle()
    an.sees(code, "Chưa ai tiếp nhận", chat=world.group)
    world.lan.sees("Đã tới nhóm trực")
    await an.writes("/kiemtra")
    an.sees("chưa là quản trị viên")
    await an.acts(an.person.promotes(bot, world.group))
    await an.writes("/kiemtra")
    an.sees("sẵn sàng")
    an.sees_nothing_new(world.group)
    world.commander.sees_nothing_new(world.commander.chat)
    await world.nothing_broke()


async def test_a_bot_that_was_muted_loses_nothing(world: World) -> None:
    an, bot = world.an, world.stage.bot
    an.person.restricts(bot, world.group)
    code = await world.lan.reports()
    for boss in (world.commander, world.chief):
        boss.sees("🚨")
    an.person.promotes(bot, world.group)
    await world.settle()
    an.sees(code, "Chưa ai tiếp nhận", chat=world.group)
    world.lan.sees("Đã tới nhóm trực")
    await world.nothing_broke()
