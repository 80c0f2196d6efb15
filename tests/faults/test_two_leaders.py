"""Two processes on one PostgreSQL each take themselves for the one that delivers: nothing goes out twice."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.delivery import WORK, Delivery
from bot.domain.delivery import Kind
from bot.domain.outcome import Outcome, Result
from bot.domain.screen import Screen, phrase
from bot.pacing import Pacing
from bot.services.claim_letters import Letter
from storage.database import Database
from storage.engine import open_engine
from storage.models import Lease
from storage.outbox import UNDER_WAY, Payload, to_account
from storage.unit_of_work import Workplace
from tests.storage.conftest import Store, store

__all__ = ["store"]
pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"])
LAN, BINH = 6_100_000_001, 6_100_000_002
HELLO = Payload(screen=Screen((phrase("duty-none-new"),)))


@dataclass
class Line:
    """The way to Telegram, which takes everything and says so when it ``answers``."""

    begun: list[int] = field(default_factory=list)
    busy: asyncio.Event = field(default_factory=asyncio.Event)
    answers: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, letter: Letter) -> Outcome:
        """As ``Channel.send``."""
        self.begun.append(letter.row.id)
        self.busy.set()
        await self.answers.wait()
        return Outcome(Result.SENT, message_id=letter.row.id)


@asynccontextmanager
async def _process(store: Store, line: Line, holder: str) -> AsyncIterator[Delivery]:
    database = Database(open_engine(store.engine.url.render_as_string(hide_password=False)))
    database.start()
    try:
        yield Delivery(database, line, Pacing(time.monotonic, 30, 30, 60), _workplace(store, holder).unit)
    finally:
        await database.stop()


def _workplace(store: Store, holder: str) -> Workplace:
    return replace(store.workplace, holder=holder)


def _queued(store: Store, chat: int) -> int:
    with store.unit() as uow:
        row = uow.outbox.add(to_account(uow.people.meet(chat)), Kind.RECEIPT, HELLO)
    assert row is not None
    return row


def test_who_claims_delivers_until_that_is_committed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.leases.SECONDS", 0.1)
    row, found, done = _queued(store, LAN), [], threading.Event()

    def other() -> None:
        with Session(store.engine) as session, session.begin():
            uow = _workplace(store, "b").unit(session)
            delivers = uow.leases.hold(WORK)
            done.set()
            found.append((delivers, uow.outbox.claim(30, ())))

    waiting = threading.Thread(target=other)
    with Session(store.engine) as session, session.begin():
        uow = _workplace(store, "a").unit(session)
        assert uow.leases.hold(WORK)
        assert [claimed.id for claimed in uow.outbox.claim(30, ())] == [row]
        time.sleep(0.2)  # by the server's clock
        waiting.start()
        assert not done.wait(0.2)
    waiting.join()
    assert found == [(True, [])]


def test_who_does_not_deliver_waits_for_nobody(store: Store) -> None:
    with Session(store.engine) as first, first.begin(), Session(store.engine) as second, second.begin():
        assert _workplace(store, "a").unit(first).leases.hold(WORK)
    with Session(store.engine) as first, first.begin(), Session(store.engine) as second, second.begin():
        assert _workplace(store, "a").unit(first).leases.hold(WORK)
        assert not _workplace(store, "b").unit(second).leases.hold(WORK)


async def test_a_chat_is_left_alone_while_the_one_before_may_be_sending_there(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.leases.SECONDS", 0.1)
    first, second = Line(), Line()
    second.answers.set()
    async with _process(store, first, "a") as one, _process(store, second, "b") as other, asyncio.TaskGroup() as both:
        to_lan = _queued(store, LAN)
        both.create_task(one.drain())
        await asyncio.wait_for(first.busy.wait(), 20)
        later, to_binh = _queued(store, LAN), _queued(store, BINH)
        await asyncio.sleep(0.2)  # by the server's clock
        await other.drain()
        assert (first.begun, second.begun) == ([to_lan], [to_binh])
        first.answers.set()
        for _ in range(400):
            if await other.drain() or later in first.begun:
                break
            await asyncio.sleep(0.05)
    assert sorted(first.begun + second.begun) == [to_lan, later, to_binh]


async def test_a_chat_does_not_wait_for_the_dead(store: Store) -> None:
    _queued(store, LAN)
    with store.unit() as uow:
        assert len(uow.outbox.claim(30, ())) == 1
    later, line = _queued(store, LAN), Line()
    line.answers.set()
    async with _process(store, line, "b") as process:
        assert await process.drain() == 0
        store.passes(seconds=UNDER_WAY.total_seconds())
        assert await process.drain() == 1
    assert line.begun == [later]


async def test_both_hands_full_is_not_dead(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.leases.SECONDS", 1.0)
    monkeypatch.setattr("bot.delivery.MOST_AT_ONCE", 1)
    line = Line()
    row, _ = _queued(store, LAN), _queued(store, BINH)
    async with _process(store, line, "a") as process, asyncio.TaskGroup() as working:
        delivering = working.create_task(process.run())
        await asyncio.wait_for(line.busy.wait(), 20)
        ends = _until(store)
        for _ in range(100):
            if _until(store) - ends > timedelta(seconds=1):
                break
            await asyncio.sleep(0.05)
        kept = _until(store) - ends
        line.answers.set()
        delivering.cancel()
    assert kept > timedelta(seconds=1), "the lease ran out"
    assert line.begun[0] == row


def _until(store: Store) -> datetime:
    with store.unit() as uow:
        return uow.session.get_one(Lease, WORK).until
