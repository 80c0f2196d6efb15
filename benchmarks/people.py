"""People at their phones, in the emulator's own process, so that no bot pays for them."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.sightings import CODE, Sightings
from bot.clock import SystemClock
from bot.demo import cast
from bot.demo.seed import TOLD, choose, open_question
from bot.demo.stage import Stage, set_stage
from bot.sandbox.bots import Bot
from bot.sandbox.people import Person
from bot.sandbox.server import serve

TYPED = "Thấy hai người đi xe máy vòng quanh ngõ"
SEND = "✅ Gửi"
TOGETHER = 16  # so many report at once where a great number does


@dataclass
class Seen:
    """What people saw: how long they waited for each answer, and from Gửi to the card in the group. Seconds."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    cards: list[float] = field(default_factory=list)


class Crowd:
    """People of one stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._telegram = stage, stage.telegram
        self.sightings = Sightings(stage)
        self._seen = Seen()

    async def types(self, people: int, steps: int) -> Seen:
        """So many newcomers at once each type, wait for the reply, type again."""
        return await self._measured([self._type_on(self._newcomer(), steps) for _ in range(people)])

    async def reports(self, people: int, times: int) -> Seen:
        """So many reports at once, some times over: a story in one breath, then presses until it is sent."""
        seen = await self._measured([self._report(times) for _ in range(people)])
        await self._last_cards(seen)
        return seen

    async def many(self, tips: int) -> Seen:
        """So many tips, each from somebody else, a few at a time."""
        for _ in range(0, tips, TOGETHER):
            await self.reports(TOGETHER, 1)
            self._telegram.calls.clear()
        return Seen()

    async def _measured(self, acts: list[Coroutine[Any, Any, None]]) -> Seen:
        self._seen, self._sent = Seen(), dict[str, float]()
        began = time.perf_counter()
        await asyncio.gather(*acts)
        self._seen.seconds = time.perf_counter() - began
        return self._seen

    async def _last_cards(self, seen: Seen) -> None:
        await self.sightings.until(self._sent)
        seen.cards = [max(0.0, self.sightings.at[code] - at) for code, at in self._sent.items()]

    async def _type_on(self, person: Person, steps: int) -> None:
        for _ in range(steps):
            await self._answered(person, partial(_say, person, TYPED, self._stage.bot))

    async def _report(self, times: int) -> None:
        """Whoever has sent a tip is asked first whether the next words belong to it: each comes from a newcomer."""
        for _ in range(times):
            person = self._newcomer()
            chat = person.chat_with(self._stage.bot)
            sent = await self._answered(person, partial(_say, person, TOLD[0], self._stage.bot))
            while (question := open_question(person, self._stage.bot)) is not None:
                buttons = [button for row in question.buttons for button in row]
                pressed = choose(buttons)
                began = await self._answered(person, partial(_press, person, question, pressed))
                sent = began if any(b.data == pressed and SEND in b.text for b in buttons) else sent
            code = next(found for said in reversed(chat.messages) if (found := CODE.search(said.text or "")))
            self._sent[code.group()] = sent

    async def _answered(self, person: Person, act: Callable[[], int]) -> float:
        """Do something and wait until the bot has said something after it. Returns when it was done."""
        chat, began = person.chat_with(self._stage.bot), time.perf_counter()
        after = act()
        while chat.last.id <= after or chat.last.sender is person:
            await self._telegram.changed(self._telegram.version)
        self._seen.waits.append(time.perf_counter() - began)
        return began

    def _newcomer(self) -> Person:
        return self._telegram.create_person("Người")


def _say(person: Person, words: str, bot: Bot) -> int:
    number: int = person.sends(words, bot).id
    return number


def _press(person: Person, question: Any, data: str | None) -> int:
    person.presses(question, data=data)
    number: int = question.id
    return number


def emulate(pipe: Connection) -> None:
    """The emulator's process: says where it is and which group the bot is in, then lets people act as it is told."""
    asyncio.run(_emulate(pipe))


async def _emulate(pipe: Connection) -> None:
    stage = set_stage(SystemClock())
    owner = stage.people[cast.OFFICER_1]
    owner.adds(stage.bot, stage.group)
    owner.promotes(stage.bot, stage.group)
    crowd = Crowd(stage)
    async with serve(stage.telegram) as base:
        watching = asyncio.ensure_future(crowd.sightings.watch())
        pipe.send((base, stage.bot.token, stage.group.id))
        while (order := await asyncio.to_thread(pipe.recv)) is not None:
            what, *sizes = order
            pipe.send(await getattr(crowd, what)(*sizes))
            stage.telegram.calls.clear()
        watching.cancel()
