"""200 tips in 60 seconds into a group that takes 20 messages a minute: when the group sees the last one.

The real app over HTTP against the emulator, which enforces Telegram's limits (30 a second in all, 20 a minute to the
group), in real time and with the settings of production. Every resident first tells a story in the dialog, up to the
last question; then one after the other they press "Gửi" within the minute. A tip is shown once a message of the group
has its code. ``--singly`` gives every tip a message of its own.

    python -m benchmarks.burst [--tips 200] [--seconds 60] [--danger 20] [--singly] [--seed 1] [--database URL]

Prints how long after its "Gửi" a tip was shown (median, slowest, the last one), for danger and for all, and how many
messages the group got.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.people import SEND
from benchmarks.sightings import CODE, Sightings
from bot.app import App, running_app
from bot.clock import SystemClock
from bot.demo.seed import TOLD, choose, open_question
from bot.demo.stage import Stage, keyring_of, open_ward, prepare_store, set_stage, stage_settings
from bot.logs import configure_logs
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.server import serve
from bot.services import bundles

IN_DANGER = "Có đánh nhau ở tổ 3, chúng nó đang cầm dao chém người"
RECEIPT = "Xác nhận đã nhận"
PREPARE_AT_ONCE = 20  # at a time: all of them together would only wait for the bot's own limit


@dataclass
class Tip:
    """What one resident sends: when "Gửi" was pressed, and when the group saw it."""

    person: Person
    danger: bool
    pressed: float = 0.0
    shown: float = 0.0


class Burst:
    """The people and the group, as the emulator has them."""

    def __init__(self, stage: Stage, chosen: argparse.Namespace) -> None:
        self._stage, self._telegram, self._chosen = stage, stage.telegram, chosen
        self._random = Random(chosen.seed)
        count, danger = chosen.tips, chosen.tips * chosen.danger // 100
        people = [stage.telegram.create_person("Người") for _ in range(count)]
        # Those in danger last: a story of danger that nobody sends is handed over after some minutes.
        self.tips = [Tip(person, n >= count - danger) for n, person in enumerate(people)]
        self._sightings = Sightings(stage)

    async def prepare(self) -> None:
        """Everybody comes to the last question."""
        room = asyncio.Semaphore(PREPARE_AT_ONCE)

        async def one(tip: Tip) -> None:
            async with room:
                await self._to_the_last_question(tip)

        await asyncio.gather(*map(one, self.tips))

    async def run(self) -> int:
        """They press "Gửi"; waits until the group has seen every tip. How many messages it got."""
        before = len(self._stage.group.messages)
        watching = asyncio.ensure_future(self._sightings.watch())
        moments = sorted(self._random.uniform(0, self._chosen.seconds) for _ in self.tips)
        self._random.shuffle(self.tips)
        began = time.perf_counter()
        await asyncio.gather(*(self._presses(tip, began + at) for tip, at in zip(self.tips, moments, strict=True)))
        codes = [await self._code(tip) for tip in self.tips]
        await self._sightings.until(codes)
        for tip, code in zip(self.tips, codes, strict=True):
            tip.shown = self._sightings.at[code]
        watching.cancel()
        return len(self._stage.group.messages) - before

    async def _to_the_last_question(self, tip: Tip) -> None:
        tip.person.sends(IN_DANGER if tip.danger else TOLD[0], self._stage.bot)
        pressed: set[int] = set()
        while self._last_question(tip.person) is None:
            seen = self._telegram.version
            question = open_question(tip.person, self._stage.bot)
            # What the bot has understood can be corrected; the question itself comes below it.
            if question is not None and question.id not in pressed and not question.labels[0].startswith("✏️"):
                pressed.add(question.id)
                tip.person.presses(question, data=choose([b for row in question.buttons for b in row]))
            await self._telegram.changed(seen, within=1)

    def _last_question(self, person: Person) -> Message | None:
        messages = person.chat_with(self._stage.bot).messages
        return next((message for message in reversed(messages) if SEND in message.labels), None)

    async def _presses(self, tip: Tip, moment: float) -> None:
        await asyncio.sleep(max(moment - time.perf_counter(), 0))
        question = self._last_question(tip.person)
        assert question is not None
        tip.pressed = time.perf_counter()
        tip.person.presses(question, SEND)

    async def _code(self, tip: Tip) -> str:
        while True:
            seen = self._telegram.version
            for message in tip.person.chat_with(self._stage.bot).messages:
                if RECEIPT in (message.text or "") and (found := CODE.search(message.text or "")):
                    return found.group()
            await self._telegram.changed(seen, within=1)


async def settle(app: App) -> None:
    """Let the bot say all it has to say, at the pace it keeps."""
    while True:
        await app.settle()
        if await app.database.run(lambda s: app.workplace.unit(s).outbox.oldest_waiting()) is None:
            return
        await asyncio.sleep(0.2)


async def measure(chosen: argparse.Namespace) -> None:
    """Open a ward, let everybody come to the last question, then let them press; print what the group saw when."""
    if chosen.singly:
        bundles.bundle = lambda _: []
    stage = set_stage(SystemClock())
    with tempfile.TemporaryDirectory() as folder:
        async with serve(stage.telegram) as base:
            settings = stage_settings(Path(folder), stage.bot.token, base, database_url=chosen.database)
            prepare_store(settings)
            async with running_app(settings, keyring_of(settings), SystemClock()) as app:
                await open_ward(app, stage, partial(settle, app))
                stage.telegram.enforce_limits()
                serving = asyncio.ensure_future(app.run())
                burst = Burst(stage, chosen)
                await burst.prepare()
                messages = await burst.run()
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)
    report(burst.tips, messages)


def report(tips: Sequence[Tip], messages: int) -> None:
    """One line each for danger and for all."""
    first = min(tip.pressed for tip in tips)
    print(f"{len(tips)} tips, the last sent {max(t.pressed for t in tips) - first:.0f} s after the first; ", end="")
    print(f"the group got {messages} messages")
    for name, some in (("danger", [tip for tip in tips if tip.danger]), ("all", list(tips))):
        waits = sorted(tip.shown - tip.pressed for tip in some)
        last = max(some, key=lambda tip: tip.pressed)
        print(
            f"{name:7} {len(some):4} tips: shown after {statistics.median(waits):.1f} s (median), {waits[-1]:.1f} s "
            f"(slowest), {last.shown - last.pressed:.1f} s (the last sent)"
        )


def main() -> None:
    """Measure once."""
    configure_logs(json=True, stream=sys.stderr)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tips", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--danger", type=int, default=20, help="percent")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--singly", action="store_true", help="one message a tip, to compare")
    parser.add_argument("--database", default="")
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
