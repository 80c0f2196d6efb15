"""The duty group moves, throws the bot out, comes back: no card is lost, and who can mend it is told."""

from bot.domain.delivery import Kind
from bot.sandbox.faults import Fault
from tests.faults.in_sight import alarms, cards, labelled, receipts
from tests.world import World

THEFT = "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa"


async def test_a_group_that_becomes_a_supergroup_while_messages_wait(world: World) -> None:
    posted = await world.lan.reports(THEFT)
    taken = await world.leader.reports(THEFT)
    await world.an.taps("Tiếp nhận", cards(world, taken)[0])
    world.telegram.faults.add(Fault.too_many_requests(1), method="sendMessage", chat=world.group)
    waiting = await world.binh.reports(THEFT)
    world.an.person.upgrades(world.group)
    world.app.delivery._pacing._held.clear()
    await world.jumps(seconds=5)

    assert [len(cards(world, code)) for code in (posted, waiting)] == [1, 1]
    await world.an.taps("Tiếp nhận", cards(world, waiting)[0])
    assert "An Đỗ" in (cards(world, waiting)[0].text or "")


async def test_the_error_alone_tells_of_the_move(world: World) -> None:
    """The service message comes late: the first the bot hears of the new address is a refused card."""
    await world.lan.writes(THEFT)
    old = world.group
    world.an.person.upgrades(old)
    bot = world.stage.bot
    bot.updates.pending = [u for u in bot.updates.pending if "migrate" not in str(u.payload)]
    await world.lan.presses_on()

    assert len([m for m in world.group.messages if "TIN MỚI" in (m.text or "")]) == 1


async def test_thrown_out_of_the_group(world: World) -> None:
    world.an.person.removes(world.stage.bot, world.group)
    code = await world.lan.reports(THEFT)

    assert receipts(world, code)
    assert not cards(world, code)
    assert len(alarms(world, "nhóm trực")) >= 1, "told in private before a minute has passed"

    world.an.person.adds(world.stage.bot, world.group)
    world.an.person.promotes(world.stage.bot, world.group)
    await world.settle()
    assert labelled(cards(world, code)) == [False]


async def test_a_card_of_unknown_outcome_stays_one_while_the_group_is_away(world: World) -> None:
    """Cut off while sending, then thrown out, then back: the second copy must still say that it is one."""
    code = await _reports_and_dies_after_sending(world)
    world.an.person.removes(world.stage.bot, world.group)
    await world.settle()
    world.an.person.adds(world.stage.bot, world.group)
    world.an.person.promotes(world.stage.bot, world.group)
    await world.jumps(seconds=61)

    assert labelled(cards(world, code)) == [False, True]


async def _reports_and_dies_after_sending(world: World) -> str:
    """The card goes out, and nobody lives to record it."""
    record = world.app.delivery._record

    async def dies(letter, outcome):  # type: ignore[no-untyped-def]
        if letter.row.kind is not Kind.CARD:
            await record(letter, outcome)

    world.app.delivery._record = dies  # type: ignore[method-assign]
    code = await world.lan.reports(THEFT)
    world.app.delivery._record = record  # type: ignore[method-assign]
    return code
