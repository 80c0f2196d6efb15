"""What nobody can read stops nothing else."""

from sqlalchemy import text

from tests.world import World


async def test_one_broken_talk_stops_neither_reminders_nor_other_drafts(world: World) -> None:
    code = await world.lan.reports()
    world.an.sees(code, chat=world.group)
    stranger = world.stranger()
    await stranger.writes("Quán nước đầu ngõ ghi lô đề, chiều nào cũng đông")
    stranger.skims()
    broken = world.app.workplace.keyring.blind(stranger.person.id)
    query = text("UPDATE talk SET state = :junk WHERE account_key = :key")
    await world.app.database.run(lambda s: s.execute(query, {"junk": b"junk", "key": broken}) and None)

    await world.passes(minutes=15)

    world.an.sees("quá hạn tiếp nhận", code, chat=world.group)
    world.commander.sees("không đọc lại được")
    world.chief.sees("không đọc lại được")
    stranger.sees_nothing_new()


async def test_a_tip_whose_key_is_gone_is_still_listed_and_reminded_of(world: World) -> None:
    lost, kept = await world.lan.reports(), await world.stranger().reports()
    world.an.skims(chat=world.group)
    gone = text("UPDATE vault SET data_key = :junk WHERE tip_id = (SELECT id FROM tip WHERE code = :code)")
    await world.app.database.run(lambda s: s.execute(gone, {"junk": b"junk", "code": lost}) and None)

    await world.passes(minutes=15)
    world.an.sees("2 tin quá hạn", lost, kept, chat=world.group)
    await world.an.writes("/moi")
    world.an.sees("Tin chưa tiếp nhận: 2", lost, kept, chat=world.an.chat)
