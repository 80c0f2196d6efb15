"""The suites can fail: each deliberate bug is caught by the very checker and the very failpoints that find none."""

from functools import partial
from pathlib import Path
from zlib import crc32

from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from tests.databases import Databases
from tests.faults.checker import Figures, check
from tests.faults.experiment import people_at_work, stories_of, until_all_is_done
from tests.faults.mutants import MUTANTS
from tests.faults.reporting import side_by_side
from tests.faults.ward import Ward, open_ward

AT_CARD = "the first card"
LOST_ANSWER, LOST_REQUEST = Fault.cut_after(), Fault.cut_before()
# What brings the bug to light, and in which figure: the bot is killed at a point or when a card has arrived; or the
# card meets a misfortune on its way.
CAUGHT: dict[str, tuple[str | Fault, str]] = {
    "memory_inbox": ("telegram.getUpdates.before:3", "lost"),
    "offset_before_commit": ("intake.before_commit:1", "lost"),
    "sent_before_sending": (LOST_REQUEST, "lost"),
    "no_label": (LOST_ANSWER, "unlabelled"),
    "unknown_is_not_left": (LOST_ANSWER, "unlabelled"),
    "lease_forgets": (AT_CARD, "unlabelled"),
    "payload_in_clear": (AT_CARD, "leaked"),
    "payload_logged": (AT_CARD, "leaked"),
    "reporter_on_card": (AT_CARD, "leaked"),
}


async def test_every_deliberate_bug_is_caught(databases: Databases, tmp_path: Path) -> None:
    assert CAUGHT.keys() == MUTANTS.keys()
    missed: list[str] = []
    await side_by_side(partial(_one_run, name, databases, tmp_path, missed) for name in CAUGHT)
    assert not missed


async def _one_run(name: str, databases: Databases, folder: Path, missed: list[str]) -> None:
    misfortune, figure = CAUGHT[name]
    figures = {}
    for mutant in (name, ""):
        seed = crc32(name.encode())
        async with open_ward(databases.fresh("sqlite"), folder / f"{name}-{mutant}", seed) as ward:
            figures[mutant] = await _suffers(ward, misfortune, mutant, seed)
            if b"TypeError" in ward.log.read_bytes():
                missed.append(f"{name} does not fit the product any more: it is another bug than it says")
        print(f"{mutant or 'the product itself'} at {misfortune}: {figures[mutant]}")
    if not getattr(figures[name], figure):
        missed.append(f"{name} is not caught: {figures[name]}")
    if not figures[""].clean:
        missed.append(f"the product itself fails where {name} does: {figures[''].explained()}")


async def _suffers(ward: Ward, misfortune: str | Fault, mutant: str, seed: int) -> Figures:
    stories = stories_of(ward)
    async with people_at_work(ward, stories, seed):
        if isinstance(misfortune, Fault):
            ward.stage.telegram.faults.add(misfortune, method="sendMessage", chat=ward.stage.group)
            ward.starts(mutant=mutant)
        else:
            if misfortune == AT_CARD:
                _kill_at_card(ward)
            bot = ward.starts("" if misfortune == AT_CARD else misfortune, mutant)
            assert await bot.killed_itself(within=60), f"{mutant} was not killed at {misfortune}"
            ward.starts(mutant=mutant)
        await until_all_is_done(ward, stories)
    return check(ward, stories)


def _kill_at_card(ward: Ward) -> None:
    """The bot dies when its first card stands in the group, before it can hear of it."""
    telegram = ward.stage.telegram
    post = telegram.post

    def kill(message: Message) -> None:
        post(message)
        if message.chat is ward.stage.group and message.sender is ward.stage.bot:
            telegram.post = post  # type: ignore[method-assign]
            assert ward.bot is not None
            ward.bot.kill_now()

    telegram.post = kill  # type: ignore[method-assign]
