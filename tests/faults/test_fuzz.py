"""Thousands of updates that nobody should send: the bot goes on serving, and nobody gets what is not theirs."""

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.intake import store_updates
from storage.models import INBOX, InboxState, Journal, Person, Tip, Ward
from tests.faults.checker import Figures
from tests.faults.fuzz import Fuzz
from tests.faults.in_sight import cards, receipts
from tests.faults.reporting import Report
from tests.first_days import FirstDays
from tests.world import World

SIZE, SIZE_AT_NIGHT, AT_ONCE = 2_000, 100_000, 250
STRANGERS = range(6_200_000_001, 6_200_000_006)


async def _belongings(world: World, tip_id: int) -> dict[str, Any]:
    """All that people without a role must not be able to change."""

    def look(uow: Any) -> dict[str, Any]:
        session = uow.session
        return {
            "people": session.execute(select(Person.id, Person.roles, Person.suspended_at).order_by(Person.id)).all(),
            "group": session.execute(select(Ward.id, Ward.group_chat_id)).all(),
            "deeds": session.scalar(select(func.count()).select_from(Journal).where(Journal.person_id.is_not(None))),
            "tip": session.execute(
                select(Tip.status, Tip.acknowledged_by, Tip.case_version).where(Tip.id == tip_id)
            ).one(),
        }

    return await world.in_database(look)


async def test_nobody_without_a_role_gets_anywhere(
    first_days: FirstDays, tmp_path: Path, report: Report, full: bool
) -> None:
    seed, size = 11, SIZE_AT_NIGHT if full else SIZE
    async with first_days.world("sqlite", tmp_path) as world:
        code = await world.leader.reports()
        tip_id = await world.in_database(lambda uow: uow.tips.find(code))
        assert tip_id is not None
        fuzz = Fuzz(seed, [world.lan.person.id, *STRANGERS], world.group.id, cards(world, code)[0].id)
        before = await _belongings(world, tip_id)
        app = world.app
        for _ in range(0, size, AT_ONCE):
            updates = fuzz.updates(AT_ONCE)
            await store_updates(app.database, app.workplace.keyring, app.workplace.clock, app.telegram.bot_id, updates)
            await world.settle()
        for _ in range(5 + size // 1_000):  # what might be tried again is, and what is read in turn
            await world.jumps(minutes=6)
        after = await _belongings(world, tip_id)
        aside = await world.in_database(lambda uow: uow.session.scalar(_count(InboxState.QUARANTINED)))
        waiting = await world.in_database(lambda uow: uow.session.scalar(_count(InboxState.NEW)))
        served = await world.binh.reports()
        shown = len(cards(world, served))
        figures = Figures(
            lost=[f"{waiting} updates wait"] * bool(waiting) + [f"no card of {served}"] * (not shown),
            duplicated=[f"{shown} cards of {served}"] * (shown > 1),
            unexpected=[f"{name} changed" for name in before if after[name] != before[name]],
            leaked=[f"somebody else has the receipt of {served}"] * bool(receipts(world, served)),
        )
        report.add(f"fuzz, {size} updates, {aside} unreadable", seed, figures)
    report.must_be_clean(1)


def _count(state: InboxState) -> Any:
    return select(func.count()).select_from(INBOX).where(INBOX.c.state == state)
