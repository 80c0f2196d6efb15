"""Several replicas on one PostgreSQL: nothing lost, nothing twice, every chat in its order, whoever stops or dies."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.models import INBOX, InboxState
from tests.faults.checker import Figures
from tests.faults.in_sight import cards, words_kept
from tests.faults.replicas import Replicas, several
from tests.faults.reporting import Report
from tests.first_days import FirstDays
from tests.world import Actor, World

WORKERS, SEED = 4, 7
FIRST = "Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa"
CHATS, WORDS = 20, 10
CHATS_AT_NIGHT, WORDS_AT_NIGHT = 500, 20


async def _until_handled(world: World, sent: int, replicas: Replicas) -> None:
    """Wait until every update is stored and done; the last words of a story are read from the database."""
    for _ in range(6_000):
        state = await world.in_database(
            lambda uow: uow.session.execute(select(INBOX.c.state, func.count()).group_by(INBOX.c.state)).all()
        )
        counts: dict[InboxState, int] = dict(state)  # type: ignore[arg-type]
        if not world.stage.bot.updates.pending and counts.get(InboxState.NEW, 0) == 0:
            assert counts.get(InboxState.QUARANTINED, 0) == 0
            return
        for replica in replicas.all:
            assert not replica.task.done(), "a process ended"
        await asyncio.sleep(0.05)
    raise AssertionError(f"not all of {sent} were handled: {counts}, {len(world.stage.bot.updates.pending)} wait")


async def _told(world: World, actor: Actor) -> list[int]:
    """The numbers in what somebody has told so far, in the order in which the bot knows them."""
    return [int(found) for found in re.findall(r"chi tiết (\d+)", await words_kept(world, actor))]


async def _talk(people: Sequence[Actor], words: int) -> None:
    """All at once, each a line after the other."""
    for actor in people:
        actor.person.sends(FIRST)
    await asyncio.sleep(0)
    for number in range(words):
        for actor in people:
            actor.person.sends(f"chi tiết {number}")
        await asyncio.sleep(0)


@pytest.mark.parametrize("restarting", [False, True], ids=["at work", "restarted one after the other"])
async def test_workers_share_the_lanes(
    first_days: FirstDays, tmp_path: Path, report: Report, full: bool, restarting: bool
) -> None:
    chats, words = (CHATS_AT_NIGHT, WORDS_AT_NIGHT) if full else (CHATS, WORDS)
    async with first_days.world("postgresql", tmp_path) as world, several(world, WORKERS, SEED) as replicas:
        people = [world.stranger(f"Người {n}") for n in range(chats)]
        await _talk(people, words)
        for replica in list(replicas.all) if restarting else ():
            await replicas.starts()
            await replicas.stop(replica)
            await asyncio.sleep(0.1)
        await _until_handled(world, chats * (words + 1), replicas)
        stories = [await _told(world, actor) for actor in people]
        expected = list(range(words))
        figures = Figures(
            lost=[f"{number} of chat {n}" for n, story in enumerate(stories) for number in set(expected) - set(story)],
            duplicated=[f"{story} of chat {n}" for n, story in enumerate(stories) if len(story) != len(set(story))],
            unexpected=[f"the order {story} of chat {n}" for n, story in enumerate(stories) if story != sorted(story)],
        )
        report.add(f"{chats * (words + 1)} updates, {WORKERS} workers", SEED, figures)
    report.must_be_clean(1)


async def test_another_one_delivers_when_the_one_that_did_dies(
    first_days: FirstDays, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.leases.SECONDS", 1.0)
    async with first_days.world("postgresql", tmp_path) as world, several(world, 2, seed=3) as replicas:
        first = world.lan
        first.person.sends(FIRST)
        await _until_handled(world, 1, replicas)
        for _ in range(200):
            if first.open_question() is not None:
                break
            await asyncio.sleep(0.05)
        assert first.open_question() is not None, "one of them delivers"
        leader = await _leader(world, replicas)
        replicas.all.remove(leader)
        await leader.dies()
        world.binh.person.sends(FIRST)
        for _ in range(100):
            if world.binh.open_question() is not None:
                break
            await asyncio.sleep(0.05)
        assert world.binh.open_question() is not None, "the other one does, five seconds later at most"
        assert not cards(world, "BD-")


async def _leader(world: World, replicas: Replicas):  # type: ignore[no-untyped-def]
    from storage.models import Lease

    holder = await world.in_database(lambda uow: uow.session.get_one(Lease, "delivery").holder)
    (leader,) = [r for r in replicas.all if r.app.workplace.holder == holder]
    return leader
