"""One row that nobody can read or draw: it is set aside, and everybody else is served."""

import pytest
from sqlalchemy import update

from storage.models import INBOX, OUTBOX, InboxState, OutboxState, TipVersion
from tests.faults.in_sight import alarms, cards
from tests.world import World

THEFT = "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa"


async def test_a_tip_whose_seal_is_broken_does_not_hold_up_the_others(world: World) -> None:
    broken = await _reports_undelivered(world)
    await world.app.database.run(lambda s: s.execute(update(TipVersion).values(content=b"not what was sealed")))
    code = await world.binh.reports(THEFT)

    assert not cards(world, broken)
    assert len(cards(world, code)) == 1
    assert alarms(world, "gửi đi được") or alarms(world, "Telegram")


@pytest.mark.parametrize("where", ["inbox", "outbox"])
async def test_a_queue_goes_on_past_a_row_whose_seal_is_broken(world: World, where: str) -> None:
    await world.lan.writes(THEFT)
    world.lan.person.sends("thêm một câu")
    await world.app.poller.poll(0)
    if where == "outbox":
        await world.app.lanes.drain()
    table, state = (INBOX, InboxState.NEW) if where == "inbox" else (OUTBOX, OutboxState.WAITING)
    await world.app.database.run(lambda s: s.execute(update(table).where(table.c.state == state).values(payload=b"?")))
    code = await world.binh.reports(THEFT)

    assert len(cards(world, code)) == 1


async def _reports_undelivered(world: World) -> str:
    """A tip is made, but its card has not gone out yet."""
    started = world.app.delivery._start_ready

    async def held(sending):  # type: ignore[no-untyped-def]
        return 0

    await world.lan.writes(THEFT)
    while (question := world.lan.open_question()) is not None:
        last = any(label.startswith("✅ Gửi") for label in question.labels)
        if last:
            world.app.delivery._start_ready = held  # type: ignore[method-assign]
        wanted = ("✅ Gửi", "các câu còn lại", "Xong")
        label = next((x for w in wanted for x in question.labels if w in x), question.labels[0])
        await world.lan.taps(label, question)
        if last:
            break
    world.app.delivery._start_ready = started  # type: ignore[method-assign]
    return "chưa gửi"
