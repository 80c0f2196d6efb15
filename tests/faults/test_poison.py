"""One row that nobody can read or draw: it is set aside, and everybody else is served."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.domain.tip import Urgency
from storage.models import INBOX, OUTBOX, InboxState, OutboxState, TipVersion
from tests.faults.in_sight import alarms, cards, labelled
from tests.scenarios.crowd import many_tips
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


async def test_a_chat_that_cannot_be_slowed_down_holds_up_nobody_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise LookupError

    monkeypatch.setattr("bot.lanes.slow_down", broken)
    await world.restart(person_burst=40)
    for number in range(45):
        world.lan.person.sends(f"Nhắn thử lần thứ {number}")
    await world.settle()
    code = await world.binh.reports(THEFT)

    assert len(cards(world, code)) == 1
    tries = select(func.max(INBOX.c.tries)).where(INBOX.c.state == InboxState.NEW)
    assert await world.app.database.run(lambda s: s.scalar(tries)), "it counts, so that it is set aside in the end"


async def test_tips_that_make_no_list_come_as_cards(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr("bot.services.claim_letters.draw_list", broken)
    codes = await many_tips(world, *[Urgency.NORMAL] * 9)
    shown = [cards(world, code) for code in codes]
    assert [len(copies) for copies in shown] == [1] * 9
    assert not any(any(labelled(copies)) for copies in shown), "nothing was sent of which nobody knows"


async def test_what_somebody_writes_is_taken_though_an_earlier_answer_cannot_be_read(world: World) -> None:
    await world.lan.writes(THEFT)
    for number in range(30):
        world.lan.person.sends(f"thêm câu {number}")
        await world.app.poller.poll(0)
        await world.app.lanes.drain()
        world.clock.advance(timedelta(seconds=1))
        waiting = update(OUTBOX).where(OUTBOX.c.state == OutboxState.WAITING)
        await world.app.database.run(lambda s, w=waiting: s.execute(w.values(payload=b"?")))
    states = select(INBOX.c.state, func.count(), func.max(INBOX.c.tries)).group_by(INBOX.c.state)
    found = await world.app.database.run(lambda s: s.execute(states).all())
    assert [(state, tries) for state, _, tries in found] == [(InboxState.DONE, 0)]


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
