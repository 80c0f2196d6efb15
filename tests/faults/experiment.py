"""One experiment: people at work, a bot that dies, its next life, and the checker's verdict."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from random import Random

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from storage.models import INBOX, OUTBOX, EvidenceFile, InboxState, OutboxState, Tip
from tests.faults.people import Resident, Story, officers
from tests.faults.ward import Ward

ENOUGH_SECONDS = 90  # on a busy machine; a run that is well takes two or three


def stories_of(ward: Ward, files: tuple[str, ...] = ("photo",)) -> list[Story]:
    """A story for each resident, every one with a word of its own."""
    seed = ward.stage.telegram.random.randrange(10**6)
    return [Story(person, f"xyz{seed:06}{number:02}q", files) for number, person in enumerate(ward.residents)]


@asynccontextmanager
async def people_at_work(
    ward: Ward, stories: Sequence[Story], seed: int, *, wants_files: bool = False
) -> AsyncIterator[None]:
    """Everybody tells their story at once, while the officers take on what comes."""
    random = Random(seed)
    async with asyncio.TaskGroup() as group:
        at_work = [group.create_task(o.works()) for o in officers(ward, random, wants_files=wants_files)]
        for story in stories:
            at_work.append(group.create_task(Resident(ward, story.teller, random).tells(story)))
        try:
            yield
        finally:
            for task in at_work:
                task.cancel()


async def until_all_is_done(ward: Ward, stories: Sequence[Story]) -> None:
    """Wait until nobody waits for anything; whatever waits for a time gets there sooner. Gives up in the end."""
    give_up = asyncio.get_running_loop().time() + ENOUGH_SECONDS
    seen, quiet = -1, 0
    while asyncio.get_running_loop().time() < give_up:
        await asyncio.sleep(0.1)
        quiet = quiet + 1 if ward.stage.telegram.version == seen else 0
        seen = ward.stage.telegram.version
        if quiet < 3:
            continue
        try:
            waiting = _next_moment(ward)
        except OperationalError:
            continue  # the server is away
        if waiting is not None:
            ward.clock.move(max((waiting - ward.clock.now()).total_seconds() + 0.05, 0))
        elif all(story.code for story in stories) and _all_handled(ward):
            return


def _next_moment(ward: Ward) -> datetime | None:
    """When the next thing that waits for its time may go on; None when nothing waits for a time."""
    now, files = ward.clock.now(), EvidenceFile.__table__.c
    with ward.engine.connect() as connection:
        rows = connection.execute(
            select(OUTBOX.c.due_at, OUTBOX.c.lease_until).where(OUTBOX.c.state == OutboxState.WAITING)
        ).all()
        found = [max(filter(None, row)) for row in rows]
        found += connection.scalars(select(INBOX.c.next_try_at).where(INBOX.c.state == InboxState.NEW)).all()
        found += connection.scalars(select(files.next_try_at).where(files.state == "wanted")).all()
    return min((moment for moment in found if moment is not None and moment > now), default=None)


def _all_handled(ward: Ward) -> bool:
    """Whether both queues are empty, every file is stored and every tip is in an officer's hands."""
    left = (
        select(INBOX.c.id).where(INBOX.c.state == InboxState.NEW),
        select(OUTBOX.c.id).where(OUTBOX.c.state == OutboxState.WAITING),
        select(EvidenceFile.id).where(EvidenceFile.state == "wanted"),
        select(Tip.id).where(Tip.acknowledged_at.is_(None)),
    )
    with ward.engine.connect() as connection:
        return not any(connection.execute(query.limit(1)).first() for query in left)
