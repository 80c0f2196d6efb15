"""Two processes fetch one file, because one of them is slow: what was stored stays as it was received."""

import asyncio
import hashlib
from dataclasses import dataclass, field

from bot.channels.telegram import Telegram
from bot.collector import Collector
from storage.evidence import LEASE, EvidenceFolder
from tests.world import World

PAPER = b"%PDF-1.7" + bytes(5000)


@dataclass
class SlowLine:
    """The way to Telegram of the slow process: what it fetches is here when it ``goes_on``."""

    telegram: Telegram
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def download(self, file_id: str) -> bytes:
        """As ``Telegram.download``."""
        data = await self.telegram.download(file_id)
        self.begun.set()
        await self.goes_on.wait()
        return data


async def test_who_comes_late_neither_changes_nor_removes_what_another_one_stored(world: World) -> None:
    line, settings, keyring = SlowLine(world.app.telegram), world.app.settings, world.app.workplace.keyring
    folder = EvidenceFolder(settings.evidence_dir, keyring)
    slow = Collector(world.app.database, line, folder, world.app.workplace.unit)  # type: ignore[arg-type]
    await world.lan.writes("Mất trộm xe Sirius ở tổ 5 tối qua, bị bẻ khóa")
    world.lan.person.sends_document("don.pdf", PAPER, "application/pdf")
    await world.app.poller.poll(0)
    await world.app.lanes.drain()
    async with asyncio.TaskGroup() as late:
        late.create_task(slow.drain())
        await line.begun.wait()
        assert await world.app.collector.drain() == 0, "it is in somebody's hands"
        await world.jumps(seconds=LEASE.total_seconds())
        line.goes_on.set()
    await world.settle()
    file = await world.in_database(lambda uow: uow.evidence.get(1))
    assert file.state == "stored"
    assert file.wrapped_key is not None
    assert folder.read(1, file.wrapped_key, hashlib.sha256(PAPER).hexdigest()) == PAPER
    assert len(list(settings.evidence_dir.iterdir())) == 1
    world.look_at_everything()
