"""People who flood the bot, people in earnest beside them, and what both get to see."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from statistics import quantiles

from sqlalchemy import func, select

from bot.sandbox.people import Person
from bot.sandbox.presses import Press
from storage.models import INBOX, InboxState
from tests.faults.flooded_group import FloodedGroup
from tests.faults.people import Resident, Story, first_look, said
from tests.faults.ward import Ward
from tests.world import CODE

SPAM = "Nhắn thử lần thứ {number}"
DANGER = "Cứu với, có người đang cầm dao đuổi chém {mark} ở ngõ 12"
BURST, PER_SECOND, HURRIES, ANY = 40, 0.5, 3, 10_000
# Nobody waits for ever, of the machine's seconds: 10,000 messages are read in a third of that on a busy one.
READ_WITHIN, SOON = 3600, 300


@dataclass(frozen=True)
class Size:
    """One attacker's messages, of which ``dangers`` in a row tell of danger from ``danger_at`` on; so many accounts
    with so many messages ``each``; all that ``per_second``; so many accounts more that cry for help and send it, two at
    a time; so many residents in earnest; how much the group takes."""

    messages: int
    danger_at: int
    dangers: int = 40
    accounts: int = 0
    each: int = 5
    per_second: int = 200
    false_tips: int = 0
    residents: int = 0
    group_per_minute: int = 20  # Bot FAQ


class Alarm(Story):
    """Somebody is in danger."""

    in_danger = True

    @property
    def text(self) -> str:
        """What the teller writes."""
        return DANGER.format(mark=self.mark)


@dataclass
class Flood:
    """What goes on, and how it looks from outside."""

    ward: Ward
    size: Size
    attacker: Person
    danger: Story
    crowd: list[Person]
    group: FloodedGroup
    presses: list[Press] = field(default_factory=list)
    began: datetime | None = None

    async def attack(self) -> None:
        """Everything that is sent to do harm, at its pace."""
        self.began = self.ward.clock.now()
        async with asyncio.TaskGroup() as everybody:
            everybody.create_task(self._writes_on_and_on())
            for half in (self.group.false_tips[::2], self.group.false_tips[1::2]):
                everybody.create_task(self._lies(half))

    async def _lies(self, stories: Sequence[Story]) -> None:
        for story in stories:
            await Resident(self.ward, story.teller, Random(1)).tells(story)

    async def _writes_on_and_on(self) -> None:
        sent, began = 0, _now()
        many = [person for _ in range(self.size.each) for person in self.crowd]
        for number in range(max(self.size.messages, len(many))):
            if number < len(many):
                many[number].sends(SPAM.format(number=number))
                sent += 1
            if number < self.size.messages:
                dangerous = self.size.danger_at <= number < self.size.danger_at + self.size.dangers
                says = DANGER.format(mark=self.danger.mark) if dangerous else SPAM
                self.attacker.sends(says.format(number=number))
                sent += 1
            await asyncio.sleep(max(began + sent / self.size.per_second - _now(), 0))

    def waits(self, story: Story) -> float:
        """Seconds from "Gửi" to the receipt, as the phone shows them."""
        chat = story.teller.chat_with(self.ward.stage.bot)
        receipt = next(m for m in said(chat) if story.code in first_look(m) and "Xác nhận đã nhận" in first_look(m))
        sent = [p for p in self.presses if p.person is story.teller and p.at <= receipt.date and _sends(p)]
        return (receipt.date - min(p.at for p in sent if p.data == sent[-1].data)).total_seconds()

    def danger_heard(self) -> float | None:
        """Seconds from the attacker's words of danger to the numbers to call; None while they are not there."""
        chat = self.attacker.chat_with(self.ward.stage.bot)
        told = next((m for m in chat.messages if self.danger.mark in (m.text or "")), None)
        numbers = next((m for m in said(chat) if "Gọi ngay 113, hoặc trực ban" in first_look(m)), None)
        return (numbers.date - told.date).total_seconds() if told and numbers else None

    def read(self) -> int:
        """How many of the attacker's messages are handled."""
        lane = self.ward.keyring.blind(self.attacker.id)
        done = select(func.count()).where(INBOX.c.lane == lane, INBOX.c.state == InboxState.DONE)
        return self._count(done)

    def unread(self) -> int:
        """How many updates wait, of anybody."""
        return self._count(select(func.count()).where(INBOX.c.state == InboxState.NEW))

    def overflow(self) -> list[str]:
        """The codes of the attacker's further tips: what goes beyond the room of one begins another (decision 0030)."""
        with self.ward.look() as uow:
            tips = uow.tips.of_account(uow.keyring.blind(self.attacker.id))
            return [code for tip_id in tips if (code := uow.tips.code(tip_id)) != self.danger.code]

    def notices(self) -> int:
        """How often the attacker was told that the bot reads in turn."""
        return sum("đọc lần lượt" in first_look(m) for m in said(self.attacker.chat_with(self.ward.stage.bot)))

    async def until_lied(self) -> None:
        """Wait until nearly all false tips are sent."""
        while not all(story.code for story in self.group.false_tips[:-2]):  # noqa: ASYNC110
            await asyncio.sleep(0.1)

    async def until_seen(self) -> None:
        """Wait until all that was sent stands in the group, or until a promise is broken."""
        while not self.group.all_are_seen() and not self.group.broken_promises():  # noqa: ASYNC110
            await asyncio.sleep(0.2)

    async def until_heard(self) -> None:
        """Wait until the attacker knows whom to call, and that the bot reads in turn; far less than a turn takes."""
        give_up = _now() + self._far_less_than_a_turn
        while not self._heard() and _now() < give_up:  # noqa: ASYNC110
            await asyncio.sleep(0.1)

    async def breaks(self, promise: str) -> bool:
        """Whether a promise is broken in the end; on a busy machine even a bug takes its time."""
        give_up = _now() + SOON
        while promise not in self.broken_promises():
            if _now() > give_up:
                return False
            await asyncio.sleep(0.5)
        return True

    @property
    def _far_less_than_a_turn(self) -> float:
        """A quarter of the seconds that the words of danger would wait for their turn."""
        return (self.size.danger_at - BURST) / PER_SECOND / 4

    def _heard(self) -> bool:
        return self.danger_heard() is not None and (self.notices() > 0 or self.read() == self.size.messages)

    def broken_promises(self) -> set[str]:
        """What does not hold of what is published, at this moment."""
        assert self.began is not None
        age = (self.ward.clock.now() - self.began).total_seconds()
        most = self.size.danger_at + HURRIES + age * PER_SECOND + 1
        kept = {
            "read faster than published": self.read() <= most,
            "danger waited": self.danger_heard() is not None or age < self._far_less_than_a_turn,
            "not told once": self.notices() == 1,
        }
        return {promise for promise, holds in kept.items() if not holds} | self.group.broken_promises()

    async def until_receipt(self) -> None:
        """The attacker's words of danger are a tip like any other; nobody pressed "Gửi", so it takes its time."""
        async with asyncio.timeout(SOON):
            while not self.danger.code:
                self.danger.code = next(iter(self.receipts()), "")
                await asyncio.sleep(0.1)

    def __str__(self) -> str:
        return f"danger={self.danger_heard():.2f}s {self.group}"

    async def until_read(self) -> None:
        """Let time go by in jumps until nothing waits to be read."""
        async with asyncio.timeout(READ_WITHIN):
            while self.unread():
                self.ward.clock.move(BURST / PER_SECOND)
                before = -1
                while before != (now := self.unread()) and now:
                    before = now
                    await asyncio.sleep(0.5)

    def receipts(self) -> list[str]:
        """The codes of the attacker's receipts."""
        chat = self.attacker.chat_with(self.ward.stage.bot)
        found = [CODE.search(first_look(m)) for m in said(chat) if "Xác nhận đã nhận" in first_look(m)]
        return [code.group() for code in found if code is not None]

    def _count(self, query) -> int:  # type: ignore[no-untyped-def]
        with self.ward.engine.connect() as connection:
            return connection.scalar(query) or 0


