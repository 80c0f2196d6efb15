"""The checker itself can fail: what no suite of kills brings about is brought about here."""

from typing import Any

import pytest

from bot.domain.delivery import Kind
from bot.domain.escalation import To
from bot.domain.tip import Urgency
from bot.services import settle_letter
from bot.services.cards import offer_card
from bot.services.claim_letters import Letter
from storage.outbox import OutboxStore, Payload, Route
from storage.unit_of_work import UnitOfWork
from tests.faults.checker import Figures, check
from tests.faults.ward import Ward
from tests.scenarios.crowd import flood
from tests.world import World

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
MANY = 7


async def test_a_tip_that_comes_as_a_line_and_as_a_card_before_anybody_takes_it_is_a_second_copy(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cards_follow_their_list(monkeypatch)
    assert len(await _unlabelled_of_a_list(world)) == MANY


async def test_the_card_of_a_tip_of_a_list_that_somebody_has_taken_is_none(world: World) -> None:
    assert await _unlabelled_of_a_list(world) == []


async def _unlabelled_of_a_list(world: World) -> list[str]:
    """What the checker says of many tips that came at once, of which somebody took each a while later."""
    codes = await flood(world, *[(world.stranger(), Urgency.NORMAL)] * MANY)
    tips = world.an.sees(f"{MANY} tin cùng lúc", chat=world.group)
    await world.jumps(minutes=1)
    for code in codes:
        await world.an.taps(code, tips)
    return _checked(world).unlabelled


@pytest.mark.parametrize(("unsaid", "lost"), [(None, []), (To.GROUP, [0]), (To.COMMANDER, [1]), (To.CHIEF, [2])])
async def test_a_rung_that_is_climbed_and_not_said_is_lost(
    unsaid: To | None, lost: list[int], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _one_rung_is_silent(monkeypatch, unsaid)
    code = await world.lan.reports()
    for _ in range(5):
        await world.jumps(minutes=10)
    await world.an.taps("✅ Tiếp nhận", world.an.sees(code, chat=world.group))
    world.look_at_everything()
    assert [case for case in _checked(world).lost if "rung" in case] == [f"rung {stage} of {code}" for stage in lost]


def _checked(world: World) -> Figures:
    clock: Any = world.clock  # the checker only asks it for the time
    ward = Ward(world.stage, clock, world.app.settings, world.app.workplace.ward_id, [])
    try:
        return check(ward, [], punctual=True)
    finally:
        ward.engine.dispose()


def _one_rung_is_silent(patch: pytest.MonkeyPatch, silent: To | None) -> None:
    """A deliberate bug: the rung is climbed and nothing is queued."""
    remind_of = OutboxStore.remind_of

    def some(self: OutboxStore, route: Route, kind: Kind, of: Payload) -> None:
        if of.rung is not silent:
            remind_of(self, route, kind, of)

    patch.setattr(OutboxStore, "remind_of", some)


def _cards_follow_their_list(patch: pytest.MonkeyPatch) -> None:
    """A deliberate bug: a tip that has arrived as a line is offered as a card, too."""
    stands = settle_letter._card_stands

    def offered_again(uow: UnitOfWork, letter: Letter, message_id: int) -> None:
        stands(uow, letter, message_id)
        if letter.line and letter.row.tip_id is not None:
            offer_card(uow, letter.row.tip_id)

    patch.setattr(settle_letter, "_card_stands", offered_again)
