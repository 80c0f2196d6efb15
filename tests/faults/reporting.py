"""What the experiments found: one line a run with its seed and the six figures, and the sum at the end."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from tests.faults.checker import Figures

AT_ONCE = 6  # runs mostly wait; more at a time would only wait for the processor


@dataclass
class Report:
    """The runs of one test."""

    lines: list[str] = field(default_factory=list)
    killed: int = 0
    to_be_killed: int = 0
    sums: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    def add(self, name: str, seed: int, figures: Figures, *, killed: bool | None = None) -> None:
        """Note one run; ``killed``: whether the bot really died by SIGKILL where it was to die, if it was to die."""
        line = f"{name} seed={seed} {figures}"
        print(line)
        self.lines.append(line)
        self.killed += bool(killed)
        self.to_be_killed += killed is not None
        self.sums.update({what: len(cases) for what, cases in vars(figures).items()})
        if killed is False:
            self.troubles.append(f"{name} was never reached")
        if not figures.clean:
            self.troubles.append(f"{line}\n{figures.explained()}")

    def must_be_clean(self, runs: int) -> None:
        """Fail unless so many runs were made, killed where that was meant, and all promises were kept."""
        assert not self.troubles, "\n".join(self.troubles)
        assert len(self.lines) == runs
        assert self.killed == self.to_be_killed

    @property
    def figures(self) -> dict[str, int]:
        """What is summed up at the end of the session."""
        killed = {"killed": self.killed} if self.to_be_killed else {}
        return {"runs": len(self.lines), **killed, **self.sums}


async def side_by_side(runs: Iterable[Callable[[], Awaitable[None]]]) -> None:
    """Make all runs, some at a time: most of a run is waiting."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(run: Callable[[], Awaitable[None]]) -> None:
        async with room:
            await run()

    async with asyncio.TaskGroup() as group:
        for run in runs:
            group.create_task(one(run))
