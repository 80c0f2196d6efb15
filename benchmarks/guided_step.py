"""The full durable guided step against a stock aiogram echo bot, side by side in one run against the emulator.

``echo`` is the bot of aiogram's own documentation: it keeps nothing and sends one message for each it gets.
``typed`` is one answer typed into the report: the update is stored, handled in a transaction, the talk and the
reply are committed, the reply is sent and recorded: also one message for each.
``report`` is whole reports, from the first word to the receipt, with the buttons on the way: each press is answered,
the question is edited down, the next one sent; tip, card and ladder are made. Three to five requests an update.

    python benchmarks/guided_step.py [--people 32] [--steps 25] [--rounds 5] [--database URL]

Prints updates per second (medians of rounds that take turns) and ratios to ``echo``. The emulator and the people
run in a process of their own, so that neither bot pays for them.
"""

import argparse
import asyncio
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from bot.app import running_app
from bot.clock import SystemClock
from bot.demo.seed import TOLD, choose, open_question
from bot.demo.stage import Stage, keyring_of, prepare_store, set_stage, stage_settings
from bot.sandbox.people import Person
from bot.sandbox.server import serve

UNPACED = {
    "bot_per_second": 1e6,
    "chat_per_second": 1e6,
    "group_per_minute": 6e7,
    "poll_seconds": 5,
    "person_burst": 1_000_000,
}
TYPED = "Thấy hai người đi xe máy vòng quanh ngõ"


class Crowd:
    """People at their phones, in the emulator's process."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._telegram = stage.telegram

    async def everyone(self, count: int, act: Callable[[Person], Awaitable[int]]) -> tuple[int, float]:
        """So many newcomers act at the same time. Updates sent and seconds taken."""
        people = [self._telegram.create_person("Người") for _ in range(count)]
        began = time.perf_counter()
        sent = await asyncio.gather(*(act(person) for person in people))
        return sum(sent), time.perf_counter() - began

    async def type_on(self, person: Person, steps: int) -> int:
        """Type, wait for the reply, type again."""
        for _ in range(steps):
            await self._answered(person, person.sends(TYPED, self._stage.bot).id)
        return steps

    async def report(self, person: Person, times: int) -> int:
        """Tell a story in one breath and press on until it is sent."""
        updates = 0
        for _ in range(times):
            await self._answered(person, person.sends(TOLD[0], self._stage.bot).id)
            updates += 1
            while (question := open_question(person, self._stage.bot)) is not None:
                person.presses(question, data=choose([b for row in question.buttons for b in row]))
                await self._answered(person, question.id)
                updates += 1
        return updates

    async def _answered(self, person: Person, after: int) -> None:
        chat = person.chat_with(self._stage.bot)
        while chat.last.id <= after or chat.last.sender is person:
            await self._telegram.changed(self._telegram.version)


def emulate(pipe: Connection) -> None:
    """The emulator's process: says where it is, then lets people act as it is told."""
    asyncio.run(_emulate(pipe))


async def _emulate(pipe: Connection) -> None:
    stage = set_stage(SystemClock())
    crowd = Crowd(stage)
    async with serve(stage.telegram) as base:
        pipe.send((base, stage.bot.token))
        while (order := await asyncio.to_thread(pipe.recv)) is not None:
            what, people, steps = order
            reports, types = partial(crowd.report, times=max(1, steps // 8)), partial(crowd.type_on, steps=steps)
            pipe.send(await crowd.everyone(people, reports if what == "report" else types))
            stage.telegram.calls.clear()


async def echo(base: str, token: str, drive: Callable[[], Awaitable[None]]) -> None:
    """The echo bot of aiogram's documentation, as it stands there."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(base)))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def reply(message: Message) -> None:
        await message.send_copy(chat_id=message.chat.id)

    polling = asyncio.ensure_future(dispatcher.start_polling(bot, polling_timeout=5, handle_signals=False))
    await drive()
    await dispatcher.stop_polling()
    await polling


async def tinbao(base: str, token: str, database: str, drive: Callable[[], Awaitable[None]]) -> None:
    """The product, wired as in production."""
    with tempfile.TemporaryDirectory() as folder:
        settings = stage_settings(Path(folder), token, base, **UNPACED, database_url=database)
        prepare_store(settings)
        async with running_app(settings, keyring_of(settings), SystemClock()) as app:
            serving = asyncio.ensure_future(app.run())
            await drive()
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)


def main() -> None:
    """Run the rounds in turns and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=32)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", default="")
    chosen = parser.parse_args()
    pipe, theirs = multiprocessing.Pipe()
    multiprocessing.get_context("spawn").Process(target=emulate, args=(theirs,), daemon=True).start()
    asyncio.run(_rounds(pipe, chosen))
    pipe.send(None)


async def _rounds(pipe: Connection, chosen: argparse.Namespace) -> None:
    base, token = pipe.recv()
    rates: dict[str, list[float]] = {"echo": [], "typed": [], "report": []}

    async def drive(what: str) -> None:
        pipe.send((what, chosen.people, chosen.steps))
        updates, seconds = await asyncio.to_thread(pipe.recv)
        rates[what].append(updates / seconds)

    for _ in range(chosen.rounds):
        await echo(base, token, lambda: drive("echo"))
        await tinbao(base, token, chosen.database, lambda: drive("typed"))
        await tinbao(base, token, chosen.database, lambda: drive("report"))
    medians = {what: statistics.median(found) for what, found in rates.items()}
    print(f"{chosen.people} people, {chosen.steps} steps, median of {chosen.rounds} rounds")
    for what, rate in medians.items():
        print(f"{what:8} {rate:8.0f} updates/s   {rate / medians['echo']:.2f} × echo")


if __name__ == "__main__":
    main()
