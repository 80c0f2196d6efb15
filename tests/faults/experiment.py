"""One experiment: people at work, a bot that dies, its next life, and the checker's verdict."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from random import Random

from sqlalchemy import Row, Select, func, select
from sqlalchemy.exc import OperationalError

from storage.models import INBOX, OUTBOX, EvidenceFile, InboxState, OutboxState, Reminder, Tip
from tests.faults.people import PATIENCE_SECONDS, Closer, Resident, Story, officers
from tests.faults.ward import Ward

ENOUGH_SECONDS = 300  # on a very busy machine; a run that is well takes two or three
GLANCE_SECONDS, QUIET_SECONDS = 0.05, 0.3
LOST_SECONDS = 2 * PATIENCE_SECONDS  # when nobody has anything to do for so long, nothing more will come


def stories_of(ward: Ward, files: tuple[str, ...] = ("photo",)) -> list[Story]:
    """A story for each resident, every one with a word of its own."""
    seed = ward.stage.telegram.random.randrange(10**6)
    return [Story(person, f"xyz{seed:06}{number:02}q", files) for number, person in enumerate(ward.residents)]


@asynccontextmanager
async def people_at_work(
    ward: Ward, stories: Iterable[Story], seed: int, *, wants_files: bool = False, also: Iterable[Closer] = ()
) -> AsyncIterator[Callable[[Iterable[Story]], None]]:
    """Everybody tells their story at once, while the officers take on what comes; gives the way to tell more."""
    random = Random(seed)
    async with asyncio.TaskGroup() as group:
        police = (*officers(ward, random, wants_files=wants_files), *also)
        at_work = [group.create_task(one.works()) for one in police]

        def tell(more: Iterable[Story]) -> None:
            for story in more:
                at_work.append(group.create_task(Resident(ward, story.teller, random).tells(story)))

        tell(stories)
        try:
            yield tell
        finally:
            for task in at_work:
                task.cancel()


async def until_all_is_done(ward: Ward, stories: Sequence[Story]) -> None:
    """Wait until nobody waits for anything; whatever waits for a time gets there sooner.

    Gives up when nothing more can come, when there is no bot any more to do it, and in the end.
    """
    assert ward.bot is not None
    give_up = _now() + ENOUGH_SECONDS
    seen, since = -1, _now()
    while _now() < give_up and ward.bot.alive:
        await asyncio.sleep(GLANCE_SECONDS)
        if ward.stage.telegram.version != seen:
            seen, since = ward.stage.telegram.version, _now()
        if _now() - since < QUIET_SECONDS:
            continue
        try:
            waiting = _next_moment(ward)
        except OperationalError:
            continue  # the server is away
        if waiting is not None:
            ward.clock.move(max((waiting - ward.clock.now()).total_seconds() + 0.05, 0))
        elif _nothing_left(ward) and (_all_have_come(ward, stories) or _now() - since > LOST_SECONDS):
            return


async def until_it_is_killed(ward: Ward, stories: Sequence[Story], more: Callable[[], None]) -> bool:
    """Wait until the bot dies; whenever all is done and it still lives, there is ``more`` for it to do.

    Whether it died by SIGKILL; false when it did not die in the end.
    """
    assert ward.bot is not None
    give_up = _now() + ENOUGH_SECONDS
    while _now() < give_up:
        await until_all_is_done(ward, stories)
        if not ward.bot.alive:
            if not ward.bot.was_killed:
                print(ward.bot.last_words)
            return ward.bot.was_killed
        more()
    return False


def _now() -> float:
    return asyncio.get_running_loop().time()


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
        if ward.asleep and not found:  # no rung before the one below it is said: on a slow machine, too
            found += connection.scalars(select(func.min(Reminder.due_at)).where(Reminder.stopped_at.is_(None)))
    return min((moment for moment in found if moment is not None and moment > now), default=None)


def _nothing_left(ward: Ward) -> bool:
    """Whether all queues are empty and every file is stored."""
    left = (
        select(INBOX.c.id).where(INBOX.c.state == InboxState.NEW),
        select(OUTBOX.c.id).where(OUTBOX.c.state == OutboxState.WAITING),
        select(EvidenceFile.id).where(EvidenceFile.state == "wanted"),
    )
    return not ward.stage.bot.updates.pending and not any(_first(ward, query) for query in left)


def _all_have_come(ward: Ward, stories: Sequence[Story]) -> bool:
    """Whether every story has its receipt and every tip is in an officer's hands."""
    unacknowledged = select(Tip.id).where(Tip.acknowledged_at.is_(None))
    return all(story.code for story in stories) and not _first(ward, unacknowledged)


def _first(ward: Ward, query: Select[tuple[int]]) -> Row[tuple[int]] | None:
    with ward.engine.connect() as connection:
        return connection.execute(query.limit(1)).first()
