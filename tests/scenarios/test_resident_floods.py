"""Somebody writes faster than people do: the bot reads in turn, says so once, and leaves nothing out."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from storage.models import INBOX, InboxState
from tests.world import Actor, World

BURST = 20
FIRST = "Tôi muốn kể chuyện ở tổ 5"


@pytest.fixture(autouse=True)
async def with_a_small_burst(world: World) -> AsyncIterator[None]:
    await world.restart(person_burst=BURST)
    yield
    world.look_at_everything()
    await world.nothing_broke()


async def _waiting(world: World) -> int:
    new = select(func.count()).where(INBOX.c.state == InboxState.NEW)
    return await world.in_database(lambda uow: uow.session.scalar(new) or 0)


async def _told(world: World, actor: Actor) -> list[str]:
    key = world.app.workplace.keyring.blind(actor.person.id)
    talk = await world.in_database(lambda uow: uow.talks.load(key).talk)
    assert talk.draft is not None
    return [part.text for part in talk.draft.content.story]


def _notices(actor: Actor) -> int:
    return sum("đọc lần lượt" in (message.text or "") for message in actor.chat.messages)


async def test_thirty_messages_at_once_are_all_read_in_their_order(world: World) -> None:
    lines = [FIRST, *(f"chi tiết số {n}" for n in range(29))]
    await world.lan.writes(*lines)
    assert await _waiting(world) == 10
    world.lan.sees("bot đọc lần lượt, không bỏ tin nào", "113", "trực ban")
    assert await _told(world, world.lan) == lines[:BURST]
    await world.jumps(seconds=2)
    assert await _told(world, world.lan) == lines[: BURST + 1]
    await world.lan.writes("chi tiết số 29")
    assert await _waiting(world) == 10, "who comes later waits behind"
    for _ in range(10):
        await world.jumps(seconds=2)
    assert await _told(world, world.lan) == [*lines, "chi tiết số 29"]
    assert _notices(world.lan) == 1
    await world.jumps(minutes=1)
    await world.lan.writes(*lines)
    assert _notices(world.lan) == 2, "another time is said again"


async def test_nobody_else_waits(world: World) -> None:
    world.lan.person.sends(FIRST)
    for _ in range(3 * BURST):
        world.lan.person.sends("chi tiết")
    code = await world.stranger("Cô Tám").reports()
    world.an.sees(code)
    assert await _waiting(world) == 2 * BURST + 1


async def test_danger_among_many_messages_is_read_at_once(world: World) -> None:
    for n in range(2 * BURST):
        world.lan.person.sends(f"chi tiết số {n}")
    await world.lan.writes("Cứu với, có người đang cầm dao đuổi chém ở ngõ 12", "nhanh lên")
    world.lan.sees("113", "0225")
    assert await _waiting(world) == 1, "what comes after the danger waits again"
    world.lan.person.sends("ra ngay đi")
    await world.jumps(minutes=3)
    world.an.sees("NGUY HIỂM")


async def test_who_writes_danger_a_hundred_times_is_read_in_turn_after_a_few(world: World) -> None:
    await world.lan.writes(*["Cứu với, có người đang cầm dao đuổi chém ở ngõ 12"] * 100)
    assert await _waiting(world) == 100 - BURST - 3
    assert len([m for m in world.group.messages if "NGUY HIỂM" in (m.text or "")]) <= 1


async def test_the_duty_group_is_never_slowed_down(world: World) -> None:
    await world.an.writes(*["/moi"] * (3 * BURST), to=world.group)
    assert await _waiting(world) == 0


async def test_a_backlog_of_somebody_who_floods_wakes_nobody(world: World) -> None:
    await world.lan.writes(*["chi tiết"] * (10 * BURST))
    for _ in range(6):
        await world.jumps(seconds=61)
    assert await _waiting(world)
    assert not [m for m in world.commander.chat.messages if "chưa được xử lý" in (m.text or "")]
