"""What Telegram may do to updates: repeat them, number them anew, send what nobody can read."""

import pytest
from sqlalchemy import func, select

from storage.models import INBOX, InboxState, Tip
from tests.faults.in_sight import alarms, cards, receipts
from tests.world import World

STORY = "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa"
UNREADABLE = {
    "a message without a chat": {"message": {"text": "xin chào"}},
    "a text that is a list": {"message": {"message_id": 1, "date": 1, "chat": {"id": 1}, "text": []}},
    "a press without a person": {"callback_query": {"id": "1", "chat_instance": "1"}},
    "words instead of an event": {"message": "xin chào"},
    "an event of a kind nobody knows": {"whisper": {"chat": {"id": 1}, "text": "xin chào"}},
}


async def test_updates_given_twice_are_handled_once(world: World) -> None:
    world.telegram.deliver_twice(times=50)
    code = await world.lan.reports(STORY)
    await world.settle()

    assert len(cards(world, code)) == len(receipts(world, code)) == 1
    assert await _count_tips(world) == 1


async def test_updates_numbered_anew_are_not_taken_for_old_ones(world: World) -> None:
    codes = []
    for person in (world.lan, world.leader, world.binh):
        world.telegram.randomise_update_ids()
        codes.append(await person.reports(STORY))

    assert [len(cards(world, code)) for code in codes] == [1, 1, 1]


@pytest.mark.parametrize("name", UNREADABLE)
async def test_an_update_that_nobody_can_read_blocks_nobody_and_is_reported(world: World, name: str) -> None:
    world.telegram.inject_update(UNREADABLE[name])
    code = await world.lan.reports(STORY)

    assert len(cards(world, code)) == 1
    assert len(alarms(world, "không đọc được")) == 1
    assert await _count(world, select(func.count()).where(INBOX.c.state == InboxState.QUARANTINED)) == 1


async def test_half_a_surrogate_pair_keeps_nobody_out(world: World) -> None:
    chat = {"id": world.lan.person.id, "type": "private", "first_name": "?"}
    world.telegram.inject_update({"message": {"message_id": 1, "date": 1, "chat": chat, "text": "\ud83d"}})
    code = await world.binh.reports(STORY)

    assert len(cards(world, code)) == 1


async def _count_tips(world: World) -> int:
    return await _count(world, select(func.count()).select_from(Tip))


async def _count(world: World, query) -> int:  # type: ignore[no-untyped-def]
    found = await world.app.database.run(lambda s: s.scalar(query))
    return int(found or 0)
