"""Weeks in seconds: residents report, officers take on and end, time erases; nothing grows for ever."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, select, text

from storage.inbox import PAYLOAD_KEPT
from storage.models import INBOX, OUTBOX, InboxState, OutboxState, Tip
from tests.databases import KINDS, Databases
from tests.faults.checker import Figures
from tests.faults.experiment import ENOUGH_SECONDS, people_at_work, stories_of, until_all_is_done
from tests.faults.gauges import gauges
from tests.faults.leaks import leaks
from tests.faults.people import Story, closers
from tests.faults.reporting import Report
from tests.faults.ward import Ward, open_ward

SEED = 5
# Rounds, weeks in each, looks at the clock in each, residents who report in each.
ROUNDS, WEEKS, STEPS, RESIDENTS = 4, 3, 2, 2
ROUNDS_AT_NIGHT, WEEKS_AT_NIGHT, STEPS_AT_NIGHT, RESIDENTS_AT_NIGHT = 40, 1, 7, 5
ROUNDS_OF_A_LEAK = 3
KEPT = {"retention_months": 1, "identity_months": 1}  # so that tips are erased while we look
# How much more each may be in the second half than it ever was in the first: what is cached and pooled.
SLACK = {
    "tasks": 4, "threads": 4, "open files": 6, "temporary files": 2,
    "objects": 15_000, "memory": 25_000, "waiting": 30,
}  # fmt: skip


@dataclass
class Soak:
    """What was measured, round by round."""

    rounds: list[dict[str, int]] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)

    def grown(self) -> list[str]:
        """What is more in the second half than it may be."""
        half = len(self.rounds) // 2
        first, second = self.rounds[1:half] or self.rounds[:1], self.rounds[half:]
        return [
            f"{name}: {[week[name] for week in self.rounds]}"
            for name, slack in SLACK.items()
            if max(week[name] for week in second) > max(week[name] for week in first) + slack
        ]

    def per_tip(self, name: str) -> tuple[float, float]:
        """How much of something came with each tip, in the first half and in the second."""
        half, each = len(self.rounds) // 2, len(self.stories) / len(self.rounds)
        start, middle, end = (self.rounds[n][name] for n in (0, half - 1, -1))
        return (middle - start) / (each * max(half - 1, 1)), (end - middle) / (each * (len(self.rounds) - half))


async def test_nothing_grows_for_ever_and_a_deliberate_leak_is_seen(
    databases: Databases, tmp_path: Path, report: Report, full: bool
) -> None:
    """Side by side, because most of it is waiting."""
    kinds: Sequence[str] = KINDS if full else ("sqlite",)
    async with asyncio.TaskGroup() as group:
        for kind in kinds:
            group.create_task(_stays_small(kind, databases, tmp_path / kind, report, full))
        group.create_task(_leaks_and_is_seen(databases, tmp_path / "leak"))
    report.must_be_clean(len(kinds))


async def _stays_small(kind: str, databases: Databases, folder: Path, report: Report, full: bool) -> None:
    rounds, residents = (ROUNDS_AT_NIGHT, RESIDENTS_AT_NIGHT) if full else (ROUNDS, RESIDENTS)
    weeks, steps = (WEEKS_AT_NIGHT, STEPS_AT_NIGHT) if full else (WEEKS, STEPS)
    async with open_ward(databases.fresh(kind), folder, SEED, residents=residents, **KEPT) as ward:
        soak = await _lives(ward, rounds, weeks, steps, "counted")
        left = soak.rounds[-1]["unhandled"]
        figures = Figures(lost=[f"{left} updates wait"] * bool(left), leaked=leaks(ward, soak.stories))
        report.add(f"soak, {kind}", SEED, figures)
    _say(kind, soak)
    assert not soak.grown()
    for name in ("database", "log", "evidence"):
        first, second = soak.per_tip(name)
        assert second <= 1.6 * max(first, 1_000), f"{name}: {first:.0f}, then {second:.0f} bytes a tip"
    assert max(week["old payloads"] for week in soak.rounds) == 0
    assert soak.rounds[-1]["erased"] > 0, "time erases"


async def _leaks_and_is_seen(databases: Databases, folder: Path) -> None:
    leaks = "counted+keeps_updates+keeps_tasks+keeps_files_open"
    async with open_ward(databases.fresh("sqlite"), folder, SEED, residents=RESIDENTS, **KEPT) as ward:
        soak = await _lives(ward, ROUNDS_OF_A_LEAK, 1, 1, leaks)
    seen = {line.partition(":")[0] for line in soak.grown()}
    assert seen >= {"objects", "tasks", "open files", "temporary files"}, soak.rounds


async def _lives(ward: Ward, rounds: int, weeks: int, steps: int, mutant: str) -> Soak:
    bot, soak = ward.starts(mutant=mutant), Soak()
    for week in range(rounds):
        stories = stories_of(ward)
        soak.stories += stories
        async with people_at_work(ward, stories, SEED + week, wants_files=True, also=closers(ward, Random(week))):
            await until_all_is_done(ward, stories)
            await _until_all_are_ended(ward)
        for _ in range(steps):
            ward.clock.move(timedelta(weeks=weeks).total_seconds() / steps)
            await asyncio.sleep(0.3)
            await until_all_is_done(ward, stories)
        await _until_the_tick_has_been(ward)
        assert bot.alive
        assert all(story.code for story in stories), "everybody has a receipt"
        soak.rounds.append(await gauges(bot.process_id, ward.log) | _files(ward) | _rows(ward))
    return soak


async def _until_all_are_ended(ward: Ward) -> None:
    for _ in range(ENOUGH_SECONDS * 20):
        with ward.engine.connect() as connection:
            if not connection.scalar(select(func.count()).select_from(Tip).where(Tip.closed_at.is_(None))):
                return
        await asyncio.sleep(0.05)
    raise AssertionError("the officers do not come to an end")


async def _until_the_tick_has_been(ward: Ward) -> None:
    """On a busy machine it may take a while; what is left after ten seconds is measured."""
    for _ in range(100):
        if not _rows(ward)["old payloads"]:
            return
        await asyncio.sleep(0.1)


def _files(ward: Ward) -> dict[str, int]:
    evidence = [path.stat().st_size for path in ward.settings.evidence_dir.rglob("*") if path.is_file()]
    return {"log": ward.log.stat().st_size, "evidence": sum(evidence)}


def _rows(ward: Ward) -> dict[str, int]:
    old = ward.clock.now() - PAYLOAD_KEPT - timedelta(hours=1)
    size = "SELECT pg_database_size(current_database())"
    if ward.engine.dialect.name == "sqlite":
        size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    asked = {
        "waiting": select(func.count()).where(OUTBOX.c.state == OutboxState.WAITING),
        "unhandled": select(func.count()).where(INBOX.c.state == InboxState.NEW),
        "old payloads": select(func.count()).where(INBOX.c.payload.is_not(None), INBOX.c.received_at < old),
        "erased": select(func.count()).where(Tip.erased_at.is_not(None)),
        "database": text(size),
    }
    with ward.engine.connect() as connection:
        return {name: int(connection.scalar(query) or 0) for name, query in asked.items()}


def _say(kind: str, soak: Soak) -> None:
    first, last = soak.rounds[1], soak.rounds[-1]
    figures = " ".join(f"{name.replace(' ', '_')}={first[name]}>{last[name]}" for name in (*SLACK, "erased"))
    per_tip = " ".join(f"{name}={soak.per_tip(name)[1]:.0f}" for name in ("database", "log", "evidence"))
    print(f"{kind} seed={SEED} rounds={len(soak.rounds)} tips={len(soak.stories)} {figures}; bytes a tip: {per_tip}")
