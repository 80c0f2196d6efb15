"""Thousands of updates that nobody should send: the bot goes on serving, and nobody gets what is not theirs.

A part of them comes from people who have a role, press what stands on anybody's phone, and change what buttons carry.
"""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.domain import authority
from bot.domain.authority import Deed, Rule
from bot.domain.people import Role, Unit
from bot.intake import store_updates
from handlers.filters import PressedInPrivate
from storage.models import INBOX, InboxState, Journal, Person, Tip, Ward
from tests.faults.checker import Figures
from tests.faults.fuzz import Fuzz
from tests.faults.in_sight import cards, receipts
from tests.faults.inside import Inside
from tests.faults.reporting import Report
from tests.first_days import FirstDays
from tests.world import World

SIZE, SIZE_AT_NIGHT, AT_ONCE = 1_600, 100_000, 250
INSIDE, INSIDE_AT_NIGHT, ENOUGH_DEEDS = 400, 20_000, 6
STRANGERS = range(6_200_000_001, 6_200_000_006)


def anybody_does_anything(patch: pytest.MonkeyPatch) -> str:
    """Whoever has any role may do everything, in every state."""
    patch.setattr(authority, "TABLE", {deed: Rule(frozenset(Role)) for deed in Deed})
    return "gained"


def anywhere(patch: pytest.MonkeyPatch) -> str:
    """What is for private chats alone is done in the group as well, by whatever button."""
    patch.setattr(authority, "TABLE", {deed: Rule(rule.roles, rule.states) for deed, rule in authority.TABLE.items()})

    async def fits(_: PressedInPrivate, __: object) -> bool:
        return True

    patch.setattr(PressedInPrivate, "__call__", fits)
    return "gained"


def whoever_asks_reads(patch: pytest.MonkeyPatch) -> str:
    """Whoever has any role may read a tip."""
    patch.setattr(authority, "TABLE", {**authority.TABLE, Deed.READ: Rule(frozenset(Role))})
    return "leaked"


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


async def test_nobody_with_a_role_gets_further_than_the_role_goes(
    first_days: FirstDays, tmp_path: Path, report: Report, full: bool
) -> None:
    seed, size = 12, INSIDE_AT_NIGHT if full else INSIDE
    async with first_days.world("sqlite", tmp_path) as world:
        inside = await _inside(world, seed)
        await _goes_on(inside, size)
        unhandled = await world.in_database(lambda uow: _unhandled(uow, inside.spoiled))
        print(sorted(inside.done))
        assert len(inside.done) >= ENOUGH_DEEDS, f"they did next to nothing: {inside.done}"
        figures = Figures(lost=unhandled, unexpected=inside.gained, leaked=await inside.leaked())
        report.add(f"fuzz from inside, {size} updates, {len(inside.spoiled)} spoiled", seed, figures)
    report.must_be_clean(1)


@pytest.mark.parametrize("bug", [anybody_does_anything, anywhere, whoever_asks_reads])
async def test_a_table_that_allows_too_much_is_noticed(
    first_days: FirstDays, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bug: Callable[..., str]
) -> None:
    async with first_days.world("sqlite", tmp_path) as world:
        inside = await _inside(world, 13)
        figure = bug(monkeypatch)
        for _ in range(10):
            await _goes_on(inside, 50)
            found = {"gained": inside.gained, "leaked": await inside.leaked()}
            if found[figure]:
                return
        pytest.fail(f"not noticed among {inside.done}")


async def _inside(world: World, seed: int) -> Inside:
    mai, stranger = world.stranger("Mai"), world.stranger()
    await mai.starts()
    key = world.app.workplace.keyring.blind(mai.person.id)
    await world.in_database(lambda uow: uow.people.enrol(key, "Mai Trần", Role.UNIT, unit=Unit.CULTURE))
    tellers = {"xyzmot": world.lan, "xyzhai": world.leader, "xyzba": world.stranger("Hoa")}
    for mark, teller in tellers.items():
        await teller.reports(f"Mất trộm xe Sirius {mark} ở tổ 5 tối qua, bị bẻ khóa")
    police = (world.an, world.binh, world.commander, world.chief)
    return Inside(world, seed, tellers, (*police, mai, stranger, world.lan, world.leader))


async def _goes_on(inside: Inside, size: int) -> None:
    world, app = inside.world, inside.world.app
    await inside.reckon()
    for _ in range(0, size, len(inside.actors)):
        updates = await inside.round()
        await store_updates(app.database, app.workplace.keyring, app.workplace.clock, app.telegram.bot_id, updates)
        await world.settle()
        await inside.reckon()
    await world.jumps(minutes=6)  # what might be tried again is


def _unhandled(uow: Any, spoiled: Collection[int]) -> list[str]:
    """What waits or raised an error; what was spoiled, and words in a shape that Telegram has not, are set aside."""
    rows = uow.session.execute(select(INBOX).where((INBOX.c.state != InboxState.DONE) | INBOX.c.error.is_not(None)))
    wrong = (row for row in rows if row.external_id not in spoiled and row.error != "unreadable")
    return [f"update {row.external_id} is {row.state}: {row.error}" for row in wrong]


def _count(state: InboxState) -> Any:
    return select(func.count()).select_from(INBOX).where(INBOX.c.state == state)