@asynccontextmanager
async def flooding(ward: Ward, size: Size) -> AsyncIterator[Flood]:
    """The attackers are there, the group takes no more than Telegram lets it; each press of anybody is noted."""
    telegram = ward.stage.telegram
    telegram.enforce_limits(size.group_per_minute, per_second=ANY)
    ward.settings = ward.settings.model_copy(update={"group_per_minute": size.group_per_minute})
    attacker = telegram.create_person("Ồn Ào")
    crowd = [telegram.create_person(f"Khách {number}") for number in range(size.accounts)]
    liars = [telegram.create_person(f"Người {number}") for number in range(size.false_tips)]
    lies = [Alarm(person, f"xyzlie{number:03}q") for number, person in enumerate(liars)]
    flood = Flood(ward, size, attacker, Story(attacker, "xyzdanger"), crowd, FloodedGroup(ward, lies))
    ask = telegram.ask

    def noting(press: Press) -> None:
        flood.presses.append(press)
        ask(press)

    telegram.ask = noting  # type: ignore[method-assign]
    try:
        yield flood
    finally:
        telegram.ask = ask  # type: ignore[method-assign]


def p95(seconds: Sequence[float]) -> float:
    """The value that nineteen of twenty do not exceed; of a few, the largest."""
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 20 else max(seconds)


def _sends(press: Press) -> bool:
    return press.data.startswith("r1:review:") and press.data.endswith(":send")


def _now() -> float:
    return asyncio.get_running_loop().time()
